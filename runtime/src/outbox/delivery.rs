//! Delivering one reply: trying until Telegram has taken it, or has said that it never will.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tokio::sync::Semaphore;
use tracing::{debug, error, info, warn};

use super::pauses::Pauses;
use crate::backoff::Backoff;
use crate::error::Chain;
use crate::stop::Stop;
use crate::store::QueuedReply;
use crate::telegram::{Api, ApiError};

/// Delivers replies.
pub(super) struct Delivery {
    pub(super) api: Api,
    pub(super) pauses: Pauses,
    /// How many replies may be on the wire at once.
    pub(super) wire: Semaphore,
    pub(super) stop: Stop,
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivered {
    /// It was sent, or never will be; it can be forgotten.
    Done,
    /// The bot stops; it stays in the store for the next start.
    Postponed,
}

/// What to do after a call that was not taken.
enum Verdict {
    /// Telegram has it.
    Taken,
    /// It will never be taken, as it is.
    Final,
    /// The chat has a new id.
    Moved(i64),
    /// Telegram wants to be asked later.
    Pause(Duration),
    /// Something passing is in the way.
    Retry,
    /// The server does not know the call, or not the token.
    Unknown,
}

impl Delivery {
    /// Tries until Telegram has taken the reply or said that it never will, or the bot stops.
    pub(super) async fn deliver(&self, mut reply: QueuedReply) -> Delivered {
        let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        let mut has_moved = false;
        loop {
            if self.stop.or_begun(self.turn(reply.lane)).await.is_none()
                && self.pauses.until(reply.lane).is_some()
            {
                return Delivered::Postponed;
            }
            let Some(result) = self.stop.or_ended(self.call(&reply)).await else {
                return Delivered::Postponed;
            };
            let Err(error) = result else {
                self.pauses.served();
                return Delivered::Done;
            };
            let Some(verdict) = self.stop.or_ended(self.judge(&error)).await else {
                return Delivered::Postponed;
            };
            match verdict {
                Verdict::Taken => return Delivered::Done,
                // A message of the old group has another id in the new one, or none.
                Verdict::Moved(new) if !has_moved && !names_message(&reply.payload) => {
                    info!(from = reply.lane, to = new, "the group became a supergroup; its reply follows");
                    reply.payload = readdressed(&reply.payload, new);
                    has_moved = true;
                }
                Verdict::Final | Verdict::Moved(_) | Verdict::Unknown => {
                    error!(chat = reply.lane, method = reply.method, error = %Chain(&error), "a reply can't be delivered");
                    return Delivered::Done;
                }
                Verdict::Pause(delay) => {
                    warn!(chat = reply.lane, ?delay, "sending too fast; waiting as told");
                    self.pauses.pause(reply.lane, delay);
                }
                Verdict::Retry => {
                    let delay = trouble.next_delay();
                    warn!(chat = reply.lane, error = %Chain(&error), retry_in = ?delay, "a reply is not delivered yet");
                    if self.stop.or_begun(tokio::time::sleep(delay)).await.is_none() {
                        return Delivered::Postponed;
                    }
                }
            }
        }
    }

    async fn call(&self, reply: &QueuedReply) -> Result<(), ApiError> {
        let _permit = self.wire.acquire().await;
        self.api.call(&reply.method, reply.payload.clone(), Duration::ZERO).await.map(drop)
    }

    /// What to do after that error. Where the token may be the trouble, the reply must not be given up: `getMe` tells.
    async fn judge(&self, error: &ApiError) -> Verdict {
        match verdict(error) {
            Verdict::Final if is_nothing_to_do(error) => {
                debug!(error = %Chain(error), "there was nothing to do");
                Verdict::Taken
            }
            Verdict::Unknown => match self.api.call("getMe", "{}".to_owned(), Duration::ZERO).await {
                Ok(_) => Verdict::Final,
                Err(_) => Verdict::Retry,
            },
            verdict => verdict,
        }
    }

    /// Waits until the lane may send.
    async fn turn(&self, lane: i64) {
        while let Some(until) = self.pauses.until(lane) {
            tokio::time::sleep_until(until).await;
        }
    }
}

fn verdict(error: &ApiError) -> Verdict {
    match error {
        // Sending again what the server has taken would send it twice.
        ApiError::Garbled { status } if status.is_success() => Verdict::Taken,
        ApiError::Garbled { status } if status.is_client_error() && !is_passing(*status) => Verdict::Final,
        ApiError::Refused { retry_after: Some(delay), .. } => Verdict::Pause(*delay),
        ApiError::Refused { migrate_to: Some(new), .. } => Verdict::Moved(*new),
        ApiError::Network(_) | ApiError::Garbled { .. } | ApiError::Refused { code: 429 | 500.., .. } => {
            Verdict::Retry
        }
        error if error.is_about_token() => Verdict::Unknown,
        ApiError::Refused { .. } => Verdict::Final,
    }
}

/// Whether Telegram refuses a call that has become needless: a press that nobody waits for any more, or an edit that
/// changes nothing.
fn is_nothing_to_do(error: &ApiError) -> bool {
    let ApiError::Refused { code: 400, description, .. } = error else { return false };
    let needless = ["query is too old", "query ID is invalid", "message is not modified"];
    needless.iter().any(|words| description.contains(words))
}

/// Whether an error that is not in the Bot API's words may pass, though it blames the client.
fn is_passing(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::UNAUTHORIZED
            | StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_EARLY
            | StatusCode::TOO_MANY_REQUESTS
    )
}

/// Whether the parameters name a message of the chat.
fn names_message(payload: &str) -> bool {
    serde_json::from_str::<Value>(payload).is_ok_and(|parameters| parameters.get("message_id").is_some())
}

/// The parameters with another chat id.
fn readdressed(payload: &str, chat: i64) -> String {
    match serde_json::from_str(payload) {
        Ok(Value::Object(mut parameters)) => {
            parameters.insert("chat_id".to_owned(), chat.into());
            Value::Object(parameters).to_string()
        }
        _ => payload.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_reply_keeps_everything_but_its_chat() {
        let moved = readdressed(r#"{"chat_id":-5,"text":"\"a\"\n<b>"}"#, -1_005);
        assert_eq!(moved, r#"{"chat_id":-1005,"text":"\"a\"\n<b>"}"#);
    }
}
