//! All that is stored about one person: shown, or erased for good.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use tracing::warn;

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::transaction::Settled;
use crate::data::{Change, Exported, RecordError};
use crate::error::Chain;
use crate::store::{Owner, Record, RecordKey, Scope, Selection, StoreError};
use crate::timer::Timers;

impl Dispatcher {
    /// What is stored about a person, as it is in memory at this moment.
    pub(crate) async fn export(&self, person: i64) -> Result<Vec<Exported>, StoreError> {
        let mut exported = Vec::new();
        for (key, record) in self.records_of(person).await? {
            exported.push(self.records().export(&key, &record).await?);
        }
        Ok(exported)
    }

    /// Removes all that is stored about a person, as one transaction between the handlers of everything that it is in,
    /// and waits until that is durable. The number of records, or `None` if the bot stops before.
    pub(crate) async fn erase(&self, person: i64) -> Option<Result<usize, StoreError>> {
        // The chats that the person is a member of are known once the records are read, and must be held before that.
        let mut chats = BTreeSet::from_iter((person > 0).then_some(person));
        loop {
            let ticket = {
                let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
                let mut claims = Claims::default();
                claims.enter_person(person, chats.iter().copied());
                self.keys.enter(claims.into_claims())
            };
            self.stop.or_ended(ticket.granted()).await?;
            // What handlers changed before may be in memory only.
            if !self.committer.flush().await {
                return None;
            }
            let records = match self.stop.or_ended(self.records_of(person)).await? {
                Ok(records) => records,
                Err(error) => return Some(Err(error)),
            };
            let in_chats = records.iter().filter(|(key, _)| key.scope != Scope::User);
            let count = chats.len();
            chats.extend(in_chats.map(|(key, _)| key.owner.id));
            let timers = match self.stop.or_ended(self.timers_of(person)).await? {
                Ok(timers) => timers,
                Err(error) => return Some(Err(error)),
            };
            chats.extend(timers.iter().map(|owner| owner.id));
            if chats.len() > count {
                continue;
            }
            let count = records.len();
            let mut changes: Vec<Change> =
                records.into_iter().map(|(key, record)| Change::erase(key, &record)).collect();
            for owner in timers {
                match self.without_timers_of(person, owner).await {
                    Ok(change) => changes.extend(change),
                    Err(error) => warn!(error = %Chain(&error), "a person's timers can't be removed"),
                }
            }
            self.committer.commit(None, Settled { changes, ..Settled::default() });
            let is_durable = self.committer.flush().await;
            drop(ticket);
            return is_durable.then_some(Ok(count));
        }
    }

    /// The chats of others in which timers wait that were set for a person.
    async fn timers_of(&self, person: i64) -> Result<Vec<Owner>, StoreError> {
        let mut listed = self.records().listed::<Timers>();
        let mut found = Vec::new();
        loop {
            match listed.next(self.records()).await {
                Ok(Some((owner, timers))) if owner.id != person && timers.has_any_of(person) => {
                    found.push(owner);
                }
                Ok(Some(_)) => (),
                Ok(None) => return Ok(found),
                Err(RecordError::Store(error)) => return Err(error),
                Err(error) => warn!(error = %Chain(&error), "a chat's timers can't be read"),
            }
        }
    }

    async fn without_timers_of(&self, person: i64, owner: Owner) -> Result<Option<Change>, RecordError> {
        let mut timers = self.records().taken::<Timers>(owner).await?;
        timers.forget(person);
        timers.into_change(self.records())
    }

    async fn records_of(&self, person: i64) -> Result<Vec<(RecordKey, Record)>, StoreError> {
        let mut listing = self.records().listing(Selection::Person(person));
        let mut found = Vec::new();
        while let Some(record) = listing.next(self.records()).await? {
            found.push(record);
        }
        Ok(found)
    }
}
