//! Processes that are killed at any moment.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{self, ChildStdout, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::{Batch, Store, commit, load, names_in, open, reply, writing};

const SEEN: &str = "done ";

/// This test program, running one of the tests that are marked `ignore`.
pub(super) struct Child {
    process: process::Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Starts the test of that name, which works on that path.
    pub(super) fn start(test: &str, path: &Path) -> Self {
        let mut process = command(test, path).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Child { process, lines }
    }

    /// What the child says next; `None` at its end.
    pub(super) fn next_line(&mut self) -> Option<String> {
        self.lines.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix(SEEN).map(str::to_owned))
    }

    /// Kills the child; the last thing that it said.
    pub(super) fn kill_and_drain(&mut self) -> Option<String> {
        self.process.kill().unwrap();
        let mut last = None;
        while let Some(line) = self.next_line() {
            last = Some(line);
        }
        self.kill();
        last
    }

    /// Kills the child with SIGKILL.
    pub(super) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(test: &str, path: &Path) -> Command {
    let tests = module_path!().trim_end_matches("kill").split_once("::").unwrap().1;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&format!("{tests}{test}"), "--exact", "--ignored", "--nocapture"]);
    command.env("POUCH_TEST_STORE", path).stderr(Stdio::inherit());
    command
}

/// Runs the test of that name as a user without rights, with the reason that it should find.
#[cfg(unix)]
pub(super) fn run_as_nobody(test: &str, path: &Path, reason: &str) {
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let mut command = command(test, path);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.env("POUCH_TEST_REASON", reason).current_dir("/").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    TempDir::new().unwrap().path().metadata().unwrap().uid() == 0
}

pub(super) fn path_of_child() -> std::path::PathBuf {
    std::env::var_os("POUCH_TEST_STORE").unwrap().into()
}

#[tokio::test]
#[ignore = "runs in a child process"]
async fn commit_until_killed() {
    let store = open(path_of_child());
    let first = store.recover().await.unwrap().handled.len();
    for number in first.. {
        let number = i64::try_from(number).unwrap();
        commit(&store, batch(number)).await.unwrap();
        println!("{SEEN}{number}");
    }
}

/// A batch with a part of each kind: two records, a reply, an update, and a reply that is sent.
fn batch(number: i64) -> Batch {
    let writes = [2 * number, 2 * number + 1].map(|user| writing(user, &"1".repeat(5000)).writes.remove(0));
    let id = number.cast_unsigned();
    let sent = id.checked_sub(1).into_iter().collect();
    Batch {
        writes: writes.to_vec(),
        handled: vec![number],
        queued: vec![reply(id)],
        sent,
        ..Batch::default()
    }
}

#[tokio::test]
async fn every_acknowledged_commit_survives_a_kill_and_every_batch_is_whole() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    for round in 0..12_u64 {
        let mut child = Child::start("kill::commit_until_killed", &path);
        let mut acknowledged = child.next_line().unwrap().parse().unwrap();
        std::thread::sleep(Duration::from_millis(round * 13 % 80));
        if let Some(last) = child.kill_and_drain() {
            acknowledged = last.parse().unwrap();
        }
        assert_whole(&path, acknowledged).await;
    }
}

pub(super) async fn assert_whole(path: &Path, acknowledged: i64) {
    let store = open(path);
    let recovered = store.recover().await.unwrap();
    let last = *recovered.handled.last().unwrap();
    assert!(last >= acknowledged, "commit {acknowledged} was acknowledged, the last one is {last}");
    assert_eq!(recovered.handled, (0..=last).collect::<Vec<_>>());
    assert_eq!(recovered.queued, [reply(last.cast_unsigned())]);
    for user in 0..=2 * last + 1 {
        assert!(load(&store, user).await.is_some(), "a record of commit {} is missing", user / 2);
    }
    assert_eq!(load(&store, 2 * last + 2).await, None, "a batch is applied in part");
}

#[test]
#[ignore = "runs in a child process"]
fn create_stores_until_killed() {
    let folder = path_of_child();
    for number in 0.. {
        println!("{SEEN}{number}");
        drop(open(folder.join(number.to_string())));
    }
}

/// The child does nothing but create and close stores, so a kill hits a creation or an end.
#[tokio::test]
async fn a_store_whose_creation_was_killed_opens() {
    let mut half_made = 0;
    for round in 0..60_u64 {
        let folder = TempDir::new().unwrap();
        let mut child = Child::start("kill::create_stores_until_killed", folder.path());
        child.next_line().unwrap();
        std::thread::sleep(Duration::from_micros(round * 7919 % 25_000));
        child.kill();
        let stores =
            names_in(folder.path()).into_iter().filter_map(|name| name.into_string().ok()?.parse().ok());
        let last: u32 = stores.max().unwrap_or(0);
        let path = folder.path().join(last.to_string());
        half_made += u32::from(!has_tables(&path));
        let store = open(&path);
        commit(&store, writing(1, "1")).await.unwrap();
        drop(store);
        assert_eq!(load(&open(&path), 1).await.as_deref(), Some("1"));
    }
    println!("{half_made} of 60 stores were half made");
    assert!(half_made > 0, "no kill hit a creation");
}

/// Looks at the file without the engine, which would complete what it finds.
fn has_tables(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.windows(20).any(|part| part == b"CREATE TABLE handled"))
        && !super::beside(path, "-journal").exists()
}
