//! Maps in records, over a store.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::session::Unreadable;
use super::super::{Data, RecordError, Records, key_of};
use super::Map;
use crate::store::{
    Batch, EntryKey, EntryWrite, MemoryStore, Owner, Record, RecordKey, Scope, Selection, Store, Version,
    Write,
};

#[derive(Debug, Default, Serialize, Deserialize)]
struct Shelf {
    #[serde(default)]
    values: Map<String, u32>,
    #[serde(default)]
    note: String,
}

impl Data for Shelf {
    const SCOPE: Scope = Scope::User;
    const NAME: &'static str = "Shelf";
    const PATH: &'static str = "tests::Shelf";
    const MERGE: Option<fn(Self, &mut Self)> = Some(|old, new| new.values.extend(old.values));
}

const ANN: Owner = Owner::new(1);
const BOB: Owner = Owner::new(2);

struct Bot {
    store: Arc<MemoryStore>,
    records: Records,
}

impl Bot {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        Bot { records: Records::new(Arc::clone(&store) as _, 1 << 20), store }
    }

    /// One with a record of Ann's.
    async fn with(json: &str) -> Self {
        let bot = Bot::new();
        let write = Write { key: key_of::<Shelf>(ANN), expected: None, record: Some(Record::new(json)) };
        bot.commit(Batch { writes: vec![write], ..Batch::default() }).await;
        bot
    }

    async fn commit(&self, batch: Batch) {
        self.store.commit(Arc::new(batch)).await.unwrap();
    }

    /// Changes a record in memory, and gives what is to be written.
    async fn publish(&self, owner: Owner, change: impl FnOnce(&mut Shelf)) -> Option<Batch> {
        let mut taken = self.records.taken::<Shelf>(owner).await.unwrap();
        change(&mut taken);
        let change = taken.into_change(&self.records).unwrap()?;
        self.records.publish(std::slice::from_ref(&change));
        let (writes, entries, cleared) = (vec![change.write], change.entries, change.cleared);
        Some(Batch { writes, entries, cleared, ..Batch::default() })
    }

    /// The same, durably.
    async fn change(&self, owner: Owner, change: impl FnOnce(&mut Shelf)) -> Option<Batch> {
        let batch = self.publish(owner, change).await?;
        self.commit(batch.clone()).await;
        self.records.mark_durable(batch.writes.iter().map(|write| &write.key), &batch.entries);
        Some(batch)
    }

    async fn shelf(&self, owner: Owner) -> Arc<Shelf> {
        self.records.shared(owner).await.unwrap()
    }

    async fn json(&self, owner: Owner) -> Option<String> {
        let record = self.store.load(&key_of::<Shelf>(owner)).await.unwrap();
        record.map(|record| record.json.to_string())
    }
}

fn entries(map: &Map<String, u32>) -> Vec<(String, u32)> {
    map.iter().collect()
}

fn pairs<const N: usize>(pairs: [(&str, u32); N]) -> Vec<(String, u32)> {
    pairs.map(|(key, value)| (key.to_owned(), value)).into()
}

#[tokio::test]
async fn a_put_writes_one_entry_and_the_record_that_counts() {
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend((0..1_000).map(|n| (format!("{n:04}"), n)))).await;
    let batch = bot.change(ANN, |shelf| _ = shelf.values.insert("new".into(), 7)).await.unwrap();
    let [EntryWrite { key, json: Some(json), map }] = &batch.entries[..] else { panic!("{batch:?}") };
    assert_eq!((key, &**json), (&EntryKey::Text("new".into()), "7"));
    assert_eq!(batch.writes.len(), 1);
    let expected = format!(r#"{{"values":{{"$map":"{map}","len":1001}},"note":""}}"#);
    assert_eq!(bot.json(ANN).await, Some(expected));
    let shelf = bot.shelf(ANN).await;
    assert_eq!((shelf.values.get("0500"), shelf.values.get("new")), (Some(&500), Some(&7)));
    assert_eq!((shelf.values.get("none"), shelf.values.len()), (None, 1_001));
}

#[tokio::test]
async fn only_what_differs_is_written() {
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1), ("b", 2), ("c", 3)]))).await;
    let untouched = bot.change(ANN, |shelf| {
        *shelf.values.get_mut("a").unwrap() += 0;
        assert_eq!(shelf.values.insert("b".into(), 2), Some(2));
        assert_eq!(shelf.values.remove("none"), None);
        assert!(shelf.values.contains_key("c"));
    });
    assert!(untouched.await.is_none());
    let changed = bot.change(ANN, |shelf| {
        *shelf.values.entry("a".into()).or_default() += 9;
        *shelf.values.entry("d".into()).or_insert(4) += 1;
        shelf.values.retain(|key, value| key != "b" && *value > 0);
    });
    assert_eq!(changed.await.unwrap().entries.len(), 3);
    assert_eq!(entries(&bot.shelf(ANN).await.values), pairs([("a", 10), ("c", 3), ("d", 5)]));
}

#[tokio::test]
async fn what_is_not_durable_yet_is_seen() {
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1), ("b", 2), ("c", 3)]))).await;
    let first = bot.publish(ANN, |shelf| {
        shelf.values.remove("b");
        shelf.values.insert("a".into(), 9);
    });
    let first = first.await.unwrap();
    let second = bot.publish(ANN, |shelf| _ = shelf.values.insert("aa".into(), 5)).await.unwrap();
    let expected = pairs([("a", 9), ("aa", 5), ("c", 3)]);
    let shelf = bot.shelf(ANN).await;
    assert_eq!((entries(&shelf.values), shelf.values.get("b")), (expected.clone(), None));
    for batch in [first, second] {
        bot.commit(batch.clone()).await;
        bot.records.mark_durable([], &batch.entries);
        assert_eq!(entries(&bot.shelf(ANN).await.values), expected);
    }
}

#[tokio::test]
async fn a_dropped_value_leaves_every_entry_as_it_was() {
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1)]))).await;
    let mut taken = bot.records.taken::<Shelf>(ANN).await.unwrap();
    taken.values.insert("a".into(), 2);
    taken.values.insert("b".into(), 3);
    drop(taken);
    assert_eq!(entries(&bot.shelf(ANN).await.values), pairs([("a", 1)]));
}

#[tokio::test]
async fn an_emptied_or_replaced_map_leaves_no_entries() {
    let ways: [fn(&mut Shelf); 4] = [
        |shelf| _ = shelf.values.remove("a"),
        |shelf| shelf.values.clear(),
        |shelf| shelf.values = Map::from([("b".to_owned(), 2)]),
        |shelf| shelf.values.retain(|_, _| false),
    ];
    for (way, left) in ways.into_iter().zip([0, 0, 1, 0]) {
        let bot = Bot::new();
        let put = bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1)]))).await.unwrap();
        let map = put.entries[0].map;
        let batch = bot.change(ANN, way).await.unwrap();
        assert_eq!(batch.cleared, [map]);
        let none = bot.store.list_entries(map, std::ops::Bound::Unbounded, 10).await.unwrap();
        assert!(none.is_empty(), "{none:?}");
        let shelf = bot.shelf(ANN).await;
        assert_eq!((shelf.values.len(), entries(&shelf.values).len()), (left, left));
        assert_eq!(bot.json(ANN).await.is_some(), left > 0, "back at the default it is removed");
    }
}

#[tokio::test]
async fn a_hash_map_that_is_stored_is_taken_over_with_the_next_change() {
    let bot = Bot::with(r#"{"values":{"b":2,"a":1,"c":3}}"#).await;
    assert_eq!(entries(&bot.shelf(ANN).await.values), pairs([("a", 1), ("b", 2), ("c", 3)]));
    assert!(bot.change(ANN, |shelf| assert_eq!(shelf.values.len(), 3)).await.is_none());
    let batch = bot.change(ANN, |shelf| _ = shelf.values.remove("b")).await.unwrap();
    assert!(bot.json(ANN).await.unwrap().contains("$map"));
    assert_eq!(batch.entries.len(), 2);
    assert_eq!(entries(&bot.shelf(ANN).await.values), pairs([("a", 1), ("c", 3)]));
    let batch = bot.change(ANN, |shelf| _ = shelf.values.insert("d".into(), 4)).await.unwrap();
    assert_eq!(batch.entries.len(), 1);
}

#[tokio::test]
async fn long_maps_are_read_page_by_page_in_the_order_of_keys() {
    let bot = Bot::new();
    let all: Vec<_> = (0..1_500).map(|n| (format!("{n:04}"), n)).collect();
    bot.change(ANN, |shelf| shelf.values.extend(all.iter().rev().cloned())).await;
    let shelf = bot.shelf(ANN).await;
    assert_eq!(entries(&shelf.values), all);
    let range: Vec<_> = shelf.values.range("0250".to_owned().."0751".to_owned()).collect();
    assert_eq!(range, all[250..751]);
    let last: Vec<_> = shelf.values.range("1499".to_owned()..).map(|(_, n)| n).collect();
    assert_eq!(last, [1_499]);
    assert_eq!(shelf.values.values().take(3).collect::<Vec<_>>(), [0, 1, 2]);
    // The page that is read first is removed whole, and changes of this handler's own stand between.
    let mut taken = bot.records.taken::<Shelf>(ANN).await.unwrap();
    taken.values.retain(|_, value| *value >= 300);
    taken.values.insert("0000x".into(), 1);
    assert_eq!(taken.values.len(), 1_201);
    let (first, second) = {
        let mut all = taken.values.iter();
        (all.next(), all.next())
    };
    assert_eq!((first, second), (Some(("0000x".into(), 1)), Some(("0300".into(), 300))));
    drop(taken);
    // Removed, but not in the store.
    bot.publish(ANN, |shelf| shelf.values.retain(|_, value| *value >= 1_400)).await;
    assert_eq!(entries(&bot.shelf(ANN).await.values), all[1_400..]);
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_ends_the_handler_and_stays() {
    let bot = Bot::new();
    let put = bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1), ("b", 2)]))).await.unwrap();
    let (map, key) = (put.entries[0].map, EntryKey::Text("a".into()));
    let broken = EntryWrite { map, key: key.clone(), json: Some("\"no number\"".into()) };
    bot.commit(Batch { entries: vec![broken], ..Batch::default() }).await;
    let uses: [fn(&mut Shelf); 4] = [
        |shelf| _ = shelf.values.get("a"),
        |shelf| _ = shelf.values.insert("a".into(), 7),
        |shelf| _ = shelf.values.remove("a"),
        |shelf| _ = shelf.values.iter().last(),
    ];
    for it in uses {
        let mut taken = bot.records.taken::<Shelf>(ANN).await.unwrap();
        let ended = catch_unwind(AssertUnwindSafe(|| it(&mut taken))).unwrap_err();
        let Ok(unreadable) = ended.downcast::<Unreadable>() else { panic!("it panicked") };
        assert!(matches!(&unreadable.0, RecordError::UndecodableEntry { entry, .. } if *entry == key));
        assert!(unreadable.0.is_about_stored());
    }
    let shelf = bot.shelf(ANN).await;
    assert_eq!(shelf.values.get("b"), Some(&2), "the others can be read");
}

#[tokio::test]
async fn a_map_can_not_move_into_another_record() {
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1)]))).await;
    let mut ann = bot.records.taken::<Shelf>(ANN).await.unwrap();
    let mut bob = bot.records.taken::<Shelf>(BOB).await.unwrap();
    bob.values = std::mem::take(&mut ann.values);
    let error = bob.into_change(&bot.records).map(drop).unwrap_err();
    assert!(error.to_string().contains("can't move into another record"), "{error}");
}

#[tokio::test]
async fn a_map_in_a_map_is_refused() {
    #[derive(Default, Serialize, Deserialize)]
    struct Nested {
        outer: Map<String, Vec<Map<String, u32>>>,
    }
    impl Data for Nested {
        const SCOPE: Scope = Scope::User;
        const NAME: &'static str = "Nested";
        const PATH: &'static str = "tests::Nested";
    }
    let bot = Bot::new();
    let mut taken = bot.records.taken::<Nested>(ANN).await.unwrap();
    taken.outer.insert("a".into(), vec![Map::new()]);
    let error = taken.into_change(&bot.records).map(drop).unwrap_err();
    assert!(error.to_string().contains("can't hold a `Map`"), "{error}");
}

#[tokio::test]
async fn a_value_that_json_cannot_hold_is_refused_while_it_can_be_rolled_back() {
    #[derive(Default, Serialize, Deserialize)]
    struct Means {
        means: Map<u8, f64>,
    }
    impl Data for Means {
        const SCOPE: Scope = Scope::User;
        const NAME: &'static str = "Means";
        const PATH: &'static str = "tests::Means";
    }
    let bot = Bot::new();
    let mut taken = bot.records.taken::<Means>(ANN).await.unwrap();
    taken.means.insert(1, f64::NAN);
    assert!(taken.into_change(&bot.records).is_err());
}

#[tokio::test]
async fn entries_follow_their_group() {
    use super::super::{Merges, merge_json};
    use crate::store::Alias;

    let merges = Merges::from([((Scope::User, "Shelf"), merge_json::<Shelf>().unwrap())]);
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1), ("b", 1)]))).await;
    for (old, merged) in [(1, pairs([("a", 1), ("b", 1)])), (2, pairs([("a", 1), ("b", 1), ("c", 2)]))] {
        let new = Owner::new(old + 1);
        if old == 2 {
            bot.change(new, |shelf| shelf.values.extend(pairs([("b", 2), ("c", 2)]))).await;
        }
        let moves = bot.records.moves(Alias { old, new: old + 1 }, &merges).await.unwrap();
        bot.records.publish(&moves.changes);
        for change in moves.changes {
            let (writes, entries, cleared) = (vec![change.write], change.entries, change.cleared);
            bot.commit(Batch { writes, entries: entries.clone(), cleared, ..Batch::default() }).await;
            bot.records.mark_durable([], &entries);
        }
        assert_eq!(entries(&bot.shelf(new).await.values), merged);
    }
    // A displaced record is set aside with its entries.
    bot.change(BOB, |shelf| shelf.values.extend(pairs([("x", 5)]))).await;
    let moves = bot.records.moves(Alias { old: 3, new: 2 }, &Merges::default()).await.unwrap();
    assert_eq!(moves.dead_letters[0].json, r#"{"note":"","values":{"x":5}}"#);
    assert_eq!(moves.changes.iter().map(|change| change.cleared.len()).sum::<usize>(), 1);
}

#[test]
fn without_a_store_it_is_an_ordinary_map() {
    let mut shelf = Shelf::default();
    assert_eq!(shelf.values.insert("b".into(), 2), None);
    assert_eq!(shelf.values.insert("a".into(), 1), None);
    assert_eq!(entries(&shelf.values), pairs([("a", 1), ("b", 2)]));
    let json = serde_json::to_string(&shelf).unwrap();
    assert_eq!(json, r#"{"values":{"a":1,"b":2},"note":""}"#);
    assert_eq!(entries(&serde_json::from_str::<Shelf>(&json).unwrap().values), entries(&shelf.values));
    let other: HashMap<String, u32> = shelf.values.into_iter().collect();
    assert_eq!(other.len(), 2);
}

/// The guard of a map's entries is its record's version.
#[tokio::test]
async fn every_change_of_entries_gives_the_record_a_new_version() {
    async fn version(bot: &Bot) -> Option<Version> {
        let key: RecordKey = key_of::<Shelf>(ANN);
        bot.store.load(&key).await.unwrap().map(|record| record.version)
    }
    let bot = Bot::new();
    bot.change(ANN, |shelf| shelf.values.extend(pairs([("a", 1), ("b", 2)]))).await;
    let before = version(&bot).await;
    bot.change(ANN, |shelf| _ = shelf.values.insert("a".into(), 2)).await;
    assert_ne!(version(&bot).await, before);
    assert!(bot.store.list(&Selection::All, None, 10).await.unwrap().len() == 1);
}
