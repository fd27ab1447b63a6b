//! What every store must do, as a suite that any implementation can run: a store of your own is tested by five lines.
//!
//! ```
//! # use pouch::store::MemoryStore as OwnStore;
//! # async fn doc() {
//! // #[tokio::test(flavor = "multi_thread")]
//! // async fn it_does_what_every_store_must() {
//! pouch::store::conformance::check(
//!     async || OwnStore::new(), // A new, empty store at each call.
//!     async |store| store,      // Closes it, and opens it again with what was committed.
//! ).await;
//! # }
//! ```
//!
//! Each rule gets a new, empty store. A rule that is broken panics, and says how.

mod aside;
mod concurrency;
mod conflicts;
mod durability;
mod entries;
mod listing;
mod records;
mod updates;

use std::fmt::Debug;
use std::sync::Arc;

use super::{Batch, Owner, QueuedReply, Record, RecordKey, Recovered, Scope, Store, StoreError, Write};

/// Checks all rules, in a runtime of tokio.
///
/// `create` makes a new, empty store at each call. `reopen` closes a store and opens it again with what was
/// committed; a store that keeps nothing beyond its own life gives itself back.
///
/// # Panics
/// If the store breaks a rule.
pub async fn check<S: Store>(create: impl AsyncFn() -> S, reopen: impl AsyncFn(S) -> S) {
    records::check(&create).await;
    conflicts::check(&create).await;
    updates::check(&create).await;
    concurrency::check(&create).await;
    durability::check(&create, &reopen).await;
    listing::check(&create, &reopen).await;
    aside::check(&create, &reopen).await;
    entries::check(&create, &reopen).await;
}

/// The key of a record of that user.
fn shelf(user: i64) -> RecordKey {
    RecordKey { scope: Scope::User, owner: Owner::new(user), name: "shelf".into() }
}

/// A record of a version that no other has.
fn record(json: &str) -> Record {
    Record::new(json)
}

fn put(key: &RecordKey, before: Option<&Record>, after: &Record) -> Write {
    let expected = before.map(|record| record.version);
    Write { key: key.clone(), expected, record: Some(after.clone()) }
}

fn remove(key: &RecordKey, before: &Record) -> Write {
    Write { key: key.clone(), expected: Some(before.version), record: None }
}

fn reply(id: u64, payload: &str) -> QueuedReply {
    QueuedReply { id, lane: -7, method: "sendMessage".to_owned(), payload: payload.to_owned() }
}

fn writing(writes: impl IntoIterator<Item = Write>) -> Batch {
    Batch { writes: writes.into_iter().collect(), ..Batch::default() }
}

fn handling(updates: &[i64]) -> Batch {
    Batch { handled: updates.to_vec(), ..Batch::default() }
}

async fn load<S: Store>(store: &S, key: &RecordKey) -> Option<Record> {
    store.load(key).await.unwrap_or_else(|error| panic!("a load failed: {error:?}"))
}

async fn recover<S: Store>(store: &S) -> Recovered {
    store.recover().await.unwrap_or_else(|error| panic!("a recovery failed: {error:?}"))
}

async fn commit<S: Store>(store: &S, batch: Batch) {
    store.commit(Arc::new(batch)).await.unwrap_or_else(|error| panic!("a commit failed: {error:?}"));
}

/// Commits what must be refused because of that record.
async fn conflict<S: Store>(store: &S, batch: Batch, key: &RecordKey) {
    match store.commit(Arc::new(batch)).await {
        Err(StoreError::Conflict { key: found }) => expect(&found, key, "a conflict names another record"),
        other => panic!("a commit that expects another version than there is gave {other:?}"),
    }
}

fn fine<T>(answer: Result<T, StoreError>) -> T {
    answer.unwrap_or_else(|error| panic!("a store that works failed: {error:?}"))
}

#[track_caller]
fn expect<T: PartialEq + Debug>(found: T, expected: T, broken: &str) {
    if found != expected {
        let show = |value| format!("{value:?}").chars().take(300).collect::<String>();
        panic!("{broken}\n   found: {}\nexpected: {}", show(found), show(expected));
    }
}
