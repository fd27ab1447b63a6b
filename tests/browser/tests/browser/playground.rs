//! Bots as programs without a token: each opens its playground.

use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::timeout;

use crate::driver::PATIENCE;

/// The example that puts values away.
pub(crate) const PUT_GET: &str = env!("CARGO_BIN_EXE_put_get_page");
/// The example that asks three questions.
pub(crate) const SURVEY: &str = env!("CARGO_BIN_EXE_survey_page");
/// The example that takes orders.
pub(crate) const PIZZA: &str = env!("CARGO_BIN_EXE_pizza_page");
/// A bot that shows what messages can be.
pub(crate) const SHOWCASE: &str = env!("CARGO_BIN_EXE_showcase");
/// A bot with buttons.
pub(crate) const VOTES: &str = env!("CARGO_BIN_EXE_votes");

/// A bot's playground. Dropped, it is killed.
pub(crate) struct Playground {
    pub(crate) page: String,
    _bot: Child,
    /// The playground ends with its input.
    _stdin: ChildStdin,
    _folder: TempDir,
}

impl Playground {
    pub(crate) async fn open(program: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(program);
        for name in ["TELOXIDE_TOKEN", "TELOXIDE_API_URL", "TELOXIDE_PROXY", "POUCH_STORE", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut bot = command.spawn().unwrap();
        let mut lines = BufReader::new(bot.stdout.take().unwrap()).lines();
        let page = timeout(PATIENCE, async {
            loop {
                let line = lines.next_line().await.unwrap().expect("the playground ended");
                if let Some((_, page)) = line.split_once("in your browser: ") {
                    break page.to_owned();
                }
            }
        });
        let page = page.await.expect("the playground does not tell its page");
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { page, _stdin: bot.stdin.take().unwrap(), _bot: bot, _folder: folder }
    }
}
