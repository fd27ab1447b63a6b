//! Dead letters: updates and timers that were set aside run again as if they arrived or were due, or are dropped.

use std::collections::HashSet;
use std::sync::{MutexGuard, PoisonError};

use tracing::{error, info, warn};
use uuid::Uuid;

use super::dispatcher::Dispatcher;
use super::keys::Ticket;
use super::transaction::Settled;
use crate::error::Chain;
use crate::store::{DeadLetter, DeadLetterKind, LetterChange, StoreError};
use crate::timer::SetAside;
use crate::update::Incoming;

/// What came of retrying a letter.
pub(crate) enum Retry {
    /// It was handled, and is gone.
    Handled,
    /// Its handler failed again; this letter has taken its place.
    Failed(DeadLetter),
    /// There is none with that id, or somebody retries it just now.
    Unknown,
    /// It is neither an update nor a timer.
    NoUpdate,
    /// The bot stops.
    Stopped,
}

impl Dispatcher {
    /// All letters, the oldest first.
    pub(crate) async fn letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        self.committer.flush().await;
        self.records().dead_letters().await
    }

    /// Drops a letter; false if there is none with that id.
    pub(crate) async fn drop_letter(&self, id: Uuid) -> Result<bool, StoreError> {
        let is_there = self.letters().await?.iter().any(|letter| letter.id == id);
        self.change_letter(LetterChange::Drop(id)).await;
        Ok(is_there)
    }

    /// Handles the update of a letter as if it arrived, or runs its timer, in a transaction that removes the letter.
    pub(crate) async fn retry(&self, id: Uuid) -> Result<Retry, StoreError> {
        if !self.retried().insert(id) {
            return Ok(Retry::Unknown);
        }
        let _guard = Retried { dispatcher: self, id };
        let found = self.letters().await?.into_iter().find(|letter| letter.id == id);
        let Some(letter) = found else { return Ok(Retry::Unknown) };
        // Rare: it must not make the futures of its callers larger.
        Ok(match letter.kind {
            DeadLetterKind::Update => Box::pin(self.retry_update(letter)).await,
            DeadLetterKind::Timer => Box::pin(self.retry_timer(letter)).await,
            DeadLetterKind::Record => Retry::NoUpdate,
        })
    }

    async fn retry_update(&self, letter: DeadLetter) -> Retry {
        let (task, ticket, incoming) = {
            let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(incoming) = Incoming::of_letter(letter.json, self.migrations.chats()) else {
                return Retry::NoUpdate;
            };
            let task = self.task(&incoming);
            let claims = task.as_ref().map(|task| self.claims(&incoming, task)).unwrap_or_default();
            (task, self.keys.enter(claims.into_claims()), incoming)
        };
        if self.stop.or_begun(ticket.granted()).await.is_none() {
            return Retry::Stopped;
        }
        let settled = match task {
            Some(task) => self.stop.or_cut(self.work(incoming, task)).await,
            None => Some(Settled::default()),
        };
        match settled {
            Some(settled) => self.conclude(letter.id, settled, ticket).await,
            None => Retry::Stopped,
        }
    }

    async fn retry_timer(&self, letter: DeadLetter) -> Retry {
        let Some(aside) = SetAside::read(&letter.json) else { return Retry::NoUpdate };
        match self.fire_again(aside).await {
            Some((settled, ticket)) => self.conclude(letter.id, settled, ticket).await,
            None => Retry::Stopped,
        }
    }

    /// Commits what has come of a letter, with its end.
    async fn conclude(&self, letter: Uuid, mut settled: Settled, ticket: Ticket) -> Retry {
        settled.letter_changes.push(LetterChange::Drop(letter));
        let again = settled.dead_letters.first().cloned();
        self.alarms.set(std::mem::take(&mut settled.wake));
        self.committer.commit(None, settled);
        drop(ticket);
        let is_durable = self.committer.flush().await;
        if is_durable { again.map_or(Retry::Handled, Retry::Failed) } else { Retry::Stopped }
    }

    /// Retries the letters that somebody marked while the bot did not run.
    pub(crate) async fn retry_due(&self) {
        let letters = match self.letters().await {
            Ok(letters) => letters,
            Err(error) => return warn!(error = %Chain(&error), "the dead letters can't be read"),
        };
        for DeadLetter { id, subject, .. } in letters.into_iter().filter(|letter| letter.is_due) {
            // Before it runs: one that kills the process must not do so at each start.
            self.change_letter(LetterChange::Keep(id)).await;
            match self.retry(id).await {
                Ok(Retry::Handled) => info!("retried: {subject}"),
                Ok(Retry::Failed(letter)) => {
                    warn!(reason = letter.reason, "retried, and failed again: {subject}");
                }
                Ok(Retry::NoUpdate) => warn!("can't be retried, since it is no update or timer: {subject}"),
                Ok(Retry::Unknown | Retry::Stopped) => (),
                Err(error) => error!(error = %Chain(&error), "can't be retried: {subject}"),
            }
        }
    }

    async fn change_letter(&self, change: LetterChange) {
        self.committer.commit(None, Settled { letter_changes: vec![change], ..Settled::default() });
        self.committer.flush().await;
    }

    fn retried(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.retried.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A letter that is being retried: it must not run twice at once.
struct Retried<'a> {
    dispatcher: &'a Dispatcher,
    id: Uuid,
}

impl Drop for Retried<'_> {
    fn drop(&mut self) {
        self.dispatcher.retried().remove(&self.id);
    }
}
