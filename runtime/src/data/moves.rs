//! All records of a chat move to its new id.

use std::collections::HashMap;
use std::panic::catch_unwind;
use std::sync::Arc;

use tracing::warn;

use super::change::{After, Change};
use super::merge::{MergeJson, Merged};
use super::records::Records;
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
            let change = match found.remove(&target) {
                None => put(target, None, record.json),
                Some(displaced) => moves.join(target, record.json, &displaced, merges),
            };
            moves.changes.push(change);
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

/// The owner under the new id. An anonymous admin is a member of the chat by the chat's own id.
fn moved(owner: Owner, Alias { old, new }: Alias) -> Owner {
    Owner { id: new, part: if owner.part == old { new } else { owner.part } }
}

impl Moves {
    /// Makes one record of two, as the type says; else the old one stays, and the other is set aside.
    fn join(&mut self, key: RecordKey, old: Arc<str>, new: &Record, merges: &Merges) -> Change {
        let merge = merges.iter().find(|((scope, name), _)| *scope == key.scope && *name == key.name);
        let reason = match merge.map(|(_, merge)| run(*merge, &old, &new.json)) {
            Some(Ok(Merged { json, is_default })) => {
                let (version, json) = (Some(new.version), json.into());
                return if is_default { reset(key, version, json) } else { put(key, version, json) };
            }
            Some(Err(error)) => {
                format!("it could not be merged with that of the former group: {}", Chain(&*error))
            }
            None => "the former group had one, too, which stays".to_owned(),
        };
        warn!(record = %key, reason, json = &*new.json, "a record was displaced; it is kept as a dead letter");
        self.dead_letters.push(DeadLetter::new(key.to_string(), reason, &*new.json));
        put(key, Some(new.version), old)
    }
}

/// A merge that panics must not stop the move.
fn run(merge: MergeJson, old: &str, new: &str) -> Result<Merged, BoxError> {
    catch_unwind(|| merge(old, new)).unwrap_or_else(|_| Err("it panicked".into()))
}

fn put(key: RecordKey, expected: Option<Version>, json: Arc<str>) -> Change {
    let record = Some(Record { json: Arc::clone(&json), version: Version::fresh() });
    Change { write: Write { key, expected, record }, after: After::Json(json) }
}

/// Back at the default, whose JSON this is: no record is kept.
fn reset(key: RecordKey, expected: Option<Version>, json: Arc<str>) -> Change {
    Change { write: Write { key, expected, record: None }, after: After::Json(json) }
}

/// Nobody asks for a record by the chat's former id, so nothing is kept in memory.
fn remove(key: RecordKey, expected: Version) -> Change {
    Change { write: Write { key, expected: Some(expected), record: None }, after: After::Nothing }
}
