//! `kill -9` between every two system calls by which a commit reaches the disk: steps inside SQLite, of which Pouch knows nothing.

use std::process::{Command, Stdio};

use super::survives;

/// The calls that change files.
const CALLS: &str = "pwrite64,fsync,fdatasync,ftruncate,unlink";

/// How many there are at least in the thread that commits.
const EXPECTED: usize = 20;

/// Whether programs can be traced here, which needs `strace` and the permission.
fn can_trace() -> bool {
    let traced =
        Command::new("strace").args(["-D", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    traced.is_ok_and(|status| status.success())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_any_two_system_calls_of_a_commit_loses_and_doubles_nothing() {
    if !can_trace() {
        return eprintln!("not tried: `strace` is not installed, or not permitted");
    }
    let mut call = 1;
    loop {
        let inject = format!("inject={CALLS}:signal=SIGKILL:when={call}");
        // `-D` has the bot be the process that was started, and strace another.
        let words = ["strace", "-D", "-f", "-o", "/dev/null", "-e", &format!("trace={CALLS}"), "-e", &inject];
        if !survives(&inject, |bot| bot.by(words.map(str::to_owned))).await {
            break;
        }
        call += 1;
    }
    println!("{} calls", call - 1);
    assert!(call > EXPECTED, "only {call} calls were killed");
}
