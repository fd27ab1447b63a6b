//! Where updates come from: fetched, or brought to a webhook.

#[cfg(feature = "webhook")]
use std::sync::Arc;

#[cfg(feature = "webhook")]
use tokio_util::task::TaskTracker;

use crate::error::Result;
use crate::poller::Poller;
#[cfg(feature = "webhook")]
use crate::webhook::{Desk, Door, Opened, Registration};

/// Where updates come from.
pub(super) enum Source {
    /// They are fetched.
    Poller(Poller),
    /// They are brought.
    #[cfg(feature = "webhook")]
    Webhook(Box<Brought>),
}

/// A webhook that nobody was told of yet.
#[cfg(feature = "webhook")]
pub(super) struct Brought {
    pub(super) registration: Registration,
    pub(super) door: Arc<Door>,
    pub(super) desk: Arc<Desk>,
}

impl Source {
    /// A webhook instead of a poller, for the same bot; `last` is the last update that it has handled.
    #[cfg(feature = "webhook")]
    pub(super) fn instead(self, mut webhook: Opened, last: Option<i64>, servers: &TaskTracker) -> Self {
        let Source::Poller(Poller { api, dispatcher, outbox, allowed_updates, stop, health, .. }) = self
        else {
            return self;
        };
        if let Some(server) = webhook.server.take() {
            servers.spawn(server.run(stop.clone()));
        }
        let desk = Desk::new(
            webhook.secret.clone(),
            &dispatcher,
            &outbox,
            last,
            webhook.gap_patience,
            Arc::clone(&health),
        );
        let bot = &dispatcher.transactions.services.bot;
        let registration = webhook.registration(api, bot, allowed_updates, stop, health);
        let (door, desk) = (webhook.door, Arc::new(desk));
        Source::Webhook(Box::new(Brought { registration, door, desk }))
    }

    /// Has updates arrive until the stop begins.
    ///
    /// # Errors
    /// If Telegram does not know the token (any more), or does not take the webhook.
    pub(super) async fn run(&self) -> Result<()> {
        match self {
            Source::Poller(poller) => poller.run().await,
            #[cfg(feature = "webhook")]
            Source::Webhook(webhook) => {
                // What Telegram has kept for a webhook of that address may come before the webhook is set anew.
                webhook.door.open(Arc::clone(&webhook.desk));
                webhook.registration.run().await
            }
        }
    }

    /// Lets in no more updates.
    pub(super) fn close(&self) {
        match self {
            Source::Poller(_) => (),
            #[cfg(feature = "webhook")]
            Source::Webhook(webhook) => webhook.door.close(),
        }
    }
}
