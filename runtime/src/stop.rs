//! The orderly stop: first no new work, later no more waiting.

use tokio_util::future::FutureExt;
use tokio_util::sync::CancellationToken;

/// The steps of a stop, for everybody who works or waits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop {
    begins: CancellationToken,
    cuts_handlers: CancellationToken,
    ends: CancellationToken,
}

impl Stop {
    /// Nothing new is begun from now on; what waits for better times gives up.
    pub(crate) fn begin(&self) {
        self.begins.cancel();
    }

    /// Handlers that still run are given up.
    pub(crate) fn cut_handlers(&self) {
        self.cuts_handlers.cancel();
    }

    /// What is still under way is given up.
    pub(crate) fn end(&self) {
        self.begins.cancel();
        self.cuts_handlers.cancel();
        self.ends.cancel();
    }

    /// Whether the stop has begun.
    pub(crate) fn has_begun(&self) -> bool {
        self.begins.is_cancelled()
    }

    /// Waits until the stop ends.
    #[cfg(feature = "webhook")]
    pub(crate) async fn ended(&self) {
        self.ends.cancelled().await;
    }

    // These hold the future once, where an `async fn` would hold it three times over: most of what a bot does is awaited
    // through them.

    /// The future's output, or `None` if the stop begins first.
    pub(crate) fn or_begun<F: Future>(&self, future: F) -> impl Future<Output = Option<F::Output>> {
        future.with_cancellation_token(&self.begins)
    }

    /// The future's output, or `None` if handlers are given up first.
    pub(crate) fn or_cut<F: Future>(&self, future: F) -> impl Future<Output = Option<F::Output>> {
        future.with_cancellation_token(&self.cuts_handlers)
    }

    /// The future's output, or `None` if the stop ends first.
    pub(crate) fn or_ended<F: Future>(&self, future: F) -> impl Future<Output = Option<F::Output>> {
        future.with_cancellation_token(&self.ends)
    }
}
