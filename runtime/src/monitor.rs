//! Whether the bot is well, and what it does, for those who watch over it from outside.

#[cfg(feature = "prometheus")]
pub(crate) mod prometheus;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::{Value, json};

use crate::dispatch::Dispatcher;
use crate::error::{Error, Result};
use crate::health::Health;
use crate::outbox::Outbox;
use crate::serve::Server;

/// How long the server may be unheard of. A long poll takes a third of that, and a webhook is looked after once a minute.
const SILENCE: Duration = Duration::from_secs(90);

/// How long replies may wait while none is sent.
const STANDSTILL: Duration = Duration::from_mins(1);

/// Answers over HTTP how the bot is; for [`App::observe`](crate::App::observe).
///
/// `/health` answers 200 if the bot is well, and 503 if it can't hear, write or speak: if the last fetch that succeeded
/// (or, with a webhook, the last delivery or word of Telegram about it) is too long ago, if the store does not take what it
/// is given, or if replies wait and none gets out. The body, JSON, says which. With the feature `prometheus`,
/// `/metrics` has the metrics.
///
/// Neither tells secrets or what people say, but who reaches the address learns how busy the bot is: keep it on
/// loopback, or where only your monitoring reaches it.
#[derive(Clone, Debug)]
#[must_use = "a monitor does nothing until it is given to `App::observe`"]
pub struct Monitor {
    /// `None` if the program serves the routes itself.
    listen: Option<String>,
    board: Arc<Board>,
}

/// What is asked.
struct Board {
    silence: Duration,
    standstill: Duration,
    bot: RwLock<Option<Watched>>,
}

/// A bot that runs. It never keeps the bot, or its store, from ending.
#[derive(Clone)]
struct Watched {
    dispatcher: Weak<Dispatcher>,
    outbox: Weak<Outbox>,
    health: Arc<Health>,
}

impl Monitor {
    /// A monitor that listens on that address, such as `127.0.0.1:9090`.
    pub fn at(address: impl Into<String>) -> Self {
        let board = Board { silence: SILENCE, standstill: STANDSTILL, bot: RwLock::default() };
        Monitor { listen: Some(address.into()), board: Arc::new(board) }
    }

    /// How long the server may be unheard of until the bot counts as deaf; 90 seconds unless it is said. A fetch without
    /// updates takes 30 seconds.
    pub fn silence(self, limit: Duration) -> Self {
        self.with(|board| board.silence = limit)
    }

    /// How long replies may wait, while none is sent, until the bot counts as mute; a minute unless it is said.
    pub fn standstill(self, limit: Duration) -> Self {
        self.with(|board| board.standstill = limit)
    }

    fn with(self, change: impl FnOnce(&mut Board)) -> Self {
        let Board { silence, standstill, .. } = *self.board;
        let mut board = Board { silence, standstill, bot: RwLock::default() };
        change(&mut board);
        Monitor { board: Arc::new(board), ..self }
    }

    /// The same as routes for a program that serves others already; nothing listens then on an address of the bot's own.
    pub fn routes(&mut self) -> Router {
        self.listen = None;
        self.router()
    }

    fn router(&self) -> Router {
        let routes = Router::new().route("/health", get(health));
        #[cfg(feature = "prometheus")]
        let routes = routes.route("/metrics", get(prometheus::metrics));
        routes.with_state(Arc::clone(&self.board))
    }

    /// Begins to listen, unless the program does.
    pub(crate) async fn open(&self) -> Result<Option<Server>> {
        #[cfg(feature = "prometheus")]
        prometheus::install();
        let Some(address) = &self.listen else { return Ok(None) };
        let bound = Server::bind(address, self.router()).await;
        bound.map(Some).map_err(|source| Error::Listen { address: address.clone(), source })
    }

    /// Says that this bot runs.
    pub(crate) fn connect(&self, dispatcher: &Arc<Dispatcher>, outbox: &Arc<Outbox>, health: Arc<Health>) {
        let (dispatcher, outbox) = (Arc::downgrade(dispatcher), Arc::downgrade(outbox));
        let watched = Watched { dispatcher, outbox, health };
        *self.board.bot.write().unwrap_or_else(PoisonError::into_inner) = Some(watched);
    }
}

/// A monitor that listens on that address.
impl From<&str> for Monitor {
    fn from(address: &str) -> Self {
        Monitor::at(address)
    }
}

/// A monitor that listens on that address.
impl From<String> for Monitor {
    fn from(address: String) -> Self {
        Monitor::at(address)
    }
}

impl fmt::Debug for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Board(..)")
    }
}

impl Board {
    fn watched(&self) -> Option<Watched> {
        self.bot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn health(State(board): State<Arc<Board>>) -> impl IntoResponse {
    let (is_well, told) = board.examine();
    let status = if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (
        status,
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")],
        told.to_string(),
    )
}

impl Board {
    /// Whether the bot is well, and what is to be told of it.
    fn examine(&self) -> (bool, Value) {
        let bot = self
            .watched()
            .and_then(|bot| Some((bot.dispatcher.upgrade()?, bot.outbox.upgrade()?, bot.health)));
        let Some((dispatcher, outbox, health)) = bot else {
            return (false, json!({ "status": "not running" }));
        };
        if dispatcher.stop.has_begun() {
            return (false, json!({ "status": "stopping" }));
        }
        let hearing = health.hearing();
        let silence = hearing.last.map(|last| last.elapsed());
        let hears = silence.is_some_and(|silence| silence <= self.silence);
        let load = outbox.load();
        let since_sent = health.since_sent().unwrap_or(Duration::MAX);
        let speaks = load.oldest.min(since_sent) <= self.standstill;
        let writes = health.store_is_writable();
        let is_well = hears && writes && speaks;
        let told = json!({
            "status": if is_well { "ok" } else { "trouble" },
            "updates": {
                "ok": hears,
                "last_heard_seconds": silence.map(|silence| silence.as_secs()),
                "trouble": hearing.trouble,
                "pending": dispatcher.window.pending(),
            },
            "store": { "ok": writes },
            "outbox": { "ok": speaks, "replies": load.replies, "oldest_seconds": load.oldest.as_secs() },
        });
        (is_well, told)
    }
}
