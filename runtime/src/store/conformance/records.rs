//! Rules about records: what was committed is what is loaded.

use super::super::{Owner, RecordKey, Scope, Store};
use super::{commit, expect, load, put, record, remove, shelf, writing};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S) {
    a_committed_record_is_loaded(&create().await).await;
    a_record_changes_from_version_to_version(&create().await).await;
    a_removed_record_is_gone_and_can_come_back(&create().await).await;
    records_of_different_keys_do_not_mix(&create().await).await;
    any_text_comes_back_as_it_was(&create().await).await;
}

async fn a_committed_record_is_loaded<S: Store>(store: &S) {
    let (key, record) = (shelf(1), record("{}"));
    expect(load(store, &key).await, None, "a new store holds a record");
    commit(store, writing([put(&key, None, &record)])).await;
    expect(load(store, &key).await, Some(record), "a committed record is not what is loaded");
}

async fn a_record_changes_from_version_to_version<S: Store>(store: &S) {
    let (key, first, second) = (shelf(1), record("1"), record("2"));
    commit(store, writing([put(&key, None, &first)])).await;
    commit(store, writing([put(&key, Some(&first), &second)])).await;
    expect(load(store, &key).await, Some(second), "a change of a record is not what is loaded");
}

async fn a_removed_record_is_gone_and_can_come_back<S: Store>(store: &S) {
    let (key, first, second) = (shelf(1), record("1"), record("2"));
    commit(store, writing([put(&key, None, &first)])).await;
    commit(store, writing([remove(&key, &first)])).await;
    expect(load(store, &key).await, None, "a removed record is loaded");
    commit(store, writing([put(&key, None, &second)])).await;
    expect(load(store, &key).await, Some(second), "a record can't be made again after its removal");
}

async fn records_of_different_keys_do_not_mix<S: Store>(store: &S) {
    let mut keys = Vec::new();
    for scope in [Scope::User, Scope::Chat, Scope::Bot, Scope::Member, Scope::Topic] {
        for (id, part) in [(0, 0), (1, 0), (0, 1), (-1, 0), (1, 1), (i64::MIN, i64::MAX)] {
            for name in ["shelf", "Shelf", "shelf ", "полка"] {
                keys.push(RecordKey { scope, owner: Owner { id, part }, name: name.into() });
            }
        }
    }
    let records: Vec<_> = (0..keys.len()).map(|number| record(&number.to_string())).collect();
    let writes = keys.iter().zip(&records).map(|(key, record)| put(key, None, record));
    commit(store, writing(writes)).await;
    for (key, record) in keys.iter().zip(records) {
        expect(load(store, key).await, Some(record), "two keys share a record");
    }
}

async fn any_text_comes_back_as_it_was<S: Store>(store: &S) {
    let long = format!("\"{}\"", "a".repeat(1 << 20));
    let texts =
        ["0", " { } ", "\"'; DROP TABLE records; --\"", "\"\\u0000 👩‍👩‍👧 ö o\u{308} \u{202e} %s ?1\"", &long];
    for (user, text) in (1..).zip(texts) {
        let record = record(text);
        commit(store, writing([put(&shelf(user), None, &record)])).await;
        expect(load(store, &shelf(user)).await, Some(record), "a text is not what was committed");
    }
}
