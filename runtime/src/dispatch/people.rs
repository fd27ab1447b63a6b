//! All that is stored about one person: shown, or erased for good.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::value::RawValue;
use tokio::sync::Notify;
use tokio::time::sleep;
use tracing::{error, warn};

use super::TROUBLE;
use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::transaction::Settled;
use crate::data::{Change, Exported};
use crate::error::Chain;
use crate::store::{
    DeadLetter, DeadLetterKind, LetterChange, Mark, Record, RecordKey, Scope, Selection, StoreError,
};
use crate::timer::SetAside;
#[cfg(feature = "testing")]
use crate::until::until;
use crate::update::Incoming;

/// People who are to be forgotten, as handlers want it. Marks in the store say so, too.
#[derive(Default)]
pub(crate) struct Forgetting {
    people: Mutex<Vec<i64>>,
    more: Notify,
    /// That nobody is to be forgotten any more.
    #[cfg(feature = "testing")]
    done: Notify,
}

impl Forgetting {
    pub(super) fn add(&self, people: Vec<i64>) {
        if !people.is_empty() {
            self.people().extend(people);
            self.more.notify_one();
        }
    }

    /// Takes out one who is forgotten.
    fn remove(&self, person: i64) {
        let mut people = self.people();
        if let Some(first) = people.iter().position(|one| *one == person) {
            people.remove(first);
        }
        #[cfg(feature = "testing")]
        if people.is_empty() {
            self.done.notify_waiters();
        }
    }

    /// Whether nobody is to be forgotten.
    #[cfg(feature = "testing")]
    pub(crate) fn is_done(&self) -> bool {
        self.people().is_empty()
    }

    /// Waits until nobody is to be forgotten.
    #[cfg(feature = "testing")]
    pub(crate) async fn done(&self) {
        until(&self.done, || self.is_done()).await;
    }

    fn people(&self) -> MutexGuard<'_, Vec<i64>> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who is to be forgotten, by those marks.
pub(crate) fn forgotten(marks: &[(Mark, u32)]) -> Vec<i64> {
    let people = marks.iter().filter_map(|mark| match mark {
        (Mark::Erase(person), 1..) => Some(*person),
        _ => None,
    });
    people.collect()
}

impl Dispatcher {
    /// Erases what is stored about people, one after the other, as handlers want it.
    pub(crate) async fn keep_forgetting(&self) {
        loop {
            let more = self.committer.forgetting.more.notified();
            // They stay in the list until it is done: whoever waits for rest looks there.
            let people = self.committer.forgetting.people().clone();
            if people.is_empty() {
                more.await;
            }
            for person in people {
                self.forget([person]).await;
                self.committer.forgetting.remove(person);
            }
        }
    }

    /// Erases what is stored about these people, however long the store can't be read.
    pub(crate) async fn forget(&self, people: impl IntoIterator<Item = i64>) {
        for person in people {
            while let Some(Err(error)) = self.erase(person).await {
                error!(error = %Chain(&error), retry_in = ?TROUBLE, "a person's data can't be erased");
                sleep(TROUBLE).await;
            }
        }
    }

    /// What is stored about a person, as it is in memory at this moment.
    pub(crate) async fn export(&self, person: i64) -> Result<Vec<Exported>, StoreError> {
        let mut exported = Vec::new();
        for (key, record) in self.records_of(person).await? {
            exported.push(self.records().export(&key, &record).await?);
        }
        exported.extend(self.records().export_timers_of(person).await?);
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
            let timers = match self.stop.or_ended(self.records().timers_of(person)).await? {
                Ok(timers) => timers,
                Err(error) => return Some(Err(error)),
            };
            chats.extend(timers.iter().map(|(owner, _)| owner.id));
            if chats.len() > count {
                continue;
            }
            let count = records.len();
            let mut changes: Vec<Change> =
                records.into_iter().map(|(key, record)| Change::erase(key, &record)).collect();
            for (owner, _) in timers {
                match self.records().without_timers_of(person, owner).await {
                    Ok(change) => changes.extend(change),
                    Err(error) => warn!(error = %Chain(&error), "a person's timers can't be removed"),
                }
            }
            let letter_changes = match self.letters_of(person).await {
                Ok(changes) => changes,
                Err(error) => return Some(Err(error)),
            };
            // Whoever wanted it, it is done.
            let marks = vec![(Mark::Erase(person), 0)];
            self.committer.commit(None, Settled { changes, letter_changes, marks, ..Settled::default() });
            let is_durable = self.committer.flush().await;
            drop(ticket);
            return is_durable.then_some(Ok(count));
        }
    }

    /// Drops the dead letters with updates, timers and records of a person.
    async fn letters_of(&self, person: i64) -> Result<Vec<LetterChange>, StoreError> {
        let letters = self.records().dead_letters().await?.into_iter();
        let theirs = letters.filter(|letter| is_letter_of(letter, person));
        Ok(theirs.map(|letter| LetterChange::Drop(letter.id)).collect())
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

/// Whether a dead letter holds an update, a timer or a record of that person.
pub(crate) fn is_letter_of(letter: &DeadLetter, person: i64) -> bool {
    match letter.kind {
        DeadLetterKind::Update => {
            let raw = RawValue::from_string(letter.json.clone()).ok();
            let update = raw.and_then(|raw| Incoming::read(raw).ok());
            update.is_some_and(|update| update.facts.user_owner() == Some(person))
        }
        DeadLetterKind::Timer => SetAside::read(&letter.json).is_some_and(|aside| aside.is_of(person)),
        // A displaced record, which is a member's or a chat's.
        DeadLetterKind::Record => {
            let subject = &letter.subject;
            subject.contains(&format!(" of user {person} in chat "))
                || subject.ends_with(&format!(" of chat {person}"))
        }
    }
}
