//! Records read and changed by who is no update: between the handlers, in the order of arrival.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, PoisonError};

use tracing::warn;

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::keys::Ticket;
use super::transaction::Settled;
use crate::data::{Data, RecordError, Unreadable};
use crate::error::Chain;
use crate::reply::Watch;
use crate::store::Owner;
use crate::survey::Runs;

impl Dispatcher {
    /// The value of a record, when its turn comes; `None` if the bot stops before.
    pub(crate) async fn read<T: Data>(&self, owner: Owner) -> Option<Result<Arc<T>, RecordError>> {
        let (owner, ticket) = self.enter::<T>(owner, false);
        self.stop.or_ended(ticket.granted()).await?;
        self.stop.or_ended(self.records().shared_outside(owner)).await
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
        let result = match catch_unwind(AssertUnwindSafe(|| change(&mut taken))) {
            Ok(result) => result,
            Err(panic) => match panic.downcast::<Unreadable>() {
                Ok(unreadable) => return Some(Err(unreadable.0)),
                Err(panic) => resume_unwind(panic),
            },
        };
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

    /// Notes which message a card of somebody's survey has become, when its turn comes.
    pub(crate) fn note(self: &Arc<Self>, Watch { owner, card }: Watch, chat: i64, message: i64) {
        let (owner, ticket) = self.enter::<Runs>(owner, true);
        let dispatcher = Arc::clone(self);
        self.running.spawn(async move {
            let noted = async {
                ticket.granted().await;
                let mut runs = dispatcher.records().taken::<Runs>(owner).await?;
                let outgoing = runs.note(card, chat, message).into_iter().collect();
                let changes = runs.into_change(dispatcher.records())?.into_iter().collect();
                dispatcher.committer.commit(None, Settled { changes, outgoing, ..Settled::default() });
                Ok::<(), RecordError>(())
            };
            // Nobody waits for it: a card that is not known keeps its buttons.
            if let Some(Err(error)) = dispatcher.stop.or_ended(noted).await {
                warn!(error = %Chain(&error), "a question's message can't be noted");
            }
            drop(ticket);
        });
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
