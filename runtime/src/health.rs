//! How the running bot is: what its parts leave word of, for those who answer for it.

#[cfg(feature = "observe")]
use std::sync::{Mutex, PoisonError};
#[cfg(feature = "observe")]
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// How the running bot is.
pub(crate) struct Health {
    /// Whether the store took what it was last given.
    store_is_writable: watch::Sender<bool>,
    hearing: watch::Sender<Hearing>,
    /// When a reply was last taken.
    #[cfg(feature = "observe")]
    sent: Mutex<Option<Instant>>,
}

/// Whether updates arrive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hearing {
    /// When the server was last heard: it gave updates, or said that there are none.
    pub(crate) last: Option<Instant>,
    /// Why nothing can arrive, where that is known.
    pub(crate) trouble: Option<&'static str>,
}

impl Default for Health {
    fn default() -> Self {
        Health {
            store_is_writable: watch::Sender::new(true),
            hearing: watch::Sender::default(),
            #[cfg(feature = "observe")]
            sent: Mutex::default(),
        }
    }
}

impl Health {
    /// Notes whether the store can be written.
    pub(crate) fn note_store(&self, is_writable: bool) {
        self.store_is_writable.send_replace(is_writable);
    }

    /// Whether the store took what it was last given.
    #[cfg(any(feature = "webhook", feature = "observe"))]
    pub(crate) fn store_is_writable(&self) -> bool {
        *self.store_is_writable.borrow()
    }

    /// Waits until the store can't be written.
    #[cfg(feature = "webhook")]
    pub(crate) async fn store_fails(&self) {
        // It ends with `self` at the earliest.
        let _ = self.store_is_writable.subscribe().wait_for(|is_writable| !is_writable).await;
    }

    /// Notes that updates can arrive.
    pub(crate) fn note_heard(&self) {
        self.hearing.send_replace(Hearing { last: Some(Instant::now()), trouble: None });
    }

    /// Waits until updates can arrive.
    pub(crate) async fn hears(&self) {
        let can_arrive = |hearing: &Hearing| hearing.last.is_some() && hearing.trouble.is_none();
        // It ends with `self` at the earliest.
        let _ = self.hearing.subscribe().wait_for(can_arrive).await;
    }

    /// Whether the server has ever been heard.
    pub(crate) fn has_heard(&self) -> bool {
        self.hearing.borrow().last.is_some()
    }

    /// Notes why updates did not arrive just now; that may pass soon.
    pub(crate) fn note_trouble(&self, trouble: &'static str) {
        self.hearing.send_modify(|hearing| hearing.trouble = Some(trouble));
    }

    /// Notes why updates can't arrive.
    #[cfg(feature = "webhook")]
    pub(crate) fn note_deaf(&self, trouble: &'static str) {
        self.hearing.send_replace(Hearing { last: None, trouble: Some(trouble) });
    }

    /// Whether updates arrive.
    #[cfg(feature = "observe")]
    pub(crate) fn hearing(&self) -> Hearing {
        self.hearing.borrow().clone()
    }

    /// Notes that a reply was taken.
    #[cfg_attr(not(feature = "observe"), expect(clippy::unused_self, reason = "only a monitor asks"))]
    pub(crate) fn note_sent(&self) {
        #[cfg(feature = "observe")]
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).replace(Instant::now());
    }

    /// How long no reply has been taken; `None` if none ever was.
    #[cfg(feature = "observe")]
    pub(crate) fn since_sent(&self) -> Option<Duration> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).map(|at| at.elapsed())
    }
}
