//! All records of a chat move to its new id.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tracing::warn;

use super::RecordError;
use super::change::{After, Change};
use super::merge::{MergeJson, Merged, Sides};
use super::records::Records;
use super::session::Unreadable;
use super::whole::maps_in;
use crate::error::{BoxError, Chain};
use crate::store::{
    Alias, DeadLetter, Owner, Record, RecordKey, Scope, Selection, StoreError, Version, Write,
};

/// How many records are read from the store at once.
const PAGE: usize = 500;

/// How types are merged that say so, by scope and stored name.
pub(crate) type Merges = HashMap<(Scope, &'static str), MergeJson>;

/// What a chat's move does to its records.
#[derive(Default)]
pub(crate) struct Moves {
    pub(crate) changes: Vec<Change>,
    /// Records that others displaced.
    pub(crate) dead_letters: Vec<DeadLetter>,
}

impl Records {
    /// What it takes to move all records of one id to another.
    ///
    /// Who calls holds the queue keys of both ids, and everything that was committed before is durable.
    pub(crate) async fn moves(&self, alias: Alias, merges: &Merges) -> Result<Moves, StoreError> {
        let mut found: HashMap<_, _> = self.list(Selection::Owner(alias.new)).await?.into_iter().collect();
        let mut moves = Moves::default();
        for (key, record) in self.list(Selection::Owner(alias.old)).await? {
            let target = RecordKey { owner: moved(key.owner, alias), ..key.clone() };
            moves.changes.push(remove(key, record.version));
            match found.remove(&target) {
                None => moves.changes.push(put(target, None, &record)),
                Some(displaced) => self.join(&mut moves, target, &record, &displaced, merges).await?,
            }
        }
        Ok(moves)
    }

    async fn list(&self, selection: Selection) -> Result<Vec<(RecordKey, Record)>, StoreError> {
        let mut listed: Vec<(RecordKey, Record)> = Vec::new();
        loop {
            let after = listed.last().map(|(key, _)| key.clone());
            let page = self.store.list(&selection, after.as_ref(), PAGE).await?;
            let is_last = page.len() < PAGE;
            listed.extend(page);
            if is_last {
                return Ok(listed);
            }
        }
    }
}

impl Records {
    /// Makes one record of two, as the type says; else the old one stays, and the other is set aside.
    async fn join(
        &self,
        moves: &mut Moves,
        key: RecordKey,
        old: &Record,
        new: &Record,
        merges: &Merges,
    ) -> Result<(), StoreError> {
        let merge = merges.iter().find(|((scope, name), _)| *scope == key.scope && *name == key.name);
        let sides = Sides { decoder: self.decoder(), key: &key, old, new };
        let reason = match merge.map(|(_, merge)| run(*merge, sides)).transpose()? {
            Some(Ok(joined)) => {
                moves.changes.push(joined.into_change(key, new.version));
                return Ok(());
            }
            Some(Err(error)) => {
                format!("it could not be merged with that of the former group: {}", Chain(&*error))
            }
            None => "the former group had one, too, which stays".to_owned(),
        };
        let json = self.export(&key, new).await?.value.to_string();
        warn!(record = %key, reason, json, "a record was displaced; it is kept as a dead letter");
        moves.dead_letters.push(DeadLetter::new(key.to_string(), reason, json));
        moves.changes.push(Change { cleared: maps_in(&new.json), ..put(key, Some(new.version), old) });
        Ok(())
    }
}

/// The owner under the new id. An anonymous admin is a member of the chat by the chat's own id.
fn moved(owner: Owner, Alias { old, new }: Alias) -> Owner {
    Owner { id: new, part: if owner.part == old { new } else { owner.part } }
}

/// A merge that panics must not stop the move. That the store can't be read may pass.
fn run(merge: MergeJson, sides: Sides<'_>) -> Result<Result<Merged, BoxError>, StoreError> {
    let panic = match catch_unwind(AssertUnwindSafe(|| merge(sides))) {
        Ok(merged) => return Ok(merged),
        Err(panic) => panic,
    };
    match panic.downcast::<Unreadable>().map(|unreadable| unreadable.0) {
        Ok(RecordError::Store(error)) => Err(error),
        Ok(error) => Ok(Err(error.into())),
        Err(_) => Ok(Err("it panicked".into())),
    }
}

impl Merged {
    fn into_change(self, key: RecordKey, expected: Version) -> Change {
        let Merged { json, type_version, is_default, entries, cleared } = self;
        let record = Record { json: Arc::clone(&json), version: Version::fresh(), type_version };
        let write = Write { key, expected: Some(expected), record: (!is_default).then_some(record) };
        Change { write, entries, cleared, after: After::Json(json, type_version) }
    }
}

/// Whatever maps the record holds keep their entries, which don't know whose they are.
fn put(key: RecordKey, expected: Option<Version>, moved: &Record) -> Change {
    let record = Record { version: Version::fresh(), ..moved.clone() };
    let after = After::Json(Arc::clone(&record.json), record.type_version);
    Change::of(Write { key, expected, record: Some(record) }, after)
}

impl Change {
    /// Removes a record with all that it holds. Memory keeps nothing of it: nobody may ask for it before that is durable.
    pub(crate) fn erase(key: RecordKey, record: &Record) -> Self {
        Change { cleared: maps_in(&record.json), ..remove(key, record.version) }
    }
}

/// Nobody asks for a record by the chat's former id, so nothing is kept in memory.
fn remove(key: RecordKey, expected: Version) -> Change {
    Change::of(Write { key, expected: Some(expected), record: None }, After::Nothing)
}
