//! The load's server: just so much of the Bot API, and of HTTP, as bots need that put and get values.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::timeout;

use crate::Result;
use crate::load::{Load, Plan};

/// The load, and who waits for updates.
struct Served {
    load: RefCell<Load>,
    more: Notify,
    /// How many have fetched updates, or tried.
    fetches: RefCell<u64>,
}

#[derive(Deserialize)]
struct GetUpdates {
    #[serde(default)]
    offset: i64,
    #[serde(default = "most_updates")]
    limit: usize,
    #[serde(default)]
    timeout: u64,
}

fn most_updates() -> usize {
    100
}

#[derive(Deserialize)]
struct SendMessage {
    chat_id: usize,
    text: String,
}

/// Serves until the process is killed; says its port on the first line of its output.
pub(crate) fn run() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        println!("{}", listener.local_addr()?.port());
        let served = Rc::new(Served {
            load: RefCell::new(Load::none()),
            more: Notify::new(),
            fetches: RefCell::new(0),
        });
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let served = Rc::clone(&served);
            // A bot that is killed breaks its connections.
            spawn_local(async move { drop(serve(stream, &served).await) });
        }
    })
}

async fn serve(mut stream: TcpStream, served: &Rc<Served>) -> Result<()> {
    let mut read = Vec::with_capacity(4096);
    loop {
        let request = loop {
            if let Some(request) = Request::parse(&read)? {
                break request;
            }
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
        };
        let body = respond(request.method, request.body, served).await?;
        let answer = format!(
            "HTTP/1.1 200 OK\r\nServer: nginx/1.18.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: keep-alive\r\n\r\n{body}",
            body.len()
        );
        let length = request.length;
        stream.write_all(answer.as_bytes()).await?;
        read.drain(..length);
    }
}

/// A request that has arrived whole.
struct Request<'a> {
    /// The last part of its path.
    method: &'a str,
    body: &'a [u8],
    /// With its head.
    length: usize,
}

impl Request<'_> {
    /// The first request of those bytes, if it is whole.
    fn parse(bytes: &[u8]) -> Result<Option<Request<'_>>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
        let head = str::from_utf8(&bytes[..end])?;
        let mut lines = head.split("\r\n");
        let path = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no request line")?;
        let mut length = 0;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse()?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                return Err("no body in chunks, please".into());
            }
        }
        let method = path.rsplit('/').next().unwrap_or_default();
        let length = end + 4 + length;
        Ok(bytes.get(end + 4..length).map(|body| Request { method, body, length }))
    }
}

/// The body of the answer.
async fn respond(method: &str, body: &[u8], served: &Rc<Served>) -> Result<String> {
    Ok(match method.to_ascii_lowercase().as_str() {
        "sendmessage" => {
            let SendMessage { chat_id, text } = serde_json::from_slice(body)?;
            take_answer(served, chat_id, &text);
            format!(
                r#"{{"ok":true,"result":{{"message_id":1,"from":{{"id":7,"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{chat_id},"first_name":"Ann","last_name":"Example","username":"ann_example_{chat_id}","type":"private"}},"date":1764000000,"text":"{text}"}}}}"#
            )
        }
        "getupdates" => {
            let updates = fetch(served, &serde_json::from_slice(body)?).await;
            format!(r#"{{"ok":true,"result":{updates}}}"#)
        }
        "getme" => r#"{"ok":true,"result":{"id":7,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"has_main_web_app":false,"can_connect_to_business":false,"has_topics_enabled":false,"allows_users_to_create_topics":false,"can_manage_bots":false}}"#.to_owned(),
        "begin" => {
            served.load.borrow_mut().begin(serde_json::from_slice::<Plan>(body)?);
            served.more.notify_waiters();
            "{}".to_owned()
        }
        "ask" => {
            served.load.borrow_mut().ask();
            served.more.notify_waiters();
            "{}".to_owned()
        }
        "write" => {
            let SendMessage { chat_id, text } = serde_json::from_slice(body)?;
            served.load.borrow_mut().write(chat_id, &text);
            served.more.notify_waiters();
            "{}".to_owned()
        }
        "outcome" => serde_json::to_string(&served.load.borrow_mut().take_outcome())?,
        "fetches" => served.fetches.borrow().to_string(),
        _ => r#"{"ok":true,"result":true}"#.to_owned(),
    })
}

fn take_answer(served: &Rc<Served>, chat: usize, text: &str) {
    let mut load = served.load.borrow_mut();
    if !load.answer(chat, text) {
        return;
    }
    let think = load.think();
    if think.is_zero() {
        load.ask();
        served.more.notify_waiters();
        return;
    }
    let served = Rc::clone(served);
    spawn_local(async move {
        tokio::time::sleep(think).await;
        served.load.borrow_mut().ask();
        served.more.notify_waiters();
    });
}

async fn fetch(served: &Rc<Served>, request: &GetUpdates) -> String {
    *served.fetches.borrow_mut() += 1;
    let updates = async {
        loop {
            let more = served.more.notified();
            let updates = served.load.borrow_mut().updates_from(request.offset, request.limit);
            match updates {
                Some(updates) => return updates,
                None => more.await,
            }
        }
    };
    timeout(Duration::from_secs(request.timeout), updates).await.unwrap_or_else(|_| "[]".to_owned())
}
