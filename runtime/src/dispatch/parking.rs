//! Updates that take long are kept in the store until they are done, so that they hold up nobody.
//!
//! `getUpdates` gives at most 100 updates from the first one on that is not confirmed, and gives them at once. So one slow
//! handler would hold up whatever comes more than 99 updates later, and have the poller ask again and again. What is in
//! the store may be confirmed: it comes from there.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use tracing::warn;

use super::dispatcher::Dispatcher;
use crate::error::Chain;
use crate::store::{Owner, Record, RecordKey, Scope, Selection, Store, StoreError, Version, Write};
use crate::update::{Incoming, id_in};

/// The stored name of parked updates, which are records of the bot with the update's id as their owner's.
const NAME: &str = "pouch::parked";

/// How many updates are parked at most, which also bounds the memory that waiting updates take. Then what takes long
/// holds up what comes behind it.
const MOST: usize = 10_000;

/// What is said of one that can't be read any more.
const LEFT: &str = "an update that was kept is left in the store";

/// The updates that are parked, or about to be, with the versions of their records.
#[derive(Default)]
pub(super) struct Parking(HashMap<i64, Version>);

impl Parking {
    pub(super) fn holds(&self, update: i64) -> bool {
        self.0.contains_key(&update)
    }

    /// Knows an update that an earlier run has parked.
    pub(super) fn resume(&mut self, update: i64, version: Version) {
        self.0.insert(update, version);
    }

    /// Takes an update in, if there is room and it is not here; returns what makes that durable.
    pub(super) fn enter(&mut self, update: i64, json: &str) -> Option<Write> {
        if self.0.len() >= MOST || self.holds(update) {
            return None;
        }
        let record = Record::new(json);
        self.0.insert(update, record.version);
        Some(Write { key: key(update), expected: None, record: Some(record) })
    }

    /// Lets an update go that is done; returns what makes that durable, if it was here.
    pub(super) fn leave(&mut self, update: i64) -> Option<Write> {
        let version = self.0.remove(&update)?;
        Some(Write { key: key(update), expected: Some(version), record: None })
    }
}

fn key(update: i64) -> RecordKey {
    RecordKey { scope: Scope::Bot, owner: Owner::new(update), name: NAME.into() }
}

/// A parked update.
pub(crate) struct Parked {
    id: i64,
    version: Version,
    json: Arc<str>,
}

impl Parked {
    /// Reads what an earlier run has parked and not done, in the order of the ids.
    pub(crate) async fn load(store: &dyn Store) -> Result<Vec<Parked>, StoreError> {
        let selection = Selection::Type(Scope::Bot, NAME.to_owned());
        let records = store.list(&selection, None, MOST).await?;
        let parked = records.into_iter();
        let mut parked: Vec<_> = parked
            .map(|(key, Record { json, version, .. })| Parked { id: key.owner.id, version, json })
            .collect();
        parked.sort_by_key(|parked| parked.id);
        Ok(parked)
    }
}

impl Dispatcher {
    /// Parks those of a batch that arrived so long ago and are still at work, if the store outlives this process.
    pub(crate) fn park(&self, batch: &[&RawValue], age: Duration) {
        let slow = self.window.slow(age);
        // What is handled with caution takes its time, and is not slow.
        if slow.is_empty() || self.caution.is_under_way() || !self.records().are_durable() {
            return;
        }
        let with_ids = batch.iter().filter_map(|raw| Some((id_in(raw.get())?, raw.get())));
        self.committer.park(with_ids.filter(|(id, _)| slow.contains(id)));
    }

    /// Handles what an earlier run has parked.
    pub(crate) fn resume(&self, parked: Vec<Parked>) {
        for Parked { id, version, json } in parked {
            let update = RawValue::from_string(json.as_ref().to_owned()).map(Incoming::read);
            match update {
                Ok(Ok(incoming)) => {
                    self.committer.resume(id, version);
                    self.window.resume(id);
                    self.start(incoming);
                }
                Ok(Err(error)) => warn!(error = %Chain(&error), "{LEFT}"),
                Err(error) => warn!(id, error = %Chain(&error), "{LEFT}"),
            }
        }
    }
}
