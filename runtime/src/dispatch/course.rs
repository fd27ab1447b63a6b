//! What runs when the bot starts and when it stops: each handler as a transaction of its own.

use std::sync::Arc;

use super::claims::Claims;
use super::dispatcher::Dispatcher;
use crate::failure::HandlerError;
use crate::handler::Trigger;
use crate::update::Incoming;

impl Dispatcher {
    /// Whether anything runs at that moment.
    pub(crate) fn has_handlers_of(&self, moment: Trigger) -> bool {
        self.router.course_handlers(moment).next().is_some()
    }

    /// Runs the handlers of the bot's start or stop, one after the other, until one fails.
    pub(crate) async fn run_handlers_of(&self, moment: Trigger) -> Result<(), HandlerError> {
        let incoming = Arc::new(Incoming::of_course());
        for entry in self.router.course_handlers(moment) {
            let mut claims = Claims::default();
            claims.enter_records(&incoming, &self.router.touches([entry], &incoming));
            let ticket = self.keys.enter(claims.into_claims());
            ticket.granted().await;
            let settled = self.transactions.try_settle(&incoming, entry).await?;
            self.committer.commit(None, settled);
        }
        Ok(())
    }
}
