//! One run of the bot, in a tokio runtime of its own: with it, everything of the bot can end at once.

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::{App, Ended};
use crate::error::{Error, Result};

/// A bot that runs. Dropped, it ends as in a crash.
pub(super) struct Round {
    /// There until the round is dropped.
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    bot: JoinHandle<Ended>,
}

impl Round {
    pub(super) fn start(app: App) -> Result<Self> {
        let runtime = Builder::new_multi_thread().enable_all().build().map_err(Error::Playground)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = runtime.spawn(app.course(async { drop(stopped.await) }));
        Ok(Round { runtime: Some(runtime), stop: Some(stop), bot })
    }

    /// Waits until the bot has ended by itself.
    pub(super) async fn ended(&mut self) -> Ended {
        match (&mut self.bot).await {
            Ok(ended) => ended,
            Err(panic) => Ended { result: Err(Error::Bug(panic.into())), is_clean: true },
        }
    }

    /// Ends the bot in order.
    pub(super) async fn stop(mut self) -> Ended {
        if let Some(stop) = self.stop.take() {
            // It may have ended by itself just now.
            let _ = stop.send(());
        }
        self.ended().await
    }

    /// Ends the bot at once: what is not in the store is lost.
    pub(super) fn kill(self) {
        drop(self);
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
