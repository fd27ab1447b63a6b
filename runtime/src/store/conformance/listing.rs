//! Rules about listing records, and about aliases.

use super::super::{Alias, Batch, Owner, Record, RecordKey, Scope, Selection, Store};
use super::{commit, expect, fine, put, record, recover, remove, writing};

const CHAT: i64 = -5;

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S, reopen: &impl AsyncFn(S) -> S) {
    a_selection_has_its_records_and_no_others(&create().await).await;
    what_is_listed_is_as_it_is_loaded(&create().await).await;
    a_group_that_moved_is_known_after_reopening(create().await, reopen).await;
}

fn key(scope: Scope, owner: Owner, name: &'static str) -> RecordKey {
    RecordKey { scope, owner, name: name.into() }
}

/// All scopes, and owners that are neighbours in any order.
fn keys() -> Vec<RecordKey> {
    let mut keys = vec![key(Scope::Bot, Owner::BOT, "stats"), key(Scope::Bot, Owner::BOT, "shelf")];
    for name in ["shelf", "stats", "a", "ö"] {
        for id in [CHAT - 1, CHAT, CHAT + 1, i64::MIN, i64::MAX, 0] {
            keys.extend([Scope::User, Scope::Chat].map(|scope| key(scope, Owner::new(id), name)));
            for part in [1, 2, i64::MAX] {
                let owner = Owner::in_chat(id, part);
                keys.extend([Scope::Member, Scope::Topic].map(|scope| key(scope, owner, name)));
            }
        }
    }
    keys
}

async fn a_selection_has_its_records_and_no_others<S: Store>(store: &S) {
    let keys = keys();
    commit(store, writing(keys.iter().map(|key| put(key, None, &record("1"))))).await;
    let ids = [CHAT, 0, 1, 2, 77, i64::MIN, i64::MAX];
    let mut selections: Vec<_> =
        ids.map(Selection::Owner).into_iter().chain(ids.map(Selection::Person)).collect();
    selections.push(Selection::All);
    for scope in [Scope::User, Scope::Chat, Scope::Bot, Scope::Member, Scope::Topic] {
        selections.extend(["shelf", "ö", "none"].map(|name| Selection::Type(scope, name.to_owned())));
    }
    for selection in selections {
        let mut expected: Vec<_> = keys.iter().filter(|key| selection.has(key)).cloned().collect();
        expected.sort_unstable();
        for page in [1, 2, 7, 1_000] {
            let mut found: Vec<_> =
                list(store, &selection, page).await.into_iter().map(|(key, _)| key).collect();
            found.sort_unstable();
            expect(
                found,
                expected.clone(),
                "a selection lists other records than it has, or one of them twice",
            );
        }
    }
}

async fn what_is_listed_is_as_it_is_loaded<S: Store>(store: &S) {
    let [kept, changed, gone] = [1, 2, 3].map(|user| key(Scope::Member, Owner::in_chat(CHAT, user), "shelf"));
    let [before, after] = ["1", "{\"a\":\"ö\"}"].map(record);
    let after = Record { type_version: 7, ..after };
    commit(store, writing([&kept, &changed, &gone].map(|key| put(key, None, &before)))).await;
    commit(store, writing([put(&changed, Some(&before), &after), remove(&gone, &before)])).await;
    let expected = vec![(kept, before), (changed, after)];
    expect(list(store, &Selection::Owner(CHAT), 10).await, expected, "a record is listed as it is not");
}

async fn a_group_that_moved_is_known_after_reopening<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let alias = |old, new| Alias { old, new };
    let batch = Batch { aliases: vec![alias(-9, -90), alias(-1, -10)], ..Batch::default() };
    commit(&store, batch.clone()).await;
    commit(&store, batch).await;
    commit(&store, Batch { aliases: vec![alias(-1, -20), alias(-10, -20)], ..Batch::default() }).await;
    let expected = vec![alias(-10, -20), alias(-9, -90), alias(-1, -20)];
    expect(
        recover(&store).await.aliases,
        expected.clone(),
        "the new ids of groups are not as committed last",
    );
    expect(recover(&reopen(store).await).await.aliases, expected, "the new ids were changed by reopening");
}

/// All records of a selection, read page by page.
async fn list<S: Store>(store: &S, selection: &Selection, page: usize) -> Vec<(RecordKey, Record)> {
    let mut listed: Vec<(RecordKey, Record)> = Vec::new();
    loop {
        let after = listed.last().map(|(key, _)| key.clone());
        let records = fine(store.list(selection, after.as_ref(), page).await);
        assert!(records.len() <= page, "a page holds more records than were asked for");
        let is_last = records.len() < page;
        listed.extend(records);
        if is_last {
            return listed;
        }
    }
}
