//! Where requests come in: who is let in, and what is answered when.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use tracing::{debug, warn};

use super::arrivals::Arrivals;
use crate::dispatch::Dispatcher;
use crate::health::Health;
use crate::outbox::Outbox;
use crate::stop::Stop;

/// The header with the secret.
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// The largest update that is read, in bytes; the largest of Telegram have some ten thousand.
const LARGEST_UPDATE: usize = 1 << 20;

/// How long an update's bytes may take to arrive.
const BODY_LIMIT: Duration = Duration::from_secs(20);

/// How long an update may take until all that came of it is durable. Telegram waits for a minute, and then brings it
/// again.
const PATIENCE: Duration = Duration::from_secs(55);

/// What is answered: a status, and a word for who tries it by hand.
type Answer = (StatusCode, &'static str);

const TAKEN: Answer = (StatusCode::OK, "");
const NOT_RUNNING: Answer = (StatusCode::SERVICE_UNAVAILABLE, "the bot does not run; try again later");
const NOT_WRITABLE: Answer = (StatusCode::SERVICE_UNAVAILABLE, "the store can't be written; try again later");
const FULL: Answer = (StatusCode::SERVICE_UNAVAILABLE, "too many replies wait to be sent; try again later");
const TOO_SLOW: Answer = (StatusCode::SERVICE_UNAVAILABLE, "it is not done yet; try again later");

/// The way in, which exists before the bot runs and after it.
#[derive(Default)]
pub(crate) struct Door(RwLock<Option<Arc<Desk>>>);

/// Where the running bot takes updates.
pub(crate) struct Desk {
    secret: String,
    /// It never keeps the bot, or its store, from ending.
    dispatcher: Weak<Dispatcher>,
    outbox: Weak<Outbox>,
    arrivals: Arc<Arrivals>,
    stop: Stop,
    health: Arc<Health>,
    /// Somebody came without the secret, and that was reported.
    has_warned: AtomicBool,
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

impl Door {
    /// Lets updates in, from now on.
    pub(crate) fn open(&self, desk: Arc<Desk>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(desk);
    }

    /// Lets no more in.
    pub(crate) fn close(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn desk(&self) -> Option<Arc<Desk>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Door(..)")
    }
}

/// Takes one request.
pub(super) async fn receive(State(door): State<Arc<Door>>, request: Request) -> Answer {
    let Some(desk) = door.desk() else { return NOT_RUNNING };
    let (head, body) = request.into_parts();
    // Nothing of a request is read, and nothing said, before that.
    if !desk.trusts(&head.headers) {
        desk.warn_once();
        return (StatusCode::UNAUTHORIZED, "the secret is missing or wrong");
    }
    if !is_json(&head.headers) {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected `Content-Type: application/json`");
    }
    match tokio::time::timeout(BODY_LIMIT, to_bytes(body, LARGEST_UPDATE)).await {
        Ok(Ok(body)) => desk.take(&body).await,
        Ok(Err(_)) => (StatusCode::PAYLOAD_TOO_LARGE, "expected an update of at most 1 MiB"),
        Err(_) => (StatusCode::REQUEST_TIMEOUT, "the update took too long to arrive"),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

impl Desk {
    /// Where the bot takes updates of who knows the secret.
    pub(crate) fn new(
        secret: String,
        dispatcher: &Arc<Dispatcher>,
        outbox: &Arc<Outbox>,
        last: Option<i64>,
        gap_patience: Duration,
        health: Arc<Health>,
    ) -> Self {
        let bot = Arc::downgrade(dispatcher);
        let take_in = move |updates: Vec<Box<RawValue>>| {
            if let Some(bot) = bot.upgrade() {
                bot.take_in(updates.iter().map(|raw| &**raw));
            }
        };
        Desk {
            secret,
            dispatcher: Arc::downgrade(dispatcher),
            outbox: Arc::downgrade(outbox),
            arrivals: Arc::new(Arrivals::new(last, gap_patience, take_in)),
            stop: dispatcher.stop.clone(),
            health,
            has_warned: AtomicBool::new(false),
        }
    }

    /// Whether the request has the secret. How long the comparison takes tells nothing of it.
    fn trusts(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(SECRET).map_or(&[][..], |secret| secret.as_bytes());
        given.ct_eq(self.secret.as_bytes()).into()
    }

    fn warn_once(&self) {
        if self.has_warned.swap(true, Ordering::Relaxed) {
            return debug!("a request to the webhook without the secret");
        }
        warn!(
            "somebody who does not know the secret asks at the webhook; such requests are refused, this is said once"
        );
    }

    /// Takes an update, and answers when it is known what became of it.
    async fn take(&self, body: &Bytes) -> Answer {
        // Telegram writes JSON; a text that is no UTF-8 within it is mended, as in what is fetched.
        let text = String::from_utf8_lossy(body);
        let Ok(Numbered { update_id }) = serde_json::from_str(&text) else {
            warn!("what came to the webhook is no update");
            return (StatusCode::BAD_REQUEST, "expected an update: a JSON object with `update_id`");
        };
        let Ok(raw) = RawValue::from_string(text.trim().to_owned()) else {
            return (StatusCode::BAD_REQUEST, "expected JSON");
        };
        let is_done = {
            let (Some(bot), Some(outbox)) = (self.dispatcher.upgrade(), self.outbox.upgrade()) else {
                return NOT_RUNNING;
            };
            let Err(is_done) = bot.window.finished(update_id) else { return TAKEN };
            if self.stop.has_begun() {
                return NOT_RUNNING;
            }
            if !self.health.store_is_writable() {
                return NOT_WRITABLE;
            }
            if !outbox.has_space() {
                return FULL;
            }
            is_done
        };
        self.arrivals.enter(update_id, raw);
        tokio::select! {
            biased;
            Ok(()) = is_done => {
                self.health.note_heard();
                TAKEN
            }
            () = self.stop.ended() => NOT_RUNNING,
            () = self.health.store_fails() => NOT_WRITABLE,
            () = tokio::time::sleep(PATIENCE) => TOO_SLOW,
        }
    }
}
