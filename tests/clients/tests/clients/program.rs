//! Bots as programs.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

use pouch_emulator::Emulator;
use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

/// What updates that are brought to a bot come with, so that it knows them.
pub(crate) const SECRET: &str = "the-emulator-it-is";

/// A program that is about to start.
#[derive(Clone)]
pub(crate) struct Program {
    path: OsString,
    script: Option<PathBuf>,
    webhook: Option<String>,
}

/// A bot that runs. Dropped, it is killed; if the test has failed, what the bot printed is shown.
pub(crate) struct Bot {
    process: Child,
    output: NamedTempFile,
}

impl Program {
    pub(crate) fn new(program: impl Into<OsString>) -> Self {
        Program { path: program.into(), script: None, webhook: None }
    }

    pub(crate) fn with_script(program: impl Into<OsString>, script: PathBuf) -> Self {
        Program { script: Some(script), ..Self::new(program) }
    }

    /// Has updates brought to it, at a free address of this machine.
    pub(crate) fn with_webhook(self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let webhook = format!("http://{}/updates", listener.local_addr().unwrap());
        Program { webhook: Some(webhook), ..self }
    }

    /// Starts the bot, with the address and the token of an emulator.
    pub(crate) fn start(self, emulator: &Emulator) -> Bot {
        let output = NamedTempFile::new().unwrap();
        let printed = output.reopen().unwrap();
        let webhook = self
            .webhook
            .into_iter()
            .flat_map(|url| [("BOT_WEBHOOK", url), ("BOT_SECRET", SECRET.to_owned())]);
        let process = Command::new(self.path)
            .args(self.script)
            .envs(webhook)
            .env("BOT_API_URL", emulator.api_url())
            .env("BOT_TOKEN", emulator.token())
            // A proxy of the machine is for the world outside.
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(printed.try_clone().unwrap())
            .stderr(printed)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Bot { process, output }
    }
}

impl Bot {
    /// Ends it without a warning.
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut output = String::new();
            let read = File::open(self.output.path()).and_then(|mut file| file.read_to_string(&mut output));
            println!("The bot printed ({read:?}):\n{output}");
        }
    }
}
