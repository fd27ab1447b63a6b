//! The poller: fetches updates as raw JSON, and confirms what is durable.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;
use tokio::time::Instant;
use tracing::{error, info, warn};

use crate::backoff::Backoff;
use crate::dispatch::{Dispatcher, Window};
use crate::error::{Chain, Error};
use crate::outbox::Outbox;
use crate::stop::Stop;
use crate::telegram::{Api, ApiError};

/// How long the server is asked to wait for updates.
const LONG_POLL: Duration = Duration::from_secs(30);

/// How long a batch may take before the next one is fetched beside it.
const PATIENCE: Duration = Duration::from_millis(20);

/// The longest pause while slow handlers keep the offset back and nothing new comes.
const LONGEST_PAUSE: Duration = Duration::from_millis(160);

/// The least time between two fetches that bring nothing, whatever the server thinks of long polling.
const EMPTY_FETCH: Duration = Duration::from_millis(100);

/// Fetches updates and gives them to the dispatcher.
pub(crate) struct Poller {
    pub(crate) api: Api,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) window: Arc<Window>,
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) allowed_updates: &'static [&'static str],
    pub(crate) stop: Stop,
}

#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: &'static [&'static str],
}

impl Poller {
    /// Fetches until the stop begins.
    ///
    /// # Errors
    /// If the server does not know the token (any more).
    pub(crate) async fn run(&self) -> Result<(), Error> {
        let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
        let mut pause = PATIENCE;
        while !self.stop.has_begun() {
            let begun = Instant::now();
            let Some(fetched) = self.stop.or_begun(self.fetch()).await else { break };
            match fetched {
                Ok(new) => {
                    if trouble.succeed() {
                        info!("updates arrive again");
                    }
                    pause = if new > 0 { PATIENCE } else { LONGEST_PAUSE.min(pause * 2) };
                    self.stop.or_begun(self.window.idle_within(pause)).await;
                    if new == 0 {
                        self.stop.or_begun(tokio::time::sleep_until(begun + EMPTY_FETCH)).await;
                    }
                }
                Err(error) if error.is_about_token() => {
                    return Err(Error::RefusedToken { reason: error.to_string() });
                }
                Err(error) => {
                    let delay = report(&error, trouble.next_delay());
                    self.stop.or_begun(tokio::time::sleep(delay)).await;
                }
            }
        }
        Ok(())
    }

    /// Fetches one batch and takes it in; returns how many updates were new. With nothing pending, the offset confirms all that came before.
    async fn fetch(&self) -> Result<usize, ApiError> {
        self.outbox.has_room().await;
        let wait = if self.window.is_idle() { LONG_POLL } else { Duration::ZERO };
        let request = GetUpdates {
            offset: self.window.offset(),
            limit: 100,
            timeout: wait.as_secs(),
            allowed_updates: self.allowed_updates,
        };
        let parameters = serde_json::to_string(&request).unwrap_or_default();
        let result = self.api.call("getUpdates", parameters, wait).await?;
        // One bad update must not spoil the batch, so each stays raw JSON here.
        let batch: Vec<Box<RawValue>> = serde_json::from_str(result.get())
            .map_err(|_| ApiError::Garbled { status: reqwest::StatusCode::OK })?;
        Ok(self.dispatcher.take_in(batch))
    }
}

/// Says what keeps updates from arriving, and how long to wait before the next try.
fn report(error: &ApiError, delay: Duration) -> Duration {
    match error {
        ApiError::Refused { code: 409, description, .. } => {
            error!(
                retry_in = ?delay,
                "another program fetches this bot's updates, or a webhook is set for it ({description}): \
                 stop the other one, or delete the webhook; this one goes on when it can"
            );
            delay
        }
        ApiError::Refused { retry_after: Some(asked), .. } => {
            warn!(retry_in = ?asked, "fetching updates too fast");
            *asked
        }
        error => {
            warn!(error = %Chain(error), retry_in = ?delay, "no updates arrive; trying again");
            delay
        }
    }
}
