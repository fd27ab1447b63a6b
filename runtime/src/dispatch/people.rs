//! All that is stored about one person: shown, or erased for good.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::transaction::Settled;
use crate::data::{Change, Exported};
use crate::store::{Record, RecordKey, Scope, Selection, StoreError};

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
            if chats.len() > count {
                continue;
            }
            let count = records.len();
            let changes = records.into_iter().map(|(key, record)| Change::erase(key, &record)).collect();
            self.committer.commit(None, Settled { changes, ..Settled::default() });
            let is_durable = self.committer.flush().await;
            drop(ticket);
            return is_durable.then_some(Ok(count));
        }
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
