//! Handlers that wait for the test.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::PATIENCE;

/// Holds handlers up until the test lets them go on; given to `App::state`.
#[derive(Clone)]
pub(crate) struct Gate {
    arrived: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn closed() -> Self {
        Gate { arrived: Arc::new(Semaphore::new(0)), open: Arc::new(Semaphore::new(0)) }
    }

    /// A handler's side: waits until it is let through.
    pub(crate) async fn pass(&self) {
        self.arrived.add_permits(1);
        self.open.acquire().await.unwrap().forget();
    }

    /// Waits until one more handler has come.
    pub(crate) async fn arrival(&self) {
        let arrived = timeout(PATIENCE, self.arrived.acquire()).await;
        arrived.expect("no handler came to the gate").unwrap().forget();
    }

    /// Lets one handler through.
    pub(crate) fn open(&self) {
        self.open.add_permits(1);
    }
}
