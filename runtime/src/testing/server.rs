//! Telegram's place and a store, for bots that a test starts by itself.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use pouch_emulator::Emulator;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::error::{Error, Result};

/// A server and a folder for a store file, without a bot: for tests of several bots on one store, of bots that reach
/// Telegram some other way, and of bots that are programs. A [`TestBot`](super::TestBot) has one of its own.
///
/// ```
/// # use pouch::prelude::*;
/// # use pouch::testing::TestServer;
/// /// Say hello
/// #[command("hello")]
/// fn hello() -> &'static str {
///     "Hello"
/// }
///
/// # async fn test() -> Result<(), Box<dyn std::error::Error>> {
/// let server = TestServer::start().await?;
/// let ann = server.emulator().user("Ann");
/// let bot = server.run(App::new(handlers![hello]));
/// ann.send("/hello");
/// assert_eq!(ann.reply().await?, "Hello");
/// bot.stop().await?;
/// # Ok(())
/// # }
/// # tokio::runtime::Runtime::new().unwrap().block_on(test()).unwrap();
/// ```
#[derive(Debug)]
pub struct TestServer {
    emulator: Emulator,
    folder: TempDir,
}

/// A bot that runs as a task of the test; see [`TestServer::run`]. Dropped, it stops in order.
#[derive(Debug)]
pub struct RunningBot {
    stop: oneshot::Sender<()>,
    bot: JoinHandle<Result<()>>,
}

impl TestServer {
    /// Starts a server, and makes a temporary folder.
    pub async fn start() -> io::Result<Self> {
        Ok(TestServer { emulator: Emulator::start().await?, folder: TempDir::with_prefix("pouch-test-")? })
    }

    /// The server. Nothing there waits for a bot.
    pub fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// The folder, which is gone when this is dropped.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where bots keep what they know.
    pub fn store_path(&self) -> PathBuf {
        self.folder().join("bot.db")
    }

    /// Runs a bot in the test's own runtime, with the store in the folder.
    pub fn run(&self, app: App) -> RunningBot {
        self.run_at(self.emulator.api_url(), app)
    }

    /// The same for a bot that reaches the server at another address, such as that of a proxy of the test.
    pub fn run_at(&self, api_url: &str, app: App) -> RunningBot {
        let app = app.token(self.emulator.token()).api_url(api_url).store_path(self.store_path());
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = tokio::spawn(async {
            let ended = app.run_until(async { drop(stopped.await) }).await;
            // A test that waits for answers in vain shows this.
            println!("the bot has ended: {ended:?}");
            ended
        });
        RunningBot { stop, bot }
    }

    /// The environment variables by which a bot that is a program finds the server and the store.
    pub fn environment(&self) -> [(&'static str, OsString); 3] {
        [
            ("TELOXIDE_TOKEN", self.emulator.token().into()),
            ("TELOXIDE_API_URL", self.emulator.api_url().into()),
            ("POUCH_STORE", self.store_path().into()),
        ]
    }
}

impl RunningBot {
    /// Ends the bot in order: replies that it owes are sent before. Its error, if it has ended with one.
    pub async fn stop(self) -> Result<()> {
        // It may have ended by itself just now.
        let _ = self.stop.send(());
        Self::end(self.bot).await
    }

    /// Waits until the bot has ended by itself.
    pub async fn ended(self) -> Result<()> {
        let RunningBot { stop, bot } = self;
        let ended = Self::end(bot).await;
        drop(stop);
        ended
    }

    async fn end(bot: JoinHandle<Result<()>>) -> Result<()> {
        bot.await.unwrap_or_else(|panic| Err(Error::Bug(panic.into())))
    }
}
