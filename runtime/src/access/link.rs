//! How code outside of a bot finds it when it runs, and notices that it does not.

use std::sync::{Arc, Weak};

use tokio::sync::watch;

use crate::dispatch::Dispatcher;

/// Where a bot leaves word whether it runs.
#[derive(Default)]
pub(crate) struct Link {
    /// `None` before the bot's first start. It never keeps the bot, or its store, from ending.
    dispatcher: watch::Sender<Option<Weak<Dispatcher>>>,
}

impl Link {
    /// Says that the bot runs.
    pub(crate) fn connect(&self, dispatcher: &Arc<Dispatcher>) {
        self.dispatcher.send_replace(Some(Arc::downgrade(dispatcher)));
    }

    /// Says that the bot does not run, for those who wait for it.
    pub(crate) fn disconnect(&self) {
        self.dispatcher.send_replace(Some(Weak::new()));
    }

    /// Waits until the bot runs; `None` if it does not any more, or could not start.
    pub(super) async fn dispatcher(&self) -> Option<Arc<Dispatcher>> {
        let mut changes = self.dispatcher.subscribe();
        let started = changes.wait_for(Option::is_some).await.ok()?;
        started.as_ref().and_then(Weak::upgrade)
    }
}
