//! The program `pouch-emulator`.

use std::{collections::HashMap, process::Stdio, time::Duration};

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{Control, person};

const PATIENCE: Duration = Duration::from_secs(20);

/// Starts the program, and reads the addresses that it prints.
async fn start(arguments: &[&str]) -> (Child, HashMap<String, String>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pouch-emulator"));
    let mut child = command.args(arguments).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
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
