//! What watches over a bot that runs.

#[cfg(feature = "observe")]
use std::sync::Arc;
#[cfg(feature = "metrics")]
use std::sync::Weak;
#[cfg(feature = "metrics")]
use std::time::Duration;

#[cfg(feature = "observe")]
use tokio_util::task::TaskTracker;

use crate::dispatch::Dispatcher;
#[cfg(feature = "observe")]
use crate::health::Health;
#[cfg(feature = "metrics")]
use crate::metrics;
#[cfg(feature = "observe")]
use crate::monitor::Monitor;
use crate::outbox::Outbox;
#[cfg(feature = "observe")]
use crate::serve::Server;
#[cfg(feature = "metrics")]
use crate::stop::Stop;

/// How often gauges are set for exporters that push.
#[cfg(feature = "metrics")]
const GAUGED_EVERY: Duration = Duration::from_secs(5);

/// A monitor that listens already, if it has to.
#[cfg(feature = "observe")]
pub(super) struct Watching {
    pub(super) monitor: Monitor,
    pub(super) server: Option<Server>,
}

#[cfg(feature = "observe")]
impl Watching {
    /// Begins to tell how this bot is.
    pub(super) fn begin(
        self,
        dispatcher: &Arc<Dispatcher>,
        outbox: &Arc<Outbox>,
        health: Arc<Health>,
        servers: &TaskTracker,
    ) {
        self.monitor.connect(dispatcher, outbox, health);
        if let Some(server) = self.server {
            servers.spawn(server.run(dispatcher.stop.clone()));
        }
    }
}

/// Sets the gauges now and then, until the stop begins.
#[cfg(feature = "metrics")]
pub(super) async fn gauge(dispatcher: Weak<Dispatcher>, outbox: Weak<Outbox>, stop: Stop) {
    metrics::describe();
    while let Some((dispatcher, outbox)) = dispatcher.upgrade().zip(outbox.upgrade()) {
        let load = outbox.load();
        metrics::note_load(dispatcher.window.pending(), load.replies, load.oldest);
        drop((dispatcher, outbox));
        #[cfg(feature = "prometheus")]
        crate::monitor::prometheus::tidy();
        if stop.or_begun(tokio::time::sleep(GAUGED_EVERY)).await.is_none() {
            return;
        }
    }
}
