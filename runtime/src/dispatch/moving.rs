//! A group's move: its records get their new owner, and the handlers for moves run, as one transaction.

use std::sync::Arc;
use std::time::Duration;

use tracing::{error, info};

use super::transaction::{Settled, Transactions};
use crate::backoff::Backoff;
use crate::data::Moves;
use crate::error::Chain;
use crate::store::{Alias, StoreError};
use crate::update::{Incoming, Migration};

impl Transactions {
    /// Moves all records of a chat to its new id, and runs every `#[on_migrate]`.
    ///
    /// Who calls holds the queue keys of both ids, and everything that was committed before is durable. A handler that
    /// fails changes nothing; the move stands all the same, since Telegram does not take it back.
    ///
    /// # Errors
    /// If the store can't be read, and trying again does not help.
    pub(super) async fn migrate(&self, migration: Migration) -> Result<Settled, StoreError> {
        let alias = Alias { old: migration.old.0, new: migration.new.0 };
        let Moves { changes, dead_letters } = self.moves(alias).await?;
        info!(from = alias.old, to = alias.new, records = changes.len(), "a group became a supergroup");
        let mut settled = Settled { alias: Some(alias), dead_letters, changes, ..Settled::default() };
        let incoming = Arc::new(Incoming::of_migration(migration));
        for entry in self.router.migration_handlers() {
            self.publish(&mut settled);
            let outcome = Settled::from(self.settle_one(&incoming, entry).await);
            settled.changes.extend(outcome.changes);
            settled.outgoing.extend(outcome.outgoing);
        }
        Ok(settled)
    }

    /// Lets the next handler see what the ones before it changed. Nobody else does: who calls holds the keys.
    pub(super) fn publish(&self, settled: &mut Settled) {
        self.services.records.publish(&settled.changes);
        settled.published.append(&mut settled.changes);
    }

    async fn moves(&self, alias: Alias) -> Result<Moves, StoreError> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        loop {
            match self.services.records.moves(alias, self.router.merges()).await {
                Err(error) if error.may_pass() => {
                    let delay = backoff.next_delay();
                    error!(error = %Chain(&error), retry_in = ?delay, "a group's records can't be read");
                    tokio::time::sleep(delay).await;
                }
                moves => return moves,
            }
        }
    }
}
