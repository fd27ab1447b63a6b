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
use crate::health::Health;
use crate::metrics;
use crate::outbox::Outbox;
use crate::stop::Stop;
use crate::telegram::{Api, ApiError, result_in};

/// How long the server is asked to wait for updates.
const LONG_POLL: Duration = Duration::from_secs(30);

/// How many updates one fetch brings at most: more than that, Telegram does not give.
const MOST_UPDATES: u8 = 100;

/// How many updates make it worth the store's while to have the offset pass a slow one among them.
const MANY_UPDATES: usize = 32;

/// How long a batch may take before the next one is fetched beside it.
const PATIENCE: Duration = Duration::from_millis(20);

/// The pause after a fetch that brought nothing new, at first.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// That pause at its longest, where the same comes again and again.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// That pause at its longest while a slow handler keeps the offset back: something new may come beside it.
const LONGEST_PAUSE_BESIDE: Duration = Duration::from_millis(50);

/// Fetches updates and gives them to the dispatcher.
pub(crate) struct Poller {
    pub(crate) api: Api,
    pub(crate) dispatcher: Arc<Dispatcher>,
    pub(crate) window: Arc<Window>,
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) allowed_updates: Vec<&'static str>,
    pub(crate) stop: Stop,
    pub(crate) health: Arc<Health>,
}

#[derive(Serialize)]
struct GetUpdates<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: &'a [&'static str],
}

/// What one fetch brought.
struct Fetched {
    /// How many updates there were.
    all: usize,
    /// How many of them were not known before.
    new: usize,
    /// How many others were at work then.
    before: usize,
    /// Whether the next fetch confirms anything that this one did not.
    is_progress: bool,
}

impl Poller {
    /// Fetches until the stop begins.
    ///
    /// # Errors
    /// If the server does not know the token (any more).
    pub(crate) async fn run(&self) -> Result<(), Error> {
        let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
        let mut idle = Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE);
        // A webhook that is set later is not one left behind, but somebody else's.
        let mut may_delete = true;
        while !self.stop.has_begun() {
            let begun = Instant::now();
            let Some(fetched) = self.stop.or_begun(self.fetch()).await else { break };
            match fetched {
                Ok(fetched) => {
                    may_delete = false;
                    self.health.note_heard();
                    if trouble.succeed() {
                        info!("updates arrive again");
                    }
                    self.stop.or_begun(self.pause(&fetched, begun, &mut idle)).await;
                }
                Err(error) if error.is_about_token() => {
                    return Err(Error::RefusedToken { reason: error.to_string() });
                }
                Err(error) if is_about_left_webhook(&error) && may_delete => {
                    may_delete = false;
                    self.stop.or_begun(self.delete_webhook()).await;
                }
                Err(error) => {
                    let delay = self.report(&error, trouble.next_delay());
                    self.stop.or_begun(tokio::time::sleep(delay)).await;
                }
            }
        }
        Ok(())
    }

    /// Deletes a webhook that an earlier run has set, since nothing can be fetched while there is one. What waits for it is
    /// fetched then.
    async fn delete_webhook(&self) {
        warn!(
            "a webhook is set for this bot; deleting it, since updates are fetched now; what waits is kept"
        );
        let parameters = r#"{"drop_pending_updates":false}"#.to_owned();
        if let Err(error) = self.api.call("deleteWebhook", parameters, Duration::ZERO).await {
            warn!(error = %Chain(&error), "the webhook can't be deleted");
        }
    }

    /// Lets half of a batch be handled before the next fetch, which confirms that and brings more, while the other half is
    /// still at work; a slow one is fetched beside.
    async fn pause(&self, fetched: &Fetched, begun: Instant, idle: &mut Backoff) {
        if fetched.new > 0 {
            idle.succeed();
            return self.window.at_most_within(fetched.before + fetched.new / 2, PATIENCE).await;
        }
        let delay = idle.next_delay();
        if !self.window.is_idle() {
            return self.window.at_most_within(0, delay.min(LONGEST_PAUSE_BESIDE)).await;
        }
        if fetched.all == 0 {
            // The server has waited in vain, unless it is none that waits.
            idle.succeed();
            return tokio::time::sleep_until(begun + SHORTEST_PAUSE).await;
        }
        if fetched.is_progress {
            // Known updates, which the next fetch confirms.
            idle.succeed();
            return;
        }
        // What can't be confirmed comes again and again.
        tokio::time::sleep(delay).await;
    }

    /// Fetches one batch and takes it in. With nothing pending, the offset confirms all that came before.
    async fn fetch(&self) -> Result<Fetched, ApiError> {
        self.outbox.has_room().await;
        // The first fetch does not wait, so that it is known at once whether the bot hears.
        let may_wait = self.window.is_idle() && self.health.has_heard();
        let wait = if may_wait { LONG_POLL } else { Duration::ZERO };
        let offset = self.window.offset();
        let request = GetUpdates {
            offset,
            limit: MOST_UPDATES,
            timeout: wait.as_secs(),
            allowed_updates: &self.allowed_updates,
        };
        let parameters = serde_json::to_string(&request).unwrap_or_default();
        let answer = self.api.call("getUpdates", parameters, wait).await?;
        // One bad update must not spoil the batch, so each stays raw JSON here.
        let text = answer.text();
        let batch: Vec<&RawValue> =
            result_in(&text).map_err(|_| ApiError::Garbled { status: reqwest::StatusCode::OK })?;
        let (all, before) = (batch.len(), self.window.unconfirmed());
        let new = self.dispatcher.take_in(batch.iter().copied());
        // What a run that was killed had under way comes first.
        self.dispatcher.caution.relax();
        if let Some(age) = parking_age(all, new, self.window.unconfirmed()) {
            self.dispatcher.park(&batch, age);
        }
        Ok(Fetched { all, new, before, is_progress: self.window.offset() != offset })
    }
}

/// After how long those of a fetch that are still at work are kept in the store, so that the offset can pass them; `None`
/// where they are in nobody's way.
fn parking_age(all: usize, new: usize, at_work: usize) -> Option<Duration> {
    let is_full = new == 0 && all >= usize::from(MOST_UPDATES);
    let are_few = at_work * 4 <= all;
    match (is_full, are_few) {
        // A few slow ones, and no room for anybody else.
        (true, true) => Some(Duration::from_millis(20)),
        // A flood that waits for a slow one: nobody else is seen.
        (true, false) => Some(Duration::from_millis(500)),
        // A few slow ones before many others.
        (false, true) if all >= MANY_UPDATES => Some(Duration::from_millis(100)),
        (false, _) => None,
    }
}

/// Whether nothing can be fetched because a webhook is set.
fn is_about_left_webhook(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { code: 409, description, .. } if description.contains("webhook is active"))
}

impl Poller {
    /// Says what keeps updates from arriving, and how long to wait before the next try.
    fn report(&self, error: &ApiError, delay: Duration) -> Duration {
        match error {
            ApiError::Refused { code: 409, description, .. } => {
                error!(
                    retry_in = ?delay,
                    "another program fetches this bot's updates, or a webhook is set for it ({description}): \
                     stop the other one, or delete the webhook; this one goes on when it can"
                );
                self.note("conflict", "another program fetches the updates, or a webhook is set");
                delay
            }
            ApiError::Refused { retry_after: Some(asked), .. } => {
                warn!(retry_in = ?asked, "fetching updates too fast");
                self.note("too_fast", "the server wants to be asked later");
                *asked
            }
            error => {
                warn!(error = %Chain(error), retry_in = ?delay, "no updates arrive; trying again");
                self.note("no_answer", "the server does not answer, or not as it should");
                delay
            }
        }
    }

    fn note(&self, reason: &'static str, trouble: &'static str) {
        metrics::note_fetch_failure(reason);
        self.health.note_trouble(trouble);
    }
}
