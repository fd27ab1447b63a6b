//! Bots as programs.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::watch;
use tokio::time::timeout;

use super::PATIENCE;

/// The example that puts values away.
pub(crate) const PUT_GET: &str = env!("CARGO_BIN_EXE_put_get");
/// The example that asks.
pub(crate) const POLL: &str = env!("CARGO_BIN_EXE_poll");
/// The example that asks three questions.
pub(crate) const SURVEY: &str = env!("CARGO_BIN_EXE_survey");
/// The example with all that surveys have.
pub(crate) const PIZZA: &str = env!("CARGO_BIN_EXE_pizza");
/// The example that reminds people.
pub(crate) const REMIND: &str = env!("CARGO_BIN_EXE_remind");
/// The example that counts.
pub(crate) const COUNTER: &str = env!("CARGO_BIN_EXE_counter");
/// The example that keeps settings.
pub(crate) const CHAT_SETTINGS: &str = env!("CARGO_BIN_EXE_chat_settings");
/// A bot for a group that becomes a supergroup.
pub(crate) const MOVING: &str = env!("CARGO_BIN_EXE_moving");
/// A bot whose handlers do not end.
pub(crate) const STUBBORN: &str = env!("CARGO_BIN_EXE_stubborn");
/// A bot that dies of a command.
pub(crate) const KILLER: &str = env!("CARGO_BIN_EXE_killer");

/// What a bot reads, and the tests may have in their own environment.
const VARIABLES: [&str; 9] = [
    "TELOXIDE_TOKEN",
    "TELOXIDE_API_URL",
    "TELOXIDE_PROXY",
    "POUCH_STORE",
    "POUCH_OBSERVE",
    "POUCH_WEBHOOK_URL",
    "POUCH_WEBHOOK_LISTEN",
    "POUCH_WEBHOOK_SECRET",
    "RUST_LOG",
];

/// A program that is about to start.
pub(crate) struct Launch {
    program: &'static str,
    folder: PathBuf,
    variables: Vec<(&'static str, OsString)>,
    /// By which program it is started, with that one's arguments.
    wrapper: Vec<String>,
}

/// A program that runs. Dropped, it is killed.
pub(crate) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: watch::Receiver<String>,
    stderr: watch::Receiver<String>,
}

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Exit {
    pub(crate) status: ExitStatus,
    /// Everything that it printed.
    pub(crate) output: String,
}

impl Launch {
    pub(crate) fn new(program: &'static str, folder: &Path) -> Self {
        Launch { program, folder: folder.to_owned(), variables: Vec::new(), wrapper: Vec::new() }
    }

    /// Starts it by another program, which has these arguments and becomes the one that is started.
    pub(crate) fn by(mut self, wrapper: impl IntoIterator<Item = String>) -> Self {
        self.wrapper = wrapper.into_iter().collect();
        self
    }

    /// Sets an environment variable.
    pub(crate) fn with(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self = self.without(name);
        self.variables.push((name, value.as_ref().to_owned()));
        self
    }

    /// Unsets an environment variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(variable, _)| *variable != name);
        self
    }

    pub(crate) fn start(self) -> Process {
        let words = self.wrapper.into_iter().chain([self.program.to_owned()]).collect::<Vec<_>>();
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        for name in VARIABLES {
            command.env_remove(name);
        }
        command.envs(self.variables).current_dir(self.folder).kill_on_drop(true);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Process {
            stdin: child.stdin.take(),
            stdout: read(child.stdout.take().unwrap()),
            stderr: read(child.stderr.take().unwrap()),
            child,
        }
    }
}

impl Process {
    /// Ends the program without a warning.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Whether it has ended by now.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Sends a signal, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().expect("the program has ended").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// How much memory it has, in KiB.
    pub(crate) fn resident_kib(&self) -> u64 {
        let id = self.child.id().expect("the program has ended");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Waits until the program has ended by itself.
    pub(crate) async fn exit(&mut self, limit: Duration) -> Exit {
        let ended = timeout(limit, self.child.wait()).await;
        let status =
            ended.unwrap_or_else(|_| panic!("still running after {limit:?}:\n{}", self.output())).unwrap();
        for output in [&mut self.stdout, &mut self.stderr] {
            // The readers end with the program.
            while output.changed().await.is_ok() {}
        }
        Exit { status, output: self.output() }
    }

    /// Sends SIGTERM and expects an orderly end.
    pub(crate) async fn stop(mut self) -> Exit {
        self.signal("TERM");
        let exit = self.exit(PATIENCE).await;
        assert_eq!(exit.status.code(), Some(0), "{}", exit.output);
        exit
    }

    /// Expects that the program refuses to go on, and gives what it says.
    pub(crate) async fn refusal(mut self) -> String {
        let Exit { status, output } = self.exit(PATIENCE).await;
        assert!(status.code().is_some_and(|code| code != 0), "{status}: {output}");
        assert!(!output.contains("panicked"), "{output}");
        output
    }

    /// What it has printed so far.
    pub(crate) fn output(&self) -> String {
        format!("{}{}", *self.stdout.borrow(), *self.stderr.borrow())
    }

    /// Waits until it has printed that.
    pub(crate) async fn has_printed(&mut self, text: &str) {
        let Process { stdout, stderr, .. } = self;
        let printed = async {
            tokio::select! {
                Ok(_) = stdout.wait_for(|output| output.contains(text)) => (),
                Ok(_) = stderr.wait_for(|output| output.contains(text)) => (),
                else => panic!("it ended"),
            }
        };
        let in_time = timeout(PATIENCE, printed).await.is_ok();
        assert!(in_time, "`{text}` was not printed, but:\n{}", self.output());
    }

    /// Waits for lines of standard output that begin so, and gives what follows in each.
    pub(crate) async fn lines(&mut self, start: &str, count: usize) -> Vec<String> {
        let found = |output: &String| -> Vec<String> {
            let whole = output.rsplit_once('\n').map_or("", |(whole, _)| whole);
            let lines = whole.lines().map(|line| line.trim_start_matches('\r'));
            lines.filter_map(|line| line.strip_prefix(start)).map(str::to_owned).collect()
        };
        let enough = timeout(PATIENCE, self.stdout.wait_for(|output| found(output).len() >= count)).await;
        let Ok(enough) = enough else { panic!("fewer than {count} lines begin with `{start}`") };
        enough.map(|output| found(&output)).unwrap()
    }

    /// Types a line.
    pub(crate) async fn type_line(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// Types Ctrl+D.
    pub(crate) fn end_input(&mut self) {
        self.stdin = None;
    }
}

/// Follows what a program prints.
fn read(mut source: impl AsyncRead + Send + Unpin + 'static) -> watch::Receiver<String> {
    let (sender, receiver) = watch::channel(String::new());
    tokio::spawn(async move {
        let mut bytes = Vec::new();
        while source.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {
            sender.send_replace(String::from_utf8_lossy(&bytes).into_owned());
        }
    });
    receiver
}
