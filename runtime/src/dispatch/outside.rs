//! Records read and changed by who is no update: between the handlers, in the order of arrival.

use std::sync::{Arc, PoisonError};

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::keys::Ticket;
use super::transaction::Settled;
use crate::data::{Data, RecordError};
use crate::store::Owner;

impl Dispatcher {
    /// The value of a record, when its turn comes; `None` if the bot stops before.
    pub(crate) async fn read<T: Data>(&self, owner: Owner) -> Option<Result<Arc<T>, RecordError>> {
        let (owner, ticket) = self.enter::<T>(owner, false);
        self.stop.or_ended(ticket.granted()).await?;
        self.stop.or_ended(self.records().shared(owner)).await
    }

    /// Changes a record when its turn comes, and waits until that is durable; `None` if the bot stops before.
    pub(crate) async fn update<T: Data, R>(
        &self,
        owner: Owner,
        change: impl FnOnce(&mut T) -> R,
    ) -> Option<Result<R, RecordError>> {
        let (owner, ticket) = self.enter::<T>(owner, true);
        self.stop.or_ended(ticket.granted()).await?;
        let mut taken = match self.stop.or_ended(self.records().taken::<T>(owner)).await? {
            Ok(taken) => taken,
            Err(error) => return Some(Err(error)),
        };
        let result = change(&mut taken);
        match taken.into_change(self.records()) {
            Ok(change) => {
                let changes = change.into_iter().collect();
                self.committer.commit(None, Settled { changes, ..Settled::default() });
            }
            Err(error) => return Some(Err(error)),
        }
        drop(ticket);
        self.committer.flush().await.then_some(Ok(result))
    }

    /// Enters the queue of a record, of whichever chat the owner's id means now.
    fn enter<T: Data>(&self, owner: Owner, is_exclusive: bool) -> (Owner, Ticket) {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let chats = self.migrations.chats();
        let owner = Owner { id: chats.current(owner.id), part: owner.part };
        let mut claims = Claims::default();
        claims.enter_record(T::SCOPE, owner, T::NAME, is_exclusive);
        (owner, self.keys.enter(claims.into_claims()))
    }
}
