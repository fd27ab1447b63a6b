//! Bots as programs.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;

use pouch_emulator::Emulator;
use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

/// A program that is about to start.
pub(crate) struct Program {
    program: OsString,
    script: Option<PathBuf>,
}

/// A bot that runs. Dropped, it is killed; if the test has failed, what the bot printed is shown.
pub(crate) struct Bot {
    _process: Child,
    output: NamedTempFile,
}

impl Program {
    pub(crate) fn new(program: impl Into<OsString>) -> Self {
        Program { program: program.into(), script: None }
    }

    pub(crate) fn with_script(program: impl Into<OsString>, script: PathBuf) -> Self {
        Program { script: Some(script), ..Self::new(program) }
    }

    /// Starts the bot, with the address and the token of an emulator.
    pub(crate) fn start(self, emulator: &Emulator) -> Bot {
        let output = NamedTempFile::new().unwrap();
        let printed = output.reopen().unwrap();
        let process = Command::new(self.program)
            .args(self.script)
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
        Bot { _process: process, output }
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
