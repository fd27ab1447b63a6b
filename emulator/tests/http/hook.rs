//! A bot's webhook made by hand: a listener that answers as it is told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use pouch_bot_api_schema::check_update;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::timeout,
};

use crate::bot::PATIENCE;

/// A request that the webhook got.
pub(crate) struct Arrival {
    /// Everything before the body, in lower case.
    pub(crate) head: String,
    pub(crate) update: Value,
}

/// A webhook. It answers 200 with an empty body unless told otherwise.
pub(crate) struct Hook {
    pub(crate) url: String,
    arrivals: mpsc::UnboundedReceiver<Arrival>,
    answers: Arc<Mutex<VecDeque<(&'static str, String)>>>,
    /// Answers are given only as far as this allows.
    gate: Arc<Semaphore>,
}

impl Hook {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?x=1", listener.local_addr().unwrap());
        let (sender, arrivals) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let gate = Arc::new(Semaphore::new(Semaphore::MAX_PERMITS));
        let (script, door) = (Arc::clone(&answers), Arc::clone(&gate));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, sender.clone(), Arc::clone(&script), Arc::clone(&door)));
            }
        });
        Self { url, arrivals, answers, gate }
    }

    /// Plans the next answer: status line and JSON body.
    pub(crate) fn answer_next(&self, status: &'static str, body: &Value) {
        self.answers.lock().unwrap().push_back((status, body.to_string()));
    }

    /// Holds all answers back until [`release`](Self::release).
    pub(crate) fn hold(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    /// Gives so many answers.
    pub(crate) fn release(&self, count: usize) {
        self.gate.add_permits(count);
    }

    /// The next request, waiting for it. Its update must be as the Bot API's schema has it.
    pub(crate) async fn arrival(&mut self) -> Arrival {
        let arrival = timeout(PATIENCE, self.arrivals.recv()).await.expect("an update was brought").unwrap();
        check_update(&arrival.update).unwrap();
        arrival
    }

    /// Whether nothing more comes for a while.
    pub(crate) async fn is_quiet(&mut self) -> bool {
        timeout(Duration::from_millis(100), self.arrivals.recv()).await.is_err()
    }
}

async fn serve(
    mut stream: TcpStream,
    arrivals: mpsc::UnboundedSender<Arrival>,
    answers: Arc<Mutex<VecDeque<(&'static str, String)>>>,
    gate: Arc<Semaphore>,
) {
    let (head, body) = read(&mut stream).await;
    let update = serde_json::from_slice(&body).unwrap();
    let planned = answers.lock().unwrap().pop_front();
    let _ = arrivals.send(Arrival { head, update });
    gate.acquire().await.unwrap().forget();
    let (status, body) = planned.unwrap_or(("200 OK", String::new()));
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n");
    let answer = format!("{head}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// Head and body of a request.
async fn read(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    loop {
        stream.read_buf(&mut bytes).await.unwrap();
        let Some(end) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let length: usize = length.parse().unwrap();
        if bytes.len() >= end + 4 + length {
            return (head, bytes[end + 4..].to_vec());
        }
    }
}
