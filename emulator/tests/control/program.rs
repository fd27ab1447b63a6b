//! The program `pouch-emulator`.

use std::{collections::HashMap, path::Path, process::Stdio, time::Duration};

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::{Control, person};

const PATIENCE: Duration = Duration::from_secs(20);

/// Starts the program, and reads the addresses that it prints.
pub(crate) async fn start(arguments: &[&str]) -> (Child, HashMap<String, String>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pouch-emulator"));
    let mut child = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = HashMap::new();
    while !said.contains_key("token") {
        let line = timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap().expect("it ended");
        let (name, value) = line.split_once(": ").unwrap();
        said.insert(name.to_owned(), value.to_owned());
    }
    (child, said)
}

#[tokio::test]
async fn the_program_prints_where_it_is_and_works_there() {
    let (_child, said) = start(&["--port", "0"]).await;
    let control = Control::at(&said["api"]);
    let ann = person(&control, "Ann").await;
    control.bot(&said["token"], "sendMessage", json!({ "chat_id": ann, "text": "hello" })).await;
    let state = control.get("/control/state").await;
    assert_eq!(state["chats"][0]["messages"][0]["text"], "hello");
    assert_eq!(said["control"], format!("{}/control", said["api"]));
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_ends_in_order_at_a_signal() {
    for signal in ["INT", "TERM"] {
        let (mut child, _) = start(&[]).await;
        let id = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().await.unwrap().success());
        let status = timeout(PATIENCE, child.wait()).await.unwrap().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_that_names_it() {
    let (_child, said) = start(&[]).await;
    let port = said["api"].rsplit_once(':').unwrap().1;
    let mut command = Command::new(env!("CARGO_BIN_EXE_pouch-emulator"));
    let output = command.args(["--port", port]).output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(port));
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_runs_a_bot_that_can_be_killed_and_started_again() {
    // The bot's only deed is to tell that it has started, with the address that it was given. It ends with its input,
    // which is the test's.
    let bot = "echo \"$BOT_API_URL $BOT_TOKEN\" >> \"$0\"; exec cat";
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let (_child, said) = start(&["--", "sh", "-c", bot, told.to_str().unwrap()]).await;
    let control = Control::at(&said["api"]);
    let mut revision = 0;
    for _ in 0..2 {
        revision = until_runs(&control, revision, true).await;
        control.post("/control/bot", json!({ "do": "kill" })).await;
        revision = until_runs(&control, revision, false).await;
        control.post("/control/bot", json!({ "do": "start" })).await;
    }
    until_runs(&control, revision, true).await;
    assert_eq!(first_line(&told).await, format!("{} {}", said["api"], said["token"]));
}

/// Waits until a program, of which it is only known that it has started, has written a line into the file.
async fn first_line(path: &Path) -> String {
    let written = async {
        loop {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            if let Some((line, _)) = text.split_once('\n') {
                return line.to_owned();
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, written).await.unwrap()
}

/// Waits until the journal tells, after a revision, that the bot runs, or that it does not.
async fn until_runs(control: &Control, mut revision: u64, runs: bool) -> u64 {
    timeout(PATIENCE, async {
        loop {
            let journal = control.get(&format!("/control/journal?since={revision}&wait=20&limit=1")).await;
            revision = journal["revision"].as_u64().unwrap();
            if journal["entries"][0]["bot"]["is_running"] == runs {
                return revision;
            }
        }
    })
    .await
    .unwrap()
}
