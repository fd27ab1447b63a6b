//! Waiting for a condition.

use tokio::sync::Notify;

/// Waits until it is so. Whoever changes what it depends on wakes all that wait at `news`.
pub(crate) async fn until(news: &Notify, is_so: impl Fn() -> bool) {
    loop {
        // Asked for before the look, so that a change right after it is no news missed.
        let more = news.notified();
        if is_so() {
            return;
        }
        more.await;
    }
}
