//! One run of the bot, in a tokio runtime of its own: with it, everything of the bot can end at once.

#[cfg(feature = "testing")]
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::{App, Ended};
use crate::error::{Error, Result};

/// A bot that runs. Dropped, it ends as in a crash.
pub(crate) struct Round {
    /// There until the round is dropped.
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    bot: JoinHandle<Ended>,
}

impl Round {
    /// Starts the bot; what makes it runs in that runtime, too.
    pub(crate) fn start(make: impl FnOnce() -> App + Send + 'static) -> Result<Self> {
        let runtime = Builder::new_multi_thread().enable_all().build().map_err(Error::Playground)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = runtime.spawn(async { make().course(async { drop(stopped.await) }).await });
        Ok(Round { runtime: Some(runtime), stop: Some(stop), bot })
    }

    /// Waits until the bot has ended by itself.
    pub(crate) async fn ended(&mut self) -> Ended {
        match (&mut self.bot).await {
            Ok(ended) => ended,
            Err(panic) => Ended { result: Err(Error::Bug(panic.into())), is_clean: true },
        }
    }

    /// Ends the bot in order.
    pub(crate) async fn stop(mut self) -> Ended {
        if let Some(stop) = self.stop.take() {
            // It may have ended by itself just now.
            let _ = stop.send(());
        }
        self.ended().await
    }

    /// Ends the bot at once: what is not in the store is lost.
    #[cfg(feature = "playground")]
    pub(crate) fn kill(self) {
        drop(self);
    }

    /// The same; waits until nothing of the bot is left, but no longer than `patience`: a handler may block its thread.
    #[cfg(feature = "testing")]
    pub(crate) async fn kill_within(mut self, patience: Duration) {
        let Some(runtime) = self.runtime.take() else { return };
        let (done, is_done) = oneshot::channel::<()>();
        // It waits for threads, which no async function may do.
        std::thread::spawn(move || {
            runtime.shutdown_timeout(patience);
            drop(done);
        });
        let _ = is_done.await;
    }
}

impl Drop for Round {
    /// A runtime that is merely dropped waits for its tasks, which no async function may do.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
