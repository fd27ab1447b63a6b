//! What a tested bot runs on: the emulator, the store, the bot itself, and what was said.

use std::panic::Location;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pouch_emulator::{Emulator, Message};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use super::conversation::Conversation;
use super::server::TestServer;
use crate::app::{App, Pulse};
use crate::clock::Clock;
use crate::round::Round;
use crate::settings::StoreSetting;
use crate::store::MemoryStore;
use crate::telegram::Line;

/// How long anything may take that the kit itself does, such as ending threads.
const LIMIT: Duration = Duration::from_secs(10);

/// Where in the test something is asked for.
pub(super) type Place = &'static Location<'static>;

/// What a tested bot runs on.
pub(super) struct Stage {
    make: Arc<dyn Fn() -> App + Send + Sync>,
    round: Mutex<Option<Live>>,
    pub(super) emulator: Emulator,
    conversation: Mutex<Conversation>,
    store: StoreSetting,
    /// How the bot reaches the emulator, if not over the network.
    line: Option<Line>,
    patience: Duration,
    place: TestServer,
    /// The emulator's own, which a paused clock or a blocked thread of the test does not touch.
    server: Option<Runtime>,
}

/// A bot that runs.
struct Live {
    round: Round,
    pulse: watch::Receiver<Option<Pulse>>,
}

/// The bot has ended.
struct Over;

impl Stage {
    pub(super) async fn new(
        make: Arc<dyn Fn() -> App + Send + Sync>,
        is_in_memory: bool,
        patience: Duration,
    ) -> std::io::Result<Stage> {
        let server = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let place = server.spawn(TestServer::start()).await??;
        let (store, line) = if is_in_memory {
            let line = Line::Pipes(place.emulator().clone());
            (StoreSetting::Ready(Arc::new(MemoryStore::new())), Some(line))
        } else {
            (StoreSetting::Path(place.store_path()), None)
        };
        Ok(Stage {
            make,
            round: Mutex::default(),
            emulator: place.emulator().clone(),
            conversation: Mutex::default(),
            store,
            line,
            patience,
            place,
            server: Some(server),
        })
    }

    pub(super) fn store_path(&self) -> PathBuf {
        self.place.store_path()
    }

    /// Starts the bot, and waits until it has nothing to do.
    pub(super) async fn start(&self, place: Place) {
        let (follower, pulse) = watch::channel(None);
        let (make, store, line) = (Arc::clone(&self.make), self.store.clone(), self.line.clone());
        let (token, url) = (self.emulator.token().to_owned(), self.emulator.api_url().to_owned());
        let (polls, ahead) = (self.emulator.polls(), self.emulator.clock().ahead());
        let round = Round::start(move || {
            make().token(token).api_url(url).tested(store, line, follower, Clock::ahead_by(ahead))
        });
        let round = round.unwrap_or_else(|error| self.fail(place, &format!("the bot can't start: {error}")));
        *self.round() = Some(Live { round, pulse: pulse.clone() });
        let started = async {
            tokio::select! {
                () = self.emulator.wait_until_polled(polls) => Ok(()),
                Over = ended(pulse) => Err(Over),
            }
        };
        match self.in_time(started).await {
            Some(Ok(())) => self.rest(place).await,
            Some(Err(Over)) => self.fail_ended(place).await,
            None => self.fail(place, "the bot does not ask for updates"),
        }
    }

    /// Ends the bot in order, if it runs.
    pub(super) async fn stop(&self, place: Place) {
        let Some(live) = self.take_round() else { return };
        let ended = live.round.stop().await;
        self.observe();
        if let Err(error) = ended.result {
            self.fail(place, &format!("the bot has ended with an error: {error:?}"));
        }
    }

    /// Ends the bot at once, if it runs.
    pub(super) async fn kill(&self) {
        let Some(live) = self.take_round() else { return };
        live.round.kill_within(LIMIT).await;
        self.observe();
    }

    /// Waits until the bot has nothing to do; returns at once if it does not run.
    pub(super) async fn rest(&self, place: Place) {
        let Some(pulse) = self.pulse() else { return self.observe() };
        match self.in_time(self.at_rest(pulse.clone())).await {
            Some(Ok(())) => self.observe(),
            Some(Err(Over)) => self.fail_ended(place).await,
            None => {
                let work = pulse.borrow().as_ref().map(|pulse| pulse.work(&self.emulator.unconfirmed()));
                let work = work.unwrap_or_default().join("\n  ");
                let what = format!("the bot is still busy after {:?}:\n  {work}", self.patience);
                self.fail(place, &what)
            }
        }
    }

    /// The next unread message; waits until the bot has nothing to do before it says that there is none.
    pub(super) async fn next(&self, place: Place, unread: &impl Unread) -> Option<Message> {
        if let Some(message) = unread.take() {
            return Some(message);
        }
        self.rest(place).await;
        unread.take()
    }

    /// The next unread message; without one, the test fails. `who` expects it.
    pub(super) async fn read(&self, place: Place, unread: &impl Unread, who: &str) -> Message {
        let message = self.next(place, unread).await;
        message.unwrap_or_else(|| self.fail(place, &format!("{who} expected another message of the bot")))
    }

    /// Fails the test if there is an unread message.
    pub(super) async fn expect_none(&self, place: Place, unread: &impl Unread, who: &str) {
        if let Some(message) = self.next(place, unread).await {
            let what = format!("{who} expected nothing more of the bot, which said: {}", message.text);
            self.fail(place, &what);
        }
    }

    /// The bot's latest message in a chat, read or not; without one, the test fails.
    pub(super) fn latest(&self, place: Place, chat: i64, who: &str) -> Message {
        let latest = self.emulator.messages(chat).into_iter().rfind(|message| message.from_bot);
        latest.unwrap_or_else(|| self.fail(place, &format!("{who} sees no message of the bot")))
    }

    /// Notes what the bot offers for what somebody types behind its name.
    pub(super) fn note_results(&self, chat: i64, titles: &[&str]) {
        self.observe();
        self.conversation().note_results(chat, titles);
    }

    /// Fails the test, with the conversation.
    pub(super) fn fail(&self, place: Place, what: &str) -> ! {
        panic!("{what}\n  at {place}\n\n{}", self.shown())
    }

    /// The conversation so far.
    pub(super) fn shown(&self) -> String {
        self.observe();
        let lines = self.conversation().shown();
        if lines.is_empty() {
            return "Nothing was said.".to_owned();
        }
        format!("The conversation:\n{}", lines.join("\n"))
    }

    pub(super) fn conversation(&self) -> MutexGuard<'_, Conversation> {
        self.conversation.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds to the conversation what has happened.
    pub(super) fn observe(&self) {
        let mut conversation = self.conversation();
        let journal = self.emulator.journal_after(conversation.revision());
        conversation.add_all(&journal);
    }

    async fn at_rest(&self, mut pulse: watch::Receiver<Option<Pulse>>) -> Result<(), Over> {
        let found = pulse.wait_for(Option::is_some).await.map_err(|_| Over)?.clone();
        let Some(bot) = found else { return Err(Over) };
        let rest = async {
            loop {
                self.emulator.wait_until_all_confirmed().await;
                let rest = bot.rest().await;
                if self.emulator.pending_updates() == 0 && bot.is_still(rest) {
                    return;
                }
            }
        };
        tokio::select! {
            () = rest => Ok(()),
            Over = ended(pulse) => Err(Over),
        }
    }

    /// The future's output, if it comes in time. The time is that of the emulator's runtime.
    async fn in_time<F: Future>(&self, future: F) -> Option<F::Output> {
        let Some(server) = &self.server else { return None };
        let patience = self.patience;
        let timer = server.spawn(async move { tokio::time::sleep(patience).await });
        let stop_timer = timer.abort_handle();
        let output = tokio::select! {
            biased;
            output = future => Some(output),
            _ = timer => None,
        };
        stop_timer.abort();
        output
    }

    /// Tells why the bot has ended by itself, unless the test has ended it.
    async fn fail_ended(&self, place: Place) {
        let Some(mut live) = self.take_round() else { return };
        let what = match live.round.ended().await.result {
            Ok(()) => "the bot has ended".to_owned(),
            Err(error) => format!("the bot has ended with an error: {error:?}"),
        };
        self.fail(place, &what)
    }

    fn pulse(&self) -> Option<watch::Receiver<Option<Pulse>>> {
        self.round().as_ref().map(|live| live.pulse.clone())
    }

    fn take_round(&self) -> Option<Live> {
        self.round().take()
    }

    fn round(&self) -> MutexGuard<'_, Option<Live>> {
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stage {
    /// A runtime that is merely dropped waits for its tasks, which no async function may do.
    fn drop(&mut self) {
        self.round().take();
        if let Some(server) = self.server.take() {
            server.shutdown_background();
        }
    }
}

/// Where messages of the bot arrive.
pub(super) trait Unread {
    /// The next message that was not read yet, if there is one.
    fn take(&self) -> Option<Message>;
}

/// Waits until the bot has ended, by itself or not.
async fn ended(mut pulse: watch::Receiver<Option<Pulse>>) -> Over {
    while pulse.changed().await.is_ok() {}
    Over
}
