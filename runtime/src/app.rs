//! The application: what the author says, and the course from start to stop.

mod check;
mod commands;
mod introduction;
#[cfg(feature = "testing")]
mod pulse;
mod routes;
mod run;
mod signals;
#[cfg(test)]
mod simulation;
mod source;
#[cfg(any(feature = "metrics", feature = "observe"))]
mod watching;

use std::any::type_name;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "testing")]
use tokio::sync::watch;
use tracing::Level;

use crate::access::{DataStore, Link};
use crate::clock::Clock;
#[cfg(feature = "webhook")]
use crate::error::Error;
use crate::error::Result;
use crate::handler::Handlers;
#[cfg(feature = "observe")]
use crate::monitor::Monitor;
use crate::outbox::RateLimits;
use crate::params::{Need, State, States};
use crate::settings::{self, Settings, StoreSetting};
#[cfg(feature = "playground")]
use crate::store::Recovered;
use crate::store::Store;
#[cfg(feature = "testing")]
use crate::telegram::Line;
#[cfg(feature = "webhook")]
use crate::telegram::Token;
#[cfg(feature = "webhook")]
use crate::webhook::{Opened, Webhook};
pub use check::StoreCheck;
#[cfg(feature = "testing")]
pub(crate) use pulse::Pulse;
pub use routes::Routes;
pub(crate) use run::Ended;
use signals::Signals;

/// How long a handler may take, unless [`App::deadline`] says otherwise.
const DEADLINE: Duration = Duration::from_mins(1);

/// How many updates are set aside, unless [`App::dead_letters`] says otherwise.
const DEAD_LETTERS: usize = 1_000;

/// How much JSON of records stays in memory, about.
const CACHE_BYTES: usize = 64 << 20;

/// A bot: its handlers, and what they work with.
///
/// What is not set here comes from the environment: the token from `TELOXIDE_TOKEN`, the Bot API's address from
/// `TELOXIDE_API_URL` (default: Telegram's own), the store from `POUCH_STORE` (the path of a file, or `memory`;
/// default: a file named after the program, in the working directory), what is logged from `RUST_LOG`, and a proxy on
/// the way to the Bot API from `TELOXIDE_PROXY`.
///
/// ```no_run
/// use pouch::prelude::*;
///
/// struct Greeting(String);
///
/// /// Be greeted
/// #[command("hello")]
/// fn hello(greeting: &Greeting, user: &User) -> String {
///     format!("{}, {}!", greeting.0, user.first_name)
/// }
///
/// #[tokio::main]
/// async fn main() -> pouch::Result<()> {
///     App::new(handlers![hello]).state(Greeting("Hello".to_owned())).run().await
/// }
/// ```
#[must_use = "an app does nothing until it runs"]
pub struct App {
    handlers: Handlers,
    states: States,
    problems: Vec<String>,
    settings: Settings,
    deadline: Option<Duration>,
    /// How many updates are set aside at most.
    dead_letters: usize,
    limits: Option<RateLimits>,
    link: Arc<Link>,
    clock: Clock,
    #[cfg(feature = "webhook")]
    webhook: Option<Webhook>,
    #[cfg(feature = "observe")]
    monitor: Option<Monitor>,
    /// Who wants to know when the bot has nothing to do; closed when it has ended.
    #[cfg(feature = "testing")]
    pulse: Option<watch::Sender<Option<Pulse>>>,
}

impl App {
    /// A bot with those handlers; see [`handlers!`](crate::handlers).
    pub fn new(handlers: Handlers) -> Self {
        App {
            handlers,
            states: States::default(),
            problems: Vec::new(),
            settings: Settings::default(),
            deadline: Some(DEADLINE),
            dead_letters: DEAD_LETTERS,
            limits: None,
            link: Arc::default(),
            clock: Clock::default(),
            #[cfg(feature = "webhook")]
            webhook: None,
            #[cfg(feature = "observe")]
            monitor: None,
            #[cfg(feature = "testing")]
            pulse: None,
        }
    }

    /// Lends a value to every handler with a `&T` parameter. One value for each type.
    pub fn state<T: State>(mut self, value: T) -> Self {
        if !self.states.insert(value) {
            let name = type_name::<T>();
            self.problems.push(format!(
                "`App::state` was given two values of the type `{name}`; wrap one in a type of its own"
            ));
        }
        self
    }

    /// The bot's token, instead of `TELOXIDE_TOKEN`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// The address of the Bot API, instead of `TELOXIDE_API_URL`.
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.settings.api_url = Some(url.into());
        self
    }

    /// The store's file, or `memory`, instead of `POUCH_STORE`.
    pub fn store_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.store = StoreSetting::Path(path.into());
        self
    }

    /// A store of your own, instead of a file.
    pub fn store(mut self, store: impl Store) -> Self {
        self.settings.store = StoreSetting::Ready(Arc::new(store));
        self
    }

    /// How long a handler may take that has no `deadline = ".."` in its attribute (60 s unless set); `None` for as long as it likes.
    ///
    /// A handler that takes longer is cancelled at its next `.await` and rolled back; `#[on_error]` runs.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// How fast the bot sends, at most; as fast as it can unless this is said.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Has Telegram bring updates to an address, instead of fetching them.
    ///
    /// Without it, `POUCH_WEBHOOK_URL` can name the address, `POUCH_WEBHOOK_LISTEN` where the bot listens, and
    /// `POUCH_WEBHOOK_SECRET` the secret; with none of them, updates are fetched, and a webhook that an earlier run left
    /// behind is deleted. What waits at Telegram is kept either way.
    #[cfg(feature = "webhook")]
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.webhook = Some(webhook);
        self
    }

    /// Tells over HTTP how the bot is: `/health`, and `/metrics` with the feature `prometheus`. Give it an address, such as
    /// `127.0.0.1:9090`, or a [`Monitor`]; without either, `POUCH_OBSERVE` can name the address.
    #[cfg(feature = "observe")]
    pub fn observe(mut self, monitor: impl Into<Monitor>) -> Self {
        self.monitor = Some(monitor.into());
        self
    }

    /// The monitor that the program or the environment wants, if there is any, and begins to listen there.
    #[cfg(feature = "observe")]
    async fn opened_monitor(&self) -> Result<Option<watching::Watching>> {
        let Some(monitor) = self.monitor.clone().or_else(settings::monitor) else { return Ok(None) };
        let server = monitor.open().await?;
        Ok(Some(watching::Watching { monitor, server }))
    }

    /// The webhook that the program or the environment wants, if there is any, and begins to listen there.
    #[cfg(feature = "webhook")]
    async fn opened_webhook(&self, token: &Token) -> Result<Option<Opened>> {
        let Some(webhook) = self.webhook.clone().or_else(settings::webhook) else { return Ok(None) };
        let webhook = settings::with_environment(webhook);
        let problems = webhook.problems(token);
        if !problems.is_empty() {
            return Err(Error::Setup(problems));
        }
        webhook.open(token).await.map(Some)
    }

    /// How many updates are set aside at most (1,000 unless set); the oldest makes room for the next one.
    ///
    /// An update whose handler fails, or that kills the process twice, is set aside as a
    /// [`DeadLetter`](crate::store::DeadLetter): see [`DataStore::dead_letters`]. A letter holds the whole update, so what
    /// a person wrote, and who it was, stays in the store until the letter is dropped. With 0, nothing of an update that
    /// failed is kept.
    pub fn dead_letters(mut self, limit: usize) -> Self {
        self.dead_letters = limit;
        self
    }

    /// The bot's data, for code that is no handler.
    pub fn data_store(&self) -> DataStore {
        DataStore::new(Arc::clone(&self.link))
    }

    /// The table of the handlers, to be printed: when each runs, where it stands, what it reads and writes.
    ///
    /// A program that runs with `POUCH_ROUTES=1` in its environment prints it, and ends.
    ///
    /// ```
    /// use pouch::prelude::*;
    ///
    /// /// Say that the bot is alive
    /// #[command("ping")]
    /// fn ping() -> &'static str {
    ///     "pong"
    /// }
    ///
    /// let table = App::new(handlers![ping]).routes().to_string();
    /// assert!(table.lines().nth(1).unwrap().starts_with("/ping"));
    /// ```
    pub fn routes(&self) -> Routes {
        Routes::of(&self.handlers.entries())
    }

    /// Runs the bot until SIGINT or SIGTERM.
    ///
    /// With neither a token nor an address, and the feature `playground`, it opens a conversation in the
    /// terminal and a page in the browser.
    ///
    /// # Errors
    /// If the bot can't start, if the server refuses the token, or if the store was changed by somebody else.
    pub async fn run(self) -> Result<()> {
        if settings::shows_routes() {
            // Where nobody reads it, there is nothing more to do either.
            let _ = write!(io::stdout(), "{}", self.routes());
            return Ok(());
        }
        #[cfg(feature = "playground")]
        let is_trial = self.settings.name_no_server();
        #[cfg(not(feature = "playground"))]
        let is_trial = false;
        // What goes well would only stand between the lines of a conversation in the terminal.
        crate::log::init(if is_trial { Level::WARN } else { Level::INFO });
        let mut signals = Signals::listen();
        let ended = match is_trial {
            #[cfg(feature = "playground")]
            true => crate::playground::run(self, signals.first()).await?,
            _ => self.course(signals.first()).await,
        };
        if ended.is_clean {
            signals.disarm();
        }
        ended.result
    }

    /// Runs the bot until the future is ready. In contrast to [`run`](App::run) it heeds no signals and prints no logs.
    ///
    /// # Errors
    /// As [`run`](App::run).
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<()> {
        self.course(stop).await.result
    }

    /// From start to stop.
    pub(crate) async fn course(mut self, stop: impl Future<Output = ()>) -> Ended {
        self.problems.extend(self.missing_states());
        self.problems.extend(self.wrong_patterns());
        self.problems.extend(settings::missing_features());
        run::run(self, stop).await
    }

    /// The bot as a test runs it: with a store of the test's, unless the program made one, by that line to the server, if
    /// it is given, with a clock that the test moves, and with somebody who follows it.
    #[cfg(feature = "testing")]
    pub(crate) fn tested(
        mut self,
        store: StoreSetting,
        line: Option<Line>,
        pulse: watch::Sender<Option<Pulse>>,
        clock: Clock,
    ) -> Self {
        self.settings.line = line;
        if !matches!(self.settings.store, StoreSetting::Ready(_)) {
            self.settings.store = store;
        }
        self.pulse = Some(pulse);
        self.following(clock).on_this_machine()
    }

    /// With the clock of an emulator.
    #[cfg(any(feature = "playground", feature = "testing"))]
    pub(crate) fn following(self, clock: Clock) -> Self {
        App { clock, ..self }
    }

    /// Opens the store, and reads what was left to do there.
    #[cfg(feature = "playground")]
    pub(crate) async fn recovered(mut self) -> Result<(Self, Arc<dyn Store>, Recovered)> {
        let store = self.settings.store.or_playground_file().open()?;
        let recovered = store.recover().await?;
        self.settings.store = StoreSetting::Ready(Arc::clone(&store));
        Ok((self, store, recovered))
    }

    /// With its webhook, if it has one, where an emulator brings updates.
    #[cfg(any(feature = "playground", feature = "testing"))]
    pub(crate) fn on_this_machine(self) -> Self {
        #[cfg(feature = "webhook")]
        let webhook = self.webhook.clone().or_else(settings::webhook).map(Webhook::on_this_machine);
        App {
            #[cfg(feature = "webhook")]
            webhook,
            ..self
        }
    }

    /// The same bot once more, with the very same states and store.
    #[cfg(feature = "playground")]
    pub(crate) fn again(&self) -> Self {
        App {
            handlers: self.handlers,
            states: self.states.clone(),
            problems: self.problems.clone(),
            settings: self.settings.clone(),
            deadline: self.deadline,
            dead_letters: self.dead_letters,
            limits: self.limits,
            link: Arc::clone(&self.link),
            clock: self.clock.clone(),
            #[cfg(feature = "webhook")]
            webhook: self.webhook.clone(),
            #[cfg(feature = "observe")]
            monitor: self.monitor.clone(),
            #[cfg(feature = "testing")]
            pulse: self.pulse.clone(),
        }
    }

    /// Regular expressions that can't be compiled.
    fn wrong_patterns(&self) -> Vec<String> {
        let wrong = |entry: &crate::handler::Entry| {
            let error = (entry.route.condition.pattern?)().compile().err()?;
            let crate::handler::Route { function, file, line, .. } = entry.route;
            Some(format!(
                "the regular expression of `{function}` ({file}:{line}) can't be used: {error}; write a shorter one"
            ))
        };
        self.handlers.entries().iter().filter_map(wrong).collect()
    }

    /// What handlers borrow and nobody gave to `state`.
    fn missing_states(&self) -> Vec<String> {
        let mut missing = Vec::new();
        let entries = self.handlers.entries();
        let routes = entries.iter().flat_map(crate::handler::Entry::routes);
        for route in routes {
            for borrow in route.borrows {
                if let Need::State { id, name } = borrow.need
                    && !borrow.optional
                    && !self.states.contains(id())
                {
                    let problem = missing_state(name(), route);
                    if !missing.contains(&problem) {
                        missing.push(problem);
                    }
                }
            }
        }
        missing
    }
}

fn missing_state(name: &str, route: &crate::handler::Route) -> String {
    format!(
        "`{}` ({}:{}) borrows `{name}`, which nobody has: put `#[user_data]`, `#[chat_data]` or `#[bot_data]` on its \
         definition, or give a value to `App::state`",
        route.function, route.file, route.line
    )
}
