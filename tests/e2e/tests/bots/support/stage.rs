//! An emulator, a store file, and bots in this process.

use std::path::Path;

use pouch::App;
use pouch_bot_api_schema::check_traffic;
use pouch_emulator::{Emulator, Request, User};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::{Launch, PATIENCE, StoreFile, until};

/// An emulator and a folder for a store file, for one bot at a time.
pub(crate) struct Stage {
    pub(crate) emulator: Emulator,
    folder: TempDir,
}

/// A bot that runs in this process. Dropped, it stops.
pub(crate) struct Run {
    stop: oneshot::Sender<()>,
    bot: JoinHandle<pouch::Result<()>>,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let emulator = Emulator::start().await.unwrap();
        Stage { emulator, folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn user(&self, first_name: &str) -> User {
        self.emulator.user(first_name)
    }

    /// Starts a bot in this process.
    pub(crate) fn start(&self, app: App) -> Run {
        self.start_at(self.emulator.api_url(), app)
    }

    /// Starts a bot in this process that reaches the emulator at another address.
    pub(crate) fn start_at(&self, api_url: &str, app: App) -> Run {
        let app = app.token(self.emulator.token()).api_url(api_url).store_path(self.store().path());
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async {
            let _ = stopped.await;
        };
        let bot = tokio::spawn(async {
            let ended = app.run_until(stopped).await;
            // A test that waits for answers in vain shows this.
            println!("the bot has ended: {ended:?}");
            ended
        });
        Run { stop, bot }
    }

    /// A program that knows this emulator and this store file; the folder is its working directory.
    pub(crate) fn program(&self, path: &'static str) -> Launch {
        let launch = Launch::new(path, self.folder());
        let launch = launch.with("TELOXIDE_TOKEN", self.emulator.token());
        launch.with("TELOXIDE_API_URL", self.emulator.api_url()).with("POUCH_STORE", self.store().path())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn store(&self) -> StoreFile {
        StoreFile::new(self.folder().join("bot.db"))
    }

    /// The offsets of all calls of `getUpdates` that had one.
    pub(crate) fn offsets(&self) -> Vec<i64> {
        let calls = self.emulator.requests_of("getUpdates");
        calls.iter().filter_map(|call| call.params["offset"].as_i64()).collect()
    }

    /// Waits for so many more calls of `getUpdates`.
    pub(crate) async fn more_polls(&self, count: usize) {
        let before = self.emulator.requests_of("getUpdates").len();
        until("the bot polls", || self.emulator.requests_of("getUpdates").len() >= before + count).await;
    }

    /// All calls of `sendMessage` to that chat.
    pub(crate) fn sends_to(&self, chat_id: i64) -> Vec<Request> {
        let mut sends = self.emulator.requests_of("sendMessage");
        sends.retain(|call| call.params["chat_id"] == chat_id);
        sends
    }

    /// Waits until the bot has confirmed everything.
    pub(crate) async fn all_confirmed(&self) {
        until("all updates are confirmed", || self.emulator.pending_updates() == 0).await;
    }
}

/// At the end, every answer is checked that the bot got; but updates are whatever a test has pushed.
impl Drop for Stage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            check_traffic(self.emulator.api_url(), |method| method != "getUpdates").unwrap();
        }
    }
}

impl Run {
    /// Stops the bot in order: replies that it owes are sent before.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        timeout(PATIENCE, self.bot).await.expect("the bot does not stop").unwrap().unwrap();
    }

    /// The error that ends the bot by itself.
    pub(crate) async fn error(self) -> pouch::Error {
        timeout(PATIENCE, self.bot).await.expect("the bot goes on").unwrap().unwrap_err()
    }
}
