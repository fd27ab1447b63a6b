//! The kit's server and store, for bots as tasks and as programs.

use std::path::Path;

use pouch::App;
use pouch::testing::{RunningBot, TestServer};
use pouch_bot_api_schema::check_traffic;
use pouch_emulator::{Emulator, Request, User};
use tokio::time::timeout;

use super::{Launch, PATIENCE, StoreFile, until};

/// A server and a store file, for one bot at a time.
pub(crate) struct Stage {
    pub(crate) emulator: Emulator,
    server: TestServer,
}

/// A bot that runs in this process. Dropped, it stops.
pub(crate) struct Run(RunningBot);

impl Stage {
    pub(crate) async fn new() -> Self {
        let server = TestServer::start().await.unwrap();
        Stage { emulator: server.emulator().clone(), server }
    }

    pub(crate) fn user(&self, first_name: &str) -> User {
        self.emulator.user(first_name)
    }

    /// Starts a bot in this process.
    pub(crate) fn start(&self, app: App) -> Run {
        Run(self.server.run(app))
    }

    /// Starts a bot in this process that reaches the emulator at another address.
    pub(crate) fn start_at(&self, api_url: &str, app: App) -> Run {
        Run(self.server.run_at(api_url, app))
    }

    /// A program that knows this emulator and this store file; the folder is its working directory.
    pub(crate) fn program(&self, path: &'static str) -> Launch {
        let launch = Launch::new(path, self.folder());
        self.server.environment().into_iter().fold(launch, |launch, (name, value)| launch.with(name, value))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.server.folder()
    }

    pub(crate) fn store(&self) -> StoreFile {
        StoreFile::new(self.server.store_path())
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
        timeout(PATIENCE, self.0.stop()).await.expect("the bot does not stop").unwrap();
    }

    /// The error that ends the bot by itself.
    pub(crate) async fn error(self) -> pouch::Error {
        timeout(PATIENCE, self.0.ended()).await.expect("the bot goes on").unwrap_err()
    }
}
