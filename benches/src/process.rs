//! A process that is measured, and killed when nobody needs it any more.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::Result;

/// How many ticks the kernel counts in a second: `USER_HZ`, the same on all platforms that Linux runs on.
const TICKS: u64 = 100;

/// A process that ends with its owner.
pub(crate) struct Process(Child);

impl Process {
    /// Starts this program as the load's server; returns its port, too.
    pub(crate) fn server() -> Result<(Self, u16)> {
        let mut child =
            Command::new(std::env::current_exe()?).arg("server").stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok((Process(child), line.trim().parse()?))
    }

    /// Starts a bot that talks to the server on that port and has its files in that folder.
    pub(crate) fn bot(mut command: Command, port: u16, folder: &Path) -> Result<Self> {
        let log = File::create(folder.join("log"))?;
        let child = command
            .env("TELOXIDE_TOKEN", "1:bench")
            .env("TELOXIDE_API_URL", format!("http://127.0.0.1:{port}"))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        Ok(Process(child))
    }

    /// The processor time that all its threads have used.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        // The second field is the name in brackets, which may hold blanks.
        let (_, fields) = stat.rsplit_once(')').ok_or("no stat")?;
        let times: Vec<u64> = fields.split_whitespace().skip(11).take(2).flat_map(str::parse).collect();
        Ok(Duration::from_millis(times.iter().sum::<u64>() * 1000 / TICKS))
    }

    /// Its memory, in kibibytes.
    pub(crate) fn resident(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no memory")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
