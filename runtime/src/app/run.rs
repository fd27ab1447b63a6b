//! The course of a bot: start, run, stop.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use teloxide_core::Bot;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info, warn};

#[cfg(feature = "testing")]
use super::Pulse;
use super::introduction::introduce;
use super::source::Source;
#[cfg(feature = "metrics")]
use super::watching;
#[cfg(feature = "observe")]
use super::watching::Watching;
use super::{App, CACHE_BYTES, commands};
use crate::button::Seal;
use crate::chats::Chats;
use crate::data::Records;
use crate::dispatch::{
    Alarms, Caution, Committer, Dispatcher, Keys, Letters, Parked, Transactions, Window, forgotten,
};
use crate::error::{Chain, Error, Result};
use crate::handler::Trigger;
use crate::health::Health;
use crate::migrations::{Migrations, News};
use crate::outbox::{Outbox, RateLimits};
use crate::params::{Administrators, Services, Username};
use crate::poller::Poller;
use crate::router::Router;
use crate::stop::Stop;
use crate::store::{Recovered, Store, StoreError};
use crate::telegram::{Api, client};
#[cfg(feature = "webhook")]
use crate::webhook::Opened;

/// How long running handlers may go on after the stop has begun.
const HANDLERS_END: Duration = Duration::from_secs(4);
/// How much of that `#[on_stop]` handlers have at least, if there are any.
const ON_STOP_END: Duration = Duration::from_millis(1500);
/// How long what they changed may take to become durable; and then, that replies were sent.
const COMMITS_END: Duration = Duration::from_secs(1);
/// How long committed replies may go on being sent.
const REPLIES_END: Duration = Duration::from_secs(2);
/// How long tasks may take to notice that all is over.
const TASKS_END: Duration = Duration::from_millis(500);

/// How a bot ended.
pub(crate) struct Ended {
    pub(crate) result: Result<()>,
    /// Nothing of it is left; otherwise a handler blocks its thread, and with it the end of the program.
    pub(crate) is_clean: bool,
}

/// Runs the bot until the future is ready.
pub(crate) async fn run(app: App, stop_signal: impl Future<Output = ()>) -> Ended {
    let link = Arc::clone(&app.link);
    let ended = start(app, stop_signal).await;
    link.disconnect();
    ended.unwrap_or_else(|error| Ended { result: Err(error), is_clean: true })
}

async fn start(mut app: App, stop_signal: impl Future<Output = ()>) -> Result<Ended> {
    if !app.problems.is_empty() {
        return Err(Error::Setup(app.problems));
    }
    let server = app.settings.server()?;
    #[cfg(feature = "webhook")]
    let webhook = app.opened_webhook(&server.token).await?;
    #[cfg(feature = "observe")]
    let watching = app.opened_monitor().await?;
    let store = std::mem::take(&mut app.settings.store).open()?;
    let client = client(&server.url, server.proxy.as_deref())
        .map_err(|error| Error::Client(error.without_url().into()))?;
    let bot = Bot::with_client(server.token.reveal(), client.clone()).set_api_url(server.url.clone());
    let seal = Seal::of(server.token.reveal());
    let api = Api::new(client, server);
    tokio::pin!(stop_signal);

    let me = tokio::select! {
        me = introduce(&api) => me?,
        () = &mut stop_signal => return Ok(Ended { result: Ok(()), is_clean: true }),
    };
    let identity = Identity { bot, username: me.username, seal };
    let given = Given {
        api,
        store,
        #[cfg(feature = "webhook")]
        webhook,
        #[cfg(feature = "observe")]
        watching,
    };
    let mut running = assemble(&mut app, given, identity).await?;
    let result = running.until(stop_signal).await;
    let is_clean = running.stop(matches!(result, Ok(Course::Stopped))).await;
    let result = result.map(drop);
    Ok(Ended { result, is_clean })
}

/// Who the bot is.
pub(super) struct Identity {
    /// The client that handlers borrow.
    pub(super) bot: Bot,
    pub(super) username: String,
    pub(super) seal: Seal,
}

/// What a bot works with that a simulation replaces.
pub(super) struct Given {
    pub(super) api: Api,
    pub(super) store: Arc<dyn Store>,
    #[cfg(feature = "webhook")]
    pub(super) webhook: Option<Opened>,
    #[cfg(feature = "observe")]
    pub(super) watching: Option<Watching>,
}

/// Starts the bot, with what is left to do in its store.
pub(super) async fn assemble(
    app: &mut App,
    given: Given,
    Identity { bot, username, seal }: Identity,
) -> Result<Running> {
    let mut recovered = given.store.recover().await?;
    let (migrations, news) = Migrations::new(Chats::new(std::mem::take(&mut recovered.aliases)));
    let router = Arc::new(Router::new(&app.handlers, username.clone(), seal.clone(), migrations.clone()));
    let records = Records::new(Arc::clone(&given.store), CACHE_BYTES);
    let (administrators, username) = (Administrators::new(bot.clone()), Username(username));
    let states = std::mem::take(&mut app.states);
    let (clock, timers) = (app.clock.clone(), router.timers().collect());
    let surveys = router.survey_commands().collect();
    let services =
        Services { records, states, bot, seal, migrations, administrators, username, clock, surveys, timers };
    let services = Arc::new(services);
    let letters = Letters::new(app.dead_letters, given.store.dead_letters().await?);
    let parked = Parked::load(&*given.store).await?;
    let left = Left { forgotten: forgotten(&recovered.marks), parked };
    let (deadline, limits) = (app.deadline, app.limits);
    let parts = Parts { given, recovered, letters, left, router, services, deadline, limits };
    let running = Running::start(parts, news);
    app.link.connect(&running.dispatcher);
    #[cfg(feature = "testing")]
    if let Some(follower) = &app.pulse {
        follower.send_replace(Some(Pulse::new(&running.dispatcher, &running.outbox)));
    }
    Ok(running)
}

/// How far a bot came that nothing has ended but its stop.
pub(super) enum Course {
    /// It was stopped before its `#[on_start]` handlers had run.
    NotStarted,
    /// It has run, and was stopped.
    Stopped,
}

/// What an earlier run has left to do.
struct Left {
    /// Who is to be forgotten.
    forgotten: Vec<i64>,
    /// The updates that are parked.
    parked: Vec<Parked>,
}

/// What a bot is started from.
struct Parts {
    given: Given,
    recovered: Recovered,
    letters: Letters,
    left: Left,
    router: Arc<Router>,
    services: Arc<Services>,
    deadline: Option<Duration>,
    limits: Option<RateLimits>,
}

/// A bot that has started.
pub(super) struct Running {
    /// Until the start is through.
    left: Left,
    source: Source,
    dispatcher: Arc<Dispatcher>,
    /// What is done beside the updates, and what is served over HTTP.
    beside: TaskTracker,
    committer: Arc<Committer>,
    outbox: Arc<Outbox>,
    handlers: TaskTracker,
    stop: Stop,
    commits: JoinHandle<Result<(), StoreError>>,
    /// Cancelled when an update could neither be committed nor rolled back.
    broken: CancellationToken,
}

impl Running {
    fn start(parts: Parts, news: mpsc::UnboundedReceiver<News>) -> Running {
        let Parts { given, recovered, letters, left, router, services, deadline, limits } = parts;
        let Given { api, store, .. } = given;
        let (stop, health) = (Stop::default(), Arc::new(Health::default()));
        let Recovered { queued, handled, marks, .. } = recovered;
        #[cfg(feature = "webhook")]
        let last = handled.last().copied();
        let window = Arc::new(Window::new(handled));
        let next_reply = queued.iter().map(|reply| reply.id).max().map_or(1, |last| last.saturating_add(1));
        let (committer, work) = Committer::new(
            Arc::clone(&services),
            store,
            Arc::clone(&window),
            Arc::clone(&health),
            next_reply,
            letters,
            limits.is_some(),
        );
        let committer = Arc::new(committer);
        let migrations = services.migrations.clone();
        let handlers = TaskTracker::new();
        let allowed_updates = router.allowed_updates();
        let broken = CancellationToken::new();
        let dispatcher = Arc::new(Dispatcher {
            broken: broken.clone(),
            transactions: Arc::new(Transactions { router: Arc::clone(&router), services, deadline }),
            router,
            committer: Arc::clone(&committer),
            window: Arc::clone(&window),
            stop: stop.clone(),
            keys: Keys::default(),
            migrations,
            alarms: Alarms::default(),
            albums: Arc::default(),
            caution: Arc::new(Caution::new(marks, left.parked.len())),
            retried: Mutex::default(),
            order: Mutex::default(),
            running: handlers.clone(),
        });
        let outbox =
            Outbox::new(api.clone(), Arc::clone(&dispatcher), stop.clone(), limits, Arc::clone(&health));
        let outbox = Arc::new(outbox);
        outbox.enqueue(queued);
        let commits = {
            let outbox = Arc::clone(&outbox);
            tokio::spawn(work.run(move |durable| outbox.take_over(durable)))
        };
        let beside = TaskTracker::new();
        accompany(&api, &dispatcher, &stop, &health, news, &beside);
        let poller = Poller {
            api,
            dispatcher: Arc::clone(&dispatcher),
            window,
            outbox: Arc::clone(&outbox),
            allowed_updates,
            stop: stop.clone(),
            health,
        };
        #[cfg(feature = "metrics")]
        beside.spawn(watching::gauge(Arc::downgrade(&dispatcher), Arc::downgrade(&outbox), stop.clone()));
        #[cfg(feature = "observe")]
        if let Some(watching) = given.watching {
            watching.begin(&dispatcher, &outbox, Arc::clone(&poller.health), &beside);
        }
        let source = Source::Poller(poller);
        #[cfg(feature = "webhook")]
        let source = match given.webhook {
            Some(webhook) => source.instead(webhook, last, &beside),
            None => source,
        };
        Running { left, source, dispatcher, beside, committer, outbox, handlers, stop, commits, broken }
    }

    /// Runs until the future is ready, or until it can't go on.
    pub(super) async fn until(&mut self, stop_signal: impl Future<Output = ()>) -> Result<Course> {
        let mut course = Course::NotStarted;
        let run = async {
            self.dispatcher.caution.begin(&self.committer).await;
            self.dispatcher.forget(std::mem::take(&mut self.left.forgotten)).await;
            self.dispatcher.take_up_albums().await;
            let started = self.dispatcher.run_handlers_of(Trigger::Start).await;
            started.map_err(|error| Error::Start(error.into()))?;
            course = Course::Stopped;
            self.dispatcher.resume(std::mem::take(&mut self.left.parked));
            let (arrived, ()) = tokio::join!(self.source.run(), Box::pin(self.dispatcher.retry_due()));
            arrived
        };
        let ended = tokio::select! {
            ended = run => ended,
            ended = &mut self.commits => match ended {
                Ok(ended) => ended.map_err(Error::Store),
                Err(panic) => Err(Error::Bug(panic.into())),
            },
            () = self.broken.cancelled() => Err(Error::Bug("an update could not be settled".into())),
            () = stop_signal => Ok(()),
        };
        ended.map(|()| course)
    }

    /// Lets running handlers end, and then those for the stop if it is one in order.
    async fn end_handlers(&self, is_in_order: bool) {
        let dispatcher = &self.dispatcher;
        let runs_more = is_in_order && dispatcher.has_handlers_of(Trigger::Stop);
        let deadline = Instant::now() + HANDLERS_END;
        let handlers_end = if runs_more { deadline - ON_STOP_END } else { deadline };
        if timeout_at(handlers_end, self.handlers.wait()).await.is_err() {
            warn!(
                handlers = self.handlers.len(),
                "still running; rolled back, to be run after the next start"
            );
            self.stop.cut_handlers();
        }
        if !runs_more {
            return;
        }
        match timeout_at(deadline, dispatcher.run_handlers_of(Trigger::Stop)).await {
            Ok(Ok(())) => (),
            Ok(Err(error)) => {
                error!(error = %Chain(&error), "a handler for the stop failed; nothing of it counts");
            }
            Err(_) => warn!("a handler for the stop took too long; nothing of it counts"),
        }
    }

    /// Stops in order. What is not finished in time is done after the next start: updates that were not committed
    /// come again, and replies that were not sent are in the store. False if a task could not be ended.
    pub(super) async fn stop(self, is_in_order: bool) -> bool {
        self.stop.begin();
        self.handlers.close();
        self.end_handlers(is_in_order).await;
        self.dispatcher.caution.end(&self.committer);
        let _ = tokio::time::timeout(COMMITS_END, self.committer.flush()).await;
        self.outbox.settle_within(REPLIES_END).await;
        self.stop.end();
        if tokio::time::timeout(COMMITS_END, self.committer.flush()).await.is_err() {
            warn!(
                "the store can't be written; updates that were not committed come again after the next start"
            );
        }
        if !self.commits.is_finished() {
            self.commits.abort();
            let _ = self.commits.await;
        }
        self.source.close();
        self.beside.close();
        // Whoever starts the bot again in this process wants the store, which all of these hold, and the addresses.
        let ended = async { tokio::join!(self.handlers.wait(), self.outbox.ended(), self.beside.wait()) };
        let is_clean = tokio::time::timeout(TASKS_END, ended).await.is_ok();
        if !is_clean {
            warn!("a handler blocks its thread; what it holds stays open until it ends");
        }
        info!("stopped");
        is_clean
    }
}

/// Does what a bot does beside its updates, until the stop begins: sets the menus, moves groups, keeps the time, forgets
/// people, waits for albums to be whole.
fn accompany(
    api: &Api,
    dispatcher: &Arc<Dispatcher>,
    stop: &Stop,
    health: &Arc<Health>,
    mut news: mpsc::UnboundedReceiver<News>,
    beside: &TaskTracker,
) {
    let menus = dispatcher.router.menus();
    spawn_until_stop(beside, stop, commands::announce(api.clone(), Arc::clone(dispatcher), menus));
    let timekeeper = Arc::clone(dispatcher);
    spawn_until_stop(beside, stop, async move { timekeeper.keep_time().await });
    let forgetter = Arc::clone(dispatcher);
    spawn_until_stop(beside, stop, async move { forgetter.keep_forgetting().await });
    if dispatcher.router.has_albums() {
        let (gatherer, health) = (Arc::clone(dispatcher), Arc::clone(health));
        spawn_until_stop(beside, stop, async move { gatherer.end_albums(&health).await });
    }
    let mover = Arc::clone(dispatcher);
    spawn_until_stop(beside, stop, async move {
        while let Some(news) = news.recv().await {
            mover.migrate(news);
        }
    });
}

/// Has something done beside everything else, until the stop begins.
fn spawn_until_stop(beside: &TaskTracker, stop: &Stop, work: impl Future<Output = ()> + Send + 'static) {
    let stop = stop.clone();
    beside.spawn(async move { stop.or_begun(work).await });
}
