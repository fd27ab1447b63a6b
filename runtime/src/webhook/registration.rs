//! Telling Telegram where to bring updates, and noticing when it can't.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tracing::{error, info, warn};

use crate::backoff::Backoff;
use crate::error::{Chain, Error};
use crate::health::Health;
use crate::stop::Stop;
use crate::telegram::{Api, ApiError, result_in};

/// What Telegram is told.
pub(crate) struct Registration {
    pub(crate) api: Api,
    pub(crate) url: String,
    pub(crate) secret: String,
    pub(crate) max_connections: u8,
    pub(crate) allowed_updates: Vec<&'static str>,
    pub(crate) check_every: Duration,
    #[cfg(feature = "webhook-tls")]
    pub(crate) certificate: Option<super::certificate::Upload>,
    pub(crate) stop: Stop,
    pub(crate) health: Arc<Health>,
}

#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    max_connections: u8,
    allowed_updates: &'a [&'static str],
}

/// A `WebhookInfo`, as far as it tells of trouble.
#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    url: String,
    #[serde(default)]
    pending_update_count: i64,
    #[serde(default)]
    last_error_date: u64,
    #[serde(default)]
    last_error_message: String,
}

impl Registration {
    /// Sets the webhook, and looks after it until the stop begins.
    ///
    /// # Errors
    /// If Telegram refuses the token or the address.
    pub(crate) async fn run(&self) -> Result<(), Error> {
        self.set().await?;
        let mut since = now();
        while self.stop.or_begun(tokio::time::sleep(self.check_every)).await.is_some() {
            match self.stop.or_begun(self.ask()).await {
                Some(Ok(info)) if info.url.is_empty() => {
                    warn!("somebody has deleted the webhook; setting it again");
                    self.set().await?;
                }
                Some(Ok(info)) => since = self.look_at(&info, since),
                Some(Err(error)) if error.is_about_token() => {
                    return Err(Error::RefusedToken { reason: error.to_string() });
                }
                Some(Err(error)) => {
                    warn!(error = %Chain(&error), "Telegram can't be asked about the webhook");
                }
                None => break,
            }
        }
        Ok(())
    }

    /// Reports what is wrong, each failure once; gives the time of the last one that was.
    fn look_at(&self, info: &Info, since: u64) -> u64 {
        if info.url != self.url {
            self.health.note_deaf("another program has set the webhook to an address of its own");
            error!(
                host = host(&info.url),
                "another program has set the bot's webhook to an address of its own, which gets the updates now: stop it, \
                 and start this one again"
            );
        } else if info.pending_update_count > 0 && info.last_error_date > since {
            warn!(
                reason = info.last_error_message,
                waiting = info.pending_update_count,
                "Telegram has trouble bringing updates; it goes on trying"
            );
            self.health.note_deaf("Telegram has trouble bringing updates");
            return info.last_error_date;
        } else {
            self.health.note_heard();
        }
        since
    }

    /// Sets the webhook, as soon as Telegram can be reached. What waits there is kept, and brought.
    async fn set(&self) -> Result<(), Error> {
        let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
        while let Some(tried) = self.stop.or_begun(self.try_to_set()).await {
            let Err(error) = tried else {
                self.health.note_heard();
                info!(host = host(&self.url), "updates are brought to the webhook");
                return Ok(());
            };
            if error.is_about_token() {
                return Err(Error::RefusedToken { reason: error.to_string() });
            }
            if !error.may_pass() {
                return Err(Error::Webhook { reason: error.to_string() });
            }
            let delay = error.retry_after().unwrap_or_else(|| trouble.next_delay());
            warn!(error = %Chain(&error), retry_in = ?delay, "the webhook is not set yet");
            self.stop.or_begun(tokio::time::sleep(delay)).await;
        }
        Ok(())
    }

    async fn try_to_set(&self) -> Result<(), ApiError> {
        #[cfg(feature = "webhook-tls")]
        if let Some(certificate) = &self.certificate {
            return certificate.set(self).await;
        }
        let request = SetWebhook {
            url: &self.url,
            secret_token: &self.secret,
            max_connections: self.max_connections,
            allowed_updates: &self.allowed_updates,
        };
        let parameters = serde_json::to_string(&request).unwrap_or_default();
        self.api.call("setWebhook", parameters, Duration::ZERO).await.map(drop)
    }

    async fn ask(&self) -> Result<Info, ApiError> {
        let answer = self.api.call("getWebhookInfo", "{}", Duration::ZERO).await?;
        result_in(&answer.text()).map_err(|_| ApiError::Garbled { status: reqwest::StatusCode::OK })
    }
}

/// The host of an address, whose path may be a secret.
fn host(url: &str) -> String {
    let url = reqwest::Url::parse(url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "?".to_owned())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
