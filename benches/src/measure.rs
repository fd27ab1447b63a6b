//! One bot under one load, measured.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Result;
use crate::control::Control;
use crate::load::Plan;
use crate::process::Process;

/// How long a bot runs under the load before it is measured.
const WARM_UP: Duration = Duration::from_millis(1500);

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The bots that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bot {
    Durable,
    Memory,
    Map,
    Teloxide,
    TeloxideSqlite,
    Floor,
}

impl Bot {
    /// Those that are compared under one load.
    pub(crate) const ALL: [Bot; 5] =
        [Bot::Durable, Bot::Memory, Bot::Teloxide, Bot::TeloxideSqlite, Bot::Floor];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Bot::Durable => "Pouch, durable (SQLite, fsync before each answer)",
            Bot::Memory => "Pouch, memory store",
            Bot::Map => "Pouch, durable, with a map",
            Bot::Teloxide => "teloxide 0.17, in memory",
            Bot::TeloxideSqlite => "teloxide 0.17, SqliteStorage",
            Bot::Floor => "floor: a bare hyper loop, prepared bytes, nothing read or kept",
        }
    }

    fn command(self) -> Result<Command> {
        let this = std::env::current_exe()?;
        let (program, arguments, store): (_, &[&str], _) = match self {
            Bot::Durable => (this, &["bot", "pouch"], STORE),
            Bot::Memory => (this, &["bot", "pouch"], "memory"),
            Bot::Map => (this, &["bot", "map"], STORE),
            Bot::Floor => (this, &["bot", "floor"], ""),
            Bot::Teloxide => (peers(), &["memory"], ""),
            Bot::TeloxideSqlite => (peers(), &["sqlite", STORE], ""),
        };
        let mut command = Command::new(program);
        command.args(arguments).env("POUCH_STORE", store).env_remove("RUST_LOG");
        Ok(command)
    }
}

/// The file of each bot that has one, in its folder.
pub(crate) const STORE: &str = "bot.db";

/// What was measured.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    /// Answers in a second.
    pub(crate) rate: f64,
    /// Microseconds of processor time for each answer, all threads.
    pub(crate) cpu: f64,
    /// Microseconds until the answer, for the median message and for 99 of 100.
    pub(crate) median: f64,
    pub(crate) p99: f64,
}

/// A bot with the load's server.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) control: Control,
    pub(crate) bot: Process,
    _server: Process,
}

impl Bench {
    /// Starts the bot in that folder, and waits until it fetches updates.
    pub(crate) fn start(bot: Bot, folder: TempDir) -> Result<Self> {
        let (server, port) = Process::server()?;
        let bot = Process::bot(bot.command()?, port, folder.path())?;
        let bench = Bench { folder, control: Control(port), bot, _server: server };
        bench.until(|control| Ok(control.fetches()? > 0))?;
        Ok(bench)
    }

    /// Waits until that is so.
    pub(crate) fn until(&self, is_so: impl Fn(&Control) -> Result<bool>) -> Result<()> {
        let begun = Instant::now();
        while !is_so(&self.control)? {
            if begun.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                return Err(format!("the bot does not answer: {log}").into());
            }
            sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Measures the bot under the load that was begun.
    pub(crate) fn measure(&self, seconds: u64) -> Result<Measured> {
        self.control.outcome()?;
        let (begun, cpu) = (Instant::now(), self.bot.cpu()?);
        sleep(Duration::from_secs(seconds));
        let outcome = self.control.outcome()?;
        let (took, cpu) = (begun.elapsed(), self.bot.cpu()?.saturating_sub(cpu));
        if outcome.answered == 0 || outcome.extra > 0 {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            return Err(format!("{outcome:?}: {log}").into());
        }
        let answered = as_f64(outcome.answered);
        Ok(Measured {
            rate: answered / took.as_secs_f64(),
            cpu: cpu.as_secs_f64() * 1e6 / answered,
            median: as_f64(outcome.median),
            p99: as_f64(outcome.p99),
        })
    }
}

/// Measures a bot, new in an empty folder, under that load.
pub(crate) fn measure(bot: Bot, plan: &Plan, seconds: u64) -> Result<Measured> {
    let bench = Bench::start(bot, folder()?)?;
    bench.control.begin(plan)?;
    sleep(WARM_UP);
    bench.measure(seconds)
}

/// A folder beside this program, since `/tmp` may be no disk.
pub(crate) fn folder() -> Result<TempDir> {
    let this = std::env::current_exe()?;
    Ok(tempfile::tempdir_in(this.parent().ok_or("no folder")?)?)
}

/// How long it takes to append a page to a file and have it on the disk, in microseconds: the median.
pub(crate) fn fsync(folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("fsync"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    Ok(median(times))
}

/// The one in the middle.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Builds the bots on teloxide, which are a workspace of their own.
pub(crate) fn build_peers() -> Result<()> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/Cargo.toml");
    let status = Command::new("cargo")
        .args(["build", "--release", "--locked", "--manifest-path", manifest, "--target-dir"])
        .arg(peers_target())
        .status()?;
    if status.success() { Ok(()) } else { Err("the bots on teloxide can't be built".into()) }
}

fn peers() -> PathBuf {
    peers_target().join("release/pouch-bench-peers")
}

fn peers_target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers")
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
fn as_f64(count: u64) -> f64 {
    count as f64
}
