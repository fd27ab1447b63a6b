//! Delivering one reply: trying until Telegram has taken it, or has said that it never will.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use reqwest::StatusCode;
use serde_json::Value;
use teloxide_core::types::ChatId;
use tokio::sync::Semaphore;
use tracing::{debug, info, warn};

use super::limits::Limits;
use super::pauses::Pauses;
use crate::backoff::Backoff;
use crate::error::Chain;
use crate::health::Health;
use crate::metrics::{self, Since};
use crate::migrations::Migrations;
use crate::stop::Stop;
use crate::store::QueuedReply;
use crate::telegram::{Answer, Api, ApiError};

/// How many new ids of its chat one reply follows: more than any group ever gets.
const MOST_MOVES: usize = 4;

/// Delivers replies.
pub(super) struct Delivery {
    pub(super) api: Api,
    pub(super) pauses: Pauses,
    /// What is kept in advance, if anything is.
    pub(super) limits: Option<Arc<Limits>>,
    /// How many replies may be on the wire at once.
    pub(super) wire: Semaphore,
    pub(super) stop: Stop,
    pub(super) migrations: Migrations,
    pub(super) health: Arc<Health>,
}

/// What became of a reply.
#[derive(Debug)]
pub(super) enum Delivered {
    /// It was sent, and this is what Telegram answered, if that can be told.
    Done(Option<Answer>),
    /// It never will be sent, for that reason.
    Refused(String),
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
    pub(super) async fn deliver(&self, reply: &QueuedReply) -> Delivered {
        let QueuedReply { lane, method, payload, .. } = reply;
        let (lane, payload) = (*lane, Bytes::copy_from_slice(payload.as_bytes()));
        let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(30));
        let is_answer = self.limits.as_ref().is_some_and(|limits| limits.take(reply.id));
        let (mut moves, begun) = (0, Since::now());
        let mut chat = lane;
        loop {
            chat = self.migrations.current(ChatId(chat)).0;
            if self.stop.or_begun(self.turn(chat)).await.is_none() && self.pauses.until(chat).is_some() {
                return Delivered::Postponed;
            }
            if let Some(limits) = &self.limits
                && self.stop.or_ended(limits.turn(chat, reply, is_answer)).await.is_none()
            {
                return Delivered::Postponed;
            }
            let Some(result) = self.stop.or_ended(self.call(method, &payload, chat != lane, chat)).await
            else {
                return Delivered::Postponed;
            };
            let error = match result {
                Ok(sent) => {
                    self.pauses.served();
                    self.health.note_sent();
                    metrics::note_reply("sent", begun);
                    return Delivered::Done(Some(sent));
                }
                Err(error) => error,
            };
            let Some(verdict) = self.stop.or_ended(self.judge(&error)).await else {
                return Delivered::Postponed;
            };
            match verdict {
                Verdict::Taken => {
                    self.health.note_sent();
                    metrics::note_reply("sent", begun);
                    return Delivered::Done(None);
                }
                Verdict::Moved(new) if new != chat && moves < MOST_MOVES => {
                    info!(from = chat, to = new, "the group became a supergroup; its reply follows");
                    // Nothing but this reply may ever tell of the move, so it must not be forgotten before.
                    let is_committed = self.migrations.report(chat, new);
                    if !matches!(self.stop.or_ended(is_committed).await, Some(Ok(()))) {
                        return Delivered::Postponed;
                    }
                    chat = new;
                    moves += 1;
                }
                Verdict::Final | Verdict::Moved(_) | Verdict::Unknown => {
                    self.health.note_sent();
                    metrics::note_reply("refused", begun);
                    return Delivered::Refused(Chain(&error).to_string());
                }
                Verdict::Pause(delay) => {
                    warn!(chat, ?delay, "sending too fast; waiting as told");
                    metrics::note_retry("retry_after");
                    self.pauses.pause(chat, delay);
                }
                Verdict::Retry => {
                    metrics::note_retry("trouble");
                    let delay = trouble.next_delay();
                    warn!(chat, error = %Chain(&error), retry_in = ?delay, "a reply is not delivered yet");
                    if self.stop.or_begun(tokio::time::sleep(delay)).await.is_none() {
                        return Delivered::Postponed;
                    }
                }
            }
        }
    }

    /// Makes the call, to the chat's new id if it has one.
    async fn call(
        &self,
        method: &str,
        payload: &Bytes,
        has_moved: bool,
        chat: i64,
    ) -> Result<Answer, ApiError> {
        let _permit = self.wire.acquire().await;
        let payload = if has_moved { readdressed(payload, chat) } else { payload.clone() };
        self.api.call(method, payload, Duration::ZERO).await
    }

    /// What to do after that error. Where the token may be the trouble, the reply must not be given up: `getMe` tells.
    async fn judge(&self, error: &ApiError) -> Verdict {
        match verdict(error) {
            Verdict::Final if is_nothing_to_do(error) => {
                debug!(error = %Chain(error), "there was nothing to do");
                Verdict::Taken
            }
            // Rare: it must not make the future of every reply larger.
            Verdict::Unknown => match Box::pin(self.api.call("getMe", "{}", Duration::ZERO)).await {
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

/// Whether Telegram refuses a call that has become needless: a press that nobody waits for any more, an edit that changes
/// nothing, or a message to delete that is gone.
fn is_nothing_to_do(error: &ApiError) -> bool {
    let ApiError::Refused { code: 400, description, .. } = error else { return false };
    let needless =
        ["query is too old", "query ID is invalid", "message is not modified", "message to delete not found"];
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

/// The parameters with another chat id. What they quote stayed in the old group, and a message that they name, too: its
/// number means another one in the new chat, or none.
fn readdressed(payload: &Bytes, chat: i64) -> Bytes {
    match serde_json::from_slice(payload) {
        Ok(Value::Object(mut parameters))
            if parameters.contains_key("chat_id") && !parameters.contains_key("message_id") =>
        {
            parameters.insert("chat_id".to_owned(), chat.into());
            parameters.remove("reply_parameters");
            Value::Object(parameters).to_string().into()
        }
        _ => payload.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_reply_keeps_everything_but_its_chat() {
        let moved = |payload: &'static str| readdressed(&payload.into(), -1_005);
        let quoting = r#"{"chat_id":-5,"text":"\"a\"\n<b>","reply_parameters":{"message_id":7}}"#;
        assert_eq!(moved(quoting), r#"{"chat_id":-1005,"text":"\"a\"\n<b>"}"#);
        let editing = r#"{"chat_id":-5,"message_id":7}"#;
        assert_eq!(moved(editing), editing);
        let without_chat = r#"{"callback_query_id":"7"}"#;
        assert_eq!(moved(without_chat), without_chat);
    }

    #[test]
    fn a_late_answer_and_an_unchanged_edit_are_nothing_to_report() {
        let refused = |code, description: &str| ApiError::Refused {
            code,
            description: description.to_owned(),
            retry_after: None,
            migrate_to: None,
        };
        let late = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        let unchanged = "Bad Request: message is not modified: specified new message content and reply markup are \
                         exactly the same as a current content and reply markup of the message";
        assert!(is_nothing_to_do(&refused(400, late)) && is_nothing_to_do(&refused(400, unchanged)));
        assert!(!is_nothing_to_do(&refused(400, "Bad Request: chat not found")));
        assert!(!is_nothing_to_do(&refused(403, late)));
    }
}
