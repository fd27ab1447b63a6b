//! How the running bot is: what its parts leave word of, for those who answer for it.

use tokio::sync::watch;

/// How the running bot is.
pub(crate) struct Health {
    /// Whether the store took what it was last given.
    store_is_writable: watch::Sender<bool>,
}

impl Default for Health {
    fn default() -> Self {
        Health { store_is_writable: watch::Sender::new(true) }
    }
}

impl Health {
    /// Notes whether the store can be written.
    pub(crate) fn note_store(&self, is_writable: bool) {
        self.store_is_writable.send_replace(is_writable);
    }

    /// Whether the store took what it was last given.
    #[cfg(feature = "webhook")]
    pub(crate) fn store_is_writable(&self) -> bool {
        *self.store_is_writable.borrow()
    }

    /// Waits until the store can't be written.
    #[cfg(feature = "webhook")]
    pub(crate) async fn store_fails(&self) {
        // It ends with `self` at the earliest.
        let _ = self.store_is_writable.subscribe().wait_for(|is_writable| !is_writable).await;
    }
}
