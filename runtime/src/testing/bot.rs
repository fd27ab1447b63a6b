//! A bot in a test.

use std::panic::Location;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pouch_emulator::{Chat, Clock, Emulator};

use super::stage::{Place, Stage};
use super::{Group, Person, transcript};
use crate::app::App;

/// How long the bot may take for anything, unless [`Start::patience`] says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);

/// A bot that runs for a test; see the [module](super).
pub struct TestBot {
    stage: Arc<Stage>,
    cast: Mutex<Cast>,
}

/// A bot that is about to start: `.await` starts it.
#[must_use = "the bot starts when this is awaited"]
pub struct Start {
    make: Arc<dyn Fn() -> App + Send + Sync>,
    is_in_memory: bool,
    patience: Duration,
    place: Place,
}

/// Everybody and every group that the test has named.
#[derive(Default)]
struct Cast {
    people: Vec<Person>,
    groups: Vec<Group>,
}

impl TestBot {
    /// Starts a bot, with a server and a store of its own. The function makes the app, once for each start.
    ///
    /// The test fails if the bot can't start.
    #[track_caller]
    pub fn start(make: impl Fn() -> App + Send + Sync + 'static) -> Start {
        Start { make: Arc::new(make), is_in_memory: false, patience: PATIENCE, place: Location::caller() }
    }

    /// A person, who has opened a private chat with the bot; the same one for the same name.
    pub fn user(&self, name: &str) -> Person {
        let mut cast = self.cast();
        if let Some(person) = cast.people.iter().find(|person| person.name() == name) {
            return person.clone();
        }
        let person = Person::new(Arc::clone(&self.stage), self.stage.emulator.user(name));
        cast.people.push(person.clone());
        person
    }

    /// A basic group that the bot is in; the same one for the same title.
    pub fn group(&self, title: &str) -> Group {
        self.chat_titled(title, |emulator| emulator.group(title))
    }

    /// A supergroup that the bot is in; the same one for the same title.
    pub fn supergroup(&self, title: &str) -> Group {
        self.chat_titled(title, |emulator| emulator.supergroup(title))
    }

    /// A supergroup with topics that the bot is in; the same one for the same title.
    pub fn forum(&self, title: &str) -> Group {
        self.chat_titled(title, |emulator| emulator.forum(title))
    }

    /// A channel that the bot is an administrator of; the same one for the same title.
    pub fn channel(&self, title: &str) -> Group {
        self.chat_titled(title, |emulator| emulator.channel(title))
    }

    fn chat_titled(&self, title: &str, make: impl FnOnce(&Emulator) -> Chat) -> Group {
        let mut cast = self.cast();
        if let Some(group) = cast.groups.iter().find(|group| group.title() == title) {
            return group.clone();
        }
        let group = Group::new(Arc::clone(&self.stage), title, make(&self.stage.emulator));
        cast.groups.push(group.clone());
        group
    }

    /// The clock of Telegram, which all its dates come from, and of the bot's timers, surveys and functions that recur.
    /// Moved on, it makes them due; the time until which buttons hold is the computer's.
    pub fn clock(&self) -> Clock {
        self.stage.emulator.clock()
    }

    /// The server, for what else can happen at Telegram: faults, blocks, other kinds of chats. Nothing there waits for the
    /// bot; [`idle`](TestBot::idle) does.
    pub fn emulator(&self) -> &Emulator {
        &self.stage.emulator
    }

    /// Waits until the bot has nothing to do: every update is handled, durable and confirmed, and every reply is sent.
    /// Returns at once if the bot does not run.
    #[track_caller]
    pub fn idle(&self) -> impl Future<Output = ()> {
        self.stage.rest(Location::caller())
    }

    /// Ends the bot in order. What people do then is waiting for its next start.
    #[track_caller]
    pub fn stop(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            self.mark("stop");
            self.stage.stop(place).await;
        }
    }

    /// Ends the bot in order, if it runs, and starts it anew with the same store.
    #[track_caller]
    pub fn restart(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            self.mark("restart");
            self.stage.stop(place).await;
            self.stage.start(place).await;
        }
    }

    /// Ends the bot at once; [`restart`](TestBot::restart) starts it anew.
    ///
    /// All tasks of the bot end at their next `.await`, wherever they are; there is no orderly stop, and what the bot
    /// had in memory is gone. That shows that whatever was answered was stored, and that what was not comes again. It does not
    /// show what only the death of a process or a computer does: the operating system still writes what it was given, a commit
    /// that has begun comes to its end, and `static` values live on. For these, kill a program that a test has started.
    pub async fn kill(&self) {
        self.mark("kill");
        self.stage.kill().await;
    }

    /// Where the bot keeps what it knows, unless that is in memory, or in a store given to [`App::store`].
    pub fn store_path(&self) -> PathBuf {
        self.stage.store_path()
    }

    /// The conversation so far, as failures show it.
    pub fn conversation(&self) -> String {
        self.stage.shown()
    }

    /// Runs a conversation that is written down in a file; see [transcripts](super#transcripts).
    ///
    /// The path is relative to the package's folder. The test fails where the bot does not do what is written there, and shows
    /// the difference; with `UPDATE=1` in the environment, the file becomes what has happened.
    #[track_caller]
    pub fn transcript(&self, path: impl AsRef<Path>) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { transcript::run(self, path.as_ref(), place).await }
    }

    pub(super) fn stage(&self) -> &Stage {
        &self.stage
    }

    fn mark(&self, text: &str) {
        self.stage.observe();
        self.stage.conversation().mark(text);
    }

    fn cast(&self) -> MutexGuard<'_, Cast> {
        self.cast.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Start {
    /// For speed: keeps what the bot knows in memory instead of a file (it is there after a restart, too), and lets it
    /// reach the emulator by pipes instead of sockets.
    pub fn in_memory(mut self) -> Self {
        self.is_in_memory = true;
        self
    }

    /// How long the bot may be busy (30 s unless set) before the test fails.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn start(self) -> TestBot {
        let Start { make, is_in_memory, patience, place } = self;
        let stage = match Stage::new(make, is_in_memory, patience).await {
            Ok(stage) => Arc::new(stage),
            Err(error) => panic!("the emulator can't start: {error}\n  at {place}"),
        };
        stage.start(place).await;
        TestBot { stage, cast: Mutex::default() }
    }
}

impl IntoFuture for Start {
    type Output = TestBot;
    type IntoFuture = Pin<Box<dyn Future<Output = TestBot> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.start())
    }
}
