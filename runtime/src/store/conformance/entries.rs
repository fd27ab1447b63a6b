//! Rules about the entries of maps.

use std::ops::Bound;
use std::sync::Arc;

use super::super::{Batch, EntryKey, EntryWrite, MapId, Store};
use super::{commit, conflict, expect, fine, put, record, shelf, writing};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S, reopen: &impl AsyncFn(S) -> S) {
    entries_are_listed_by_their_keys(create().await, reopen).await;
    entries_change_in_their_order(&create().await).await;
    a_cleared_map_has_no_entries(&create().await).await;
    a_conflict_changes_no_entries(&create().await).await;
}

/// Keys in their order, with neighbours of every kind.
fn keys() -> Vec<EntryKey> {
    let numbers = [i64::MIN, -10, -9, 0, 9, 10, i64::MAX].map(EntryKey::Number);
    let texts = ["", "\0", "\0\0", "-1", "10", "9", "A", "a", "a\0", "aa", "ö", "o\u{308}", "👩‍👩‍👧"];
    let mut texts = texts.map(|text| EntryKey::Text(text.to_owned()));
    texts.sort_unstable();
    numbers.into_iter().chain(texts).collect()
}

fn write(map: MapId, key: &EntryKey, json: Option<&str>) -> EntryWrite {
    EntryWrite { map, key: key.clone(), json: json.map(Into::into) }
}

fn changing(entries: impl IntoIterator<Item = EntryWrite>) -> Batch {
    Batch { entries: entries.into_iter().collect(), ..Batch::default() }
}

async fn entries_are_listed_by_their_keys<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let (map, other, keys) = (MapId::fresh(), MapId::fresh(), keys());
    let json = |key: &EntryKey| format!("{{\"is\":{:?}}}", key.to_string());
    commit(&store, changing(keys.iter().rev().map(|key| write(map, key, Some(&json(key)))))).await;
    commit(&store, changing(keys.iter().map(|key| write(other, key, Some("0"))))).await;
    let store = reopen(store).await;
    for key in &keys {
        let found = fine(store.load_entry(map, key).await);
        expect(found.as_deref(), Some(&*json(key)), "an entry is not what was committed");
    }
    expect(fine(store.load_entry(MapId::fresh(), &keys[0]).await), None, "a map that never was has an entry");
    let expected: Vec<(EntryKey, Arc<str>)> =
        keys.iter().map(|key| (key.clone(), json(key).into())).collect();
    for limit in [1, 2, 7, 100] {
        expect(
            list(&store, map, Bound::Unbounded, limit).await,
            expected.clone(),
            "a map's list is not its entries",
        );
        for (index, key) in keys.iter().enumerate() {
            let from = list(&store, map, Bound::Included(key.clone()), limit).await;
            expect(from, expected[index..].to_vec(), "a list from a key on does not begin with it");
            let behind = list(&store, map, Bound::Excluded(key.clone()), limit).await;
            expect(behind, expected[index + 1..].to_vec(), "a list behind a key is not what is behind it");
        }
    }
}

async fn entries_change_in_their_order<S: Store>(store: &S) {
    let (map, key, other) = (MapId::fresh(), EntryKey::Number(1), EntryKey::Text("1".to_owned()));
    let batch = changing([
        write(map, &key, Some("1")),
        write(map, &key, None),
        write(map, &other, None),
        write(map, &other, Some("2")),
        write(map, &other, Some("3")),
    ]);
    for _ in 0..2 {
        commit(store, batch.clone()).await;
        expect(fine(store.load_entry(map, &key).await), None, "an entry that was removed last is there");
        let found = fine(store.load_entry(map, &other).await);
        expect(found.as_deref(), Some("3"), "an entry is not as it was written last");
    }
}

async fn a_cleared_map_has_no_entries<S: Store>(store: &S) {
    let (map, kept, keys) = (MapId::fresh(), MapId::fresh(), keys());
    let all = |map| keys.iter().map(move |key| write(map, key, Some("1")));
    commit(store, changing(all(map).chain(all(kept)))).await;
    commit(store, Batch { cleared: vec![map], ..changing([write(map, &keys[0], Some("2"))]) }).await;
    expect(list(store, map, Bound::Unbounded, 10).await, Vec::new(), "a cleared map has entries");
    let others = list(store, kept, Bound::Unbounded, 10).await.len();
    expect(others, keys.len(), "clearing a map took entries of another");
}

async fn a_conflict_changes_no_entries<S: Store>(store: &S) {
    let (map, gone, key) = (MapId::fresh(), MapId::fresh(), EntryKey::Number(1));
    commit(store, changing([write(map, &key, Some("1")), write(gone, &key, Some("1"))])).await;
    commit(store, writing([put(&shelf(1), None, &record("1"))])).await;
    let doomed = writing([put(&shelf(1), None, &record("2"))]);
    let entries = vec![write(map, &key, Some("2"))];
    conflict(store, Batch { entries, cleared: vec![gone], ..doomed }, &shelf(1)).await;
    for map in [map, gone] {
        let found = fine(store.load_entry(map, &key).await);
        expect(found.as_deref(), Some("1"), "a batch with a conflict changed entries");
    }
}

/// All entries from there on, read page by page.
async fn list<S: Store>(
    store: &S,
    map: MapId,
    mut from: Bound<EntryKey>,
    limit: usize,
) -> Vec<(EntryKey, Arc<str>)> {
    let mut listed = Vec::new();
    loop {
        let page = fine(store.list_entries(map, from.as_ref(), limit).await);
        assert!(page.len() <= limit, "a page holds more entries than were asked for");
        let is_last = page.len() < limit;
        listed.extend(page);
        match listed.last() {
            Some((last, _)) if !is_last => from = Bound::Excluded(last.clone()),
            _ => return listed,
        }
    }
}
