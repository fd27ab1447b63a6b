//! What the store on disk does beyond what every store must.

mod damage;
mod foreign;
mod kill;
mod lock;
mod log;
mod place;
mod prune;
mod trouble;
mod unreadable;
mod upgrade;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

use super::super::{
    Batch, Owner, QueuedReply, Record, RecordKey, Scope, Store, StoreError, Write, conformance,
};
use super::SqliteStore;

#[tokio::test(flavor = "multi_thread")]
async fn the_store_on_disk_does_what_every_store_must() {
    let folder = TempDir::new().unwrap();
    let number = AtomicU64::new(0);
    let create = async || open(folder.path().join(number.fetch_add(1, Ordering::Relaxed).to_string()));
    let reopen = async |store: SqliteStore| {
        let path = store.path().to_owned();
        drop(store);
        assert!(!beside(&path, "-wal").exists(), "closing leaves the log");
        open(path)
    };
    conformance::check(create, reopen).await;
}

/// Beyond the promise: an outbox of ids that the engine's integers can't hold.
#[tokio::test]
async fn the_greatest_reply_ids_keep_their_order() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path().join("store"));
    let ids = [u64::MAX, 1 << 63, 0, (1 << 63) - 1];
    commit(&store, Batch { queued: ids.map(reply).to_vec(), sent: vec![u64::MAX], ..Batch::default() })
        .await
        .unwrap();
    let queued = store.recover().await.unwrap().queued;
    assert_eq!(queued, [0, (1 << 63) - 1, 1 << 63].map(reply));
}

#[tokio::test]
async fn a_commit_that_nobody_waits_for_is_applied_before_the_store_is_dropped() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path().join("store"));
    for user in 0..200 {
        drop(commit(&store, writing(user, "1")));
    }
    let path = store.path().to_owned();
    drop(store);
    assert_eq!(count_records(&path), 200);
}

fn open(path: impl AsRef<Path>) -> SqliteStore {
    SqliteStore::open(path).unwrap_or_else(|error| panic!("{error}"))
}

/// Submits the batch.
fn commit(store: &SqliteStore, batch: Batch) -> impl Future<Output = Result<(), StoreError>> {
    store.commit(Arc::new(batch))
}

fn shelf(user: i64) -> RecordKey {
    RecordKey { scope: Scope::User, owner: Owner::new(user), name: "shelf".into() }
}

/// A batch that makes a record of that user.
fn writing(user: i64, json: &str) -> Batch {
    let record = Record::new(json);
    let write = Write { key: shelf(user), expected: None, record: Some(record) };
    Batch { writes: vec![write], ..Batch::default() }
}

fn reply(id: u64) -> QueuedReply {
    QueuedReply { id, lane: 1, method: "sendMessage".to_owned(), payload: "{}".to_owned() }
}

async fn load(store: &SqliteStore, user: i64) -> Option<String> {
    store.load(&shelf(user)).await.unwrap().map(|record| record.json.to_string())
}

/// Another program that opens the file.
fn foreign_connection(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

fn count_records(path: &Path) -> i64 {
    foreign_connection(path).query_row("SELECT count(*) FROM records", (), |row| row.get(0)).unwrap()
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    super::lock::beside(path, suffix)
}

/// The names in a folder, in order.
fn names_in(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}
