//! Replies that Telegram will never take: reported to `#[on_error]` once, and given up.

use std::sync::{Arc, PoisonError};

use tracing::error;

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::transaction::Settled;
use crate::failure::HandlerError;
use crate::store::{QueuedReply, Scope};
use crate::update::Incoming;

impl Dispatcher {
    /// Reports a reply that will never be taken, as a transaction that also forgets it; false if that never becomes
    /// durable.
    pub(crate) async fn give_up(&self, reply: QueuedReply, description: String) -> bool {
        let QueuedReply { id, lane, method, .. } = reply;
        let chat = self.migrations.chats().current(lane);
        let incoming = Arc::new(Incoming::of_refusal(chat));
        let failure = HandlerError::Undelivered { method, chat, description };
        let Some(entry) = self.router.error_handler(&incoming) else {
            error!(chat, "a reply can't be delivered: {failure}");
            self.committer.commit(None, Settled { sent: Some(id), ..Settled::default() });
            return self.stop.or_ended(self.committer.flush()).await == Some(true);
        };
        let ticket = {
            let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            let touches = self.router.touches([], &incoming);
            let mut claims = Claims::default();
            // A slow handler of the chat is waited for only where that is needed.
            if touches.iter().any(|touch| touch.scope == Scope::Chat) {
                claims.enter_chat(&incoming);
            }
            claims.enter_records(&incoming, &touches);
            self.keys.enter(claims.into_claims())
        };
        let report = async {
            ticket.granted().await;
            self.transactions.report_undelivered(entry, &incoming, failure).await
        };
        let Some(mut settled) = self.stop.or_ended(report).await else { return false };
        // It would be refused, too, and that reported, and so on.
        settled.outgoing.retain(|call| call.lane != chat);
        settled.sent = Some(id);
        self.committer.commit(None, settled);
        drop(ticket);
        self.stop.or_ended(self.committer.flush()).await == Some(true)
    }
}
