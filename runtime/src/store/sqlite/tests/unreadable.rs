//! Damage that is met while the store is open.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::super::super::Recovered;
use super::{
    Batch, Record, SqliteStore, Store, StoreError, Write, commit, foreign_connection, load, open, reply,
    shelf, writing,
};

/// Changes the file as damage would, past the rules of its tables.
fn damage(path: &Path, change: &str) {
    let lift_rules = "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, ' STRICT,', '');
        UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '');
        UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '');
        PRAGMA writable_schema = RESET;";
    foreign_connection(path).execute_batch(&format!("{lift_rules}{change}")).unwrap();
}

#[track_caller]
fn assert_unreadable(outcome: Result<Option<Record>, StoreError>, user: i64) {
    match outcome {
        Err(StoreError::Unreadable { key, .. }) => assert_eq!(key, shelf(user)),
        other => panic!("loading a damaged record gave {other:?}"),
    }
}

#[track_caller]
fn assert_damaged<T: std::fmt::Debug>(outcome: Result<T, StoreError>, path: &Path) {
    match outcome {
        Err(StoreError::Damaged { path: named, .. }) => assert_eq!(named, path),
        other => panic!("a damaged store gave {other:?}"),
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_says_so_and_leaves_the_others() {
    let damages = ["json = CAST(x'7bff7d' AS TEXT)", "json = x'7b7d'", "json = NULL"];
    let damages = damages.into_iter().chain(["version = 'x'", "version = 1.5", "version = NULL"]);
    for change in damages {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path().join("store"));
        commit(&store, writing(1, "1")).await.unwrap();
        commit(&store, writing(2, "2")).await.unwrap();
        damage(store.path(), &format!("UPDATE records SET {change} WHERE owner = 1"));
        for _ in 0..2 {
            assert_unreadable(store.load(&shelf(1)).await, 1);
            assert_eq!(load(&store, 2).await.as_deref(), Some("2"));
        }
        commit(&store, writing(3, "3")).await.unwrap();
        assert_eq!(load(&store, 3).await.as_deref(), Some("3"));
    }
}

/// Odd values are values: the record can be read, and changed.
#[tokio::test]
async fn a_record_of_a_negative_version_is_read_and_changed() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path().join("store"));
    commit(&store, writing(1, "1")).await.unwrap();
    damage(store.path(), "UPDATE records SET version = -7");
    let found = store.load(&shelf(1)).await.unwrap().unwrap();
    let record = Record::new("2");
    let write = Write { key: shelf(1), expected: Some(found.version), record: Some(record) };
    commit(&store, Batch { writes: vec![write], ..Batch::default() }).await.unwrap();
    assert_eq!(load(&store, 1).await.as_deref(), Some("2"));
}

/// A store that is too large to be checked at its start, with one damaged page among its records.
async fn make_damaged_store(path: &Path) {
    const LEAF: u8 = 0x0a;
    let store = open(path);
    let writes = (0..USERS).flat_map(|user| writing(user, &"1".repeat(3000)).writes).collect();
    commit(&store, Batch { writes, queued: vec![reply(1)], ..Batch::default() }).await.unwrap();
    drop(store);
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 4096 / 2;
    let page = (middle..2 * middle).find(|page| bytes[page * 4096] == LEAF).unwrap();
    bytes[page * 4096..][..100].fill(0xff);
    fs::write(path, bytes).unwrap();
}

const USERS: i64 = 7000;

async fn find_unreadable(store: &SqliteStore) -> Vec<i64> {
    let mut unreadable = Vec::new();
    for user in 0..USERS {
        match store.load(&shelf(user)).await {
            Ok(found) => assert!(found.is_some(), "the record of user {user} seems not to be there"),
            outcome => {
                assert_unreadable(outcome, user);
                unreadable.push(user);
            }
        }
    }
    unreadable
}

#[tokio::test]
async fn a_damaged_page_costs_its_own_records_and_ends_what_writes_to_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    make_damaged_store(&path).await;
    let store = open(&path);
    assert_eq!(store.recover().await.unwrap().queued, [reply(1)]);
    let unreadable = find_unreadable(&store).await;
    assert!((1..50).contains(&unreadable.len()), "{} records can't be read", unreadable.len());
    commit(&store, writing(USERS, "1")).await.unwrap();
    assert_damaged(commit(&store, writing(unreadable[0], "1")).await, &path);
    assert_unreadable(store.load(&shelf(unreadable[0])).await, unreadable[0]);
    commit(&store, writing(USERS + 1, "1")).await.unwrap();
    assert_eq!(load(&store, USERS + 1).await.as_deref(), Some("1"));
}

#[tokio::test]
async fn what_was_left_to_do_and_cannot_be_read_names_the_file_and_the_table() {
    let damages = [
        ("outbox", "UPDATE outbox SET payload = CAST(x'7bff7d' AS TEXT)"),
        ("outbox", "UPDATE outbox SET method = x'00'"),
        ("outbox", "UPDATE outbox SET lane = 'x'"),
        ("handled", "UPDATE handled SET update_ids = '[7'"),
        ("handled", "UPDATE handled SET update_ids = '{}'"),
        ("handled", "UPDATE handled SET update_ids = '[1.5]'"),
        ("handled", "UPDATE handled SET update_ids = CAST(x'ff' AS TEXT)"),
        ("handled", "UPDATE handled SET update_ids = x'00'"),
    ];
    for (table, change) in damages {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("store");
        let store = open(&path);
        commit(&store, Batch { handled: vec![7], queued: vec![reply(1)], ..Batch::default() }).await.unwrap();
        assert_ne!(store.recover().await.unwrap(), Recovered::default());
        damage(&path, change);
        let outcome = store.recover().await;
        let message = outcome.as_ref().map_or_else(ToString::to_string, |_| String::new());
        assert!(message.contains(&format!("the table `{table}`")), "{change}: {message}");
        assert_damaged(outcome, &path);
        // A bot that runs on has read them already.
        let handled = (0..5000).collect();
        commit(&store, Batch { handled, ..Batch::default() }).await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_has_become_no_database_ends_reading_and_writing() {
    let folder = TempDir::new().unwrap();
    let (path, other) = (folder.path().join("store"), folder.path().join("other"));
    let store = open(&path);
    commit(&store, writing(1, "1")).await.unwrap();
    fs::write(&other, "no database ".repeat(1000)).unwrap();
    fs::rename(&other, &path).unwrap();
    assert_damaged(commit(&store, writing(2, "2")).await, &path);
    assert_damaged(store.load(&shelf(1)).await, &path);
}
