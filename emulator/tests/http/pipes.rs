//! Clients in the same process, without sockets.

use pouch_emulator::Emulator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn a_pipe_is_answered_as_a_socket_is() {
    let emulator = Emulator::start().await.unwrap();
    let mut pipe = emulator.connect().unwrap();
    let call = |method: &str, more: &str| {
        let path = format!("/bot{}/{method}", emulator.token());
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n")
    };
    pipe.write_all(call("getMe", "").as_bytes()).await.unwrap();
    pipe.write_all(call("getChat?chat_id=5", "Connection: close\r\n").as_bytes()).await.unwrap();
    let mut answers = String::new();
    pipe.read_to_string(&mut answers).await.unwrap();
    assert!(answers.contains(r#""username":"pouch_emulator_bot""#), "{answers}");
    assert!(
        answers.ends_with(r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#),
        "{answers}"
    );
}

#[tokio::test]
async fn a_pipe_is_guarded_as_a_socket_is() {
    let emulator = Emulator::start().await.unwrap();
    let mut pipe = emulator.connect().unwrap();
    let request = "GET /control/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    pipe.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    pipe.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[tokio::test]
async fn a_stopped_server_takes_no_pipe() {
    let emulator = Emulator::start().await.unwrap();
    emulator.stop().await;
    assert_eq!(emulator.connect().unwrap_err().kind(), std::io::ErrorKind::ConnectionRefused);
}
