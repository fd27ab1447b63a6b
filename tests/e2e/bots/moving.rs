//! A bot for a group that becomes a supergroup. `DIE_AT=n` ends its process, as `kill -9` does, before the step `n` of
//! its store, counted from 1; `DIE_AFTER=n` as soon as the step is done.

use std::ops::Bound;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pouch::prelude::*;
use pouch::store::{
    Batch, DeadLetter, EntryKey, MapId, Record, RecordKey, Recovered, Selection, SqliteStore, Store,
    StoreFuture,
};

/// What was noted in a chat; of two chats that become one, both are kept.
#[chat_data(merge = keep_both)]
#[derive(Default)]
struct Notes {
    items: Vec<String>,
}

fn keep_both(old: Notes, new: &mut Notes) {
    let newer = std::mem::replace(&mut new.items, old.items);
    new.items.extend(newer);
}

/// The same, with nothing said about two chats that become one.
#[chat_data]
#[derive(Default)]
struct Log {
    items: Vec<String>,
}

/// How much a member has noted.
#[member_data(merge = add_up)]
#[derive(Default)]
struct Diligence {
    count: u32,
}

#[expect(clippy::needless_pass_by_value, reason = "a merge has this signature")]
fn add_up(old: Diligence, new: &mut Diligence) {
    new.count += old.count;
}

/// The moves that `#[on_migrate]` ran for.
#[bot_data]
#[derive(Default)]
struct Moves {
    pairs: Vec<(i64, i64)>,
}

/// Note something
#[command("add")]
fn add(notes: &mut Notes, log: &mut Log, diligence: &mut Diligence, item: String) -> String {
    notes.items.push(item.clone());
    log.items.push(item.clone());
    diligence.count += 1;
    item
}

/// Show all that was noted
#[command("list")]
fn list(notes: &Notes) -> String {
    format!("all: {}", notes.items.join(" "))
}

#[on_migrate]
fn note_move(migration: &Migration, notes: &Notes, moves: &mut Moves) {
    assert!(!notes.items.is_empty(), "the chat's data is there");
    moves.pairs.push((migration.old.0, migration.new.0));
}

/// A store whose process dies at one of its steps.
struct Mortal {
    store: SqliteStore,
    die_at: Option<usize>,
    die_after: Option<usize>,
    steps: Arc<AtomicUsize>,
}

impl Mortal {
    fn step<'a, T: Send + 'a>(&'a self, step: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let number = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
            die_if(self.die_at == Some(number));
            let done = step.await;
            die_if(self.die_after == Some(number));
            done
        })
    }
}

fn die_if(it_is_time: bool) {
    if it_is_time {
        let id = std::process::id().to_string();
        let _ = Command::new("kill").args(["-s", "KILL", &id]).status();
        std::process::abort();
    }
}

impl Store for Mortal {
    fn load_entry<'a>(&'a self, map: MapId, key: &'a EntryKey) -> StoreFuture<'a, Option<Arc<str>>> {
        self.step(self.store.load_entry(map, key))
    }

    fn list_entries<'a>(
        &'a self,
        map: MapId,
        from: Bound<&'a EntryKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(EntryKey, Arc<str>)>> {
        self.step(self.store.list_entries(map, from, limit))
    }

    fn load<'a>(&'a self, key: &'a RecordKey) -> StoreFuture<'a, Option<Record>> {
        self.step(self.store.load(key))
    }

    fn commit(&self, batch: Arc<Batch>) -> StoreFuture<'_, ()> {
        // The engine begins when it is asked, so it must not be asked before.
        self.step(Box::pin(async move { self.store.commit(batch).await }))
    }

    fn recover(&self) -> StoreFuture<'_, Recovered> {
        self.step(self.store.recover())
    }

    fn list<'a>(
        &'a self,
        selection: &'a Selection,
        after: Option<&'a RecordKey>,
        limit: usize,
    ) -> StoreFuture<'a, Vec<(RecordKey, Record)>> {
        self.step(self.store.list(selection, after, limit))
    }

    fn dead_letters(&self) -> StoreFuture<'_, Vec<DeadLetter>> {
        self.step(self.store.dead_letters())
    }
}

fn number(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    let path = std::env::var("POUCH_STORE").unwrap_or_else(|_| "moving.db".to_owned());
    let store = Mortal {
        store: SqliteStore::open(path)?,
        die_at: number("DIE_AT"),
        die_after: number("DIE_AFTER"),
        steps: Arc::default(),
    };
    App::new(handlers![add, list, note_move]).store(store).run().await
}
