//! The floor: an HTTP client that answers every update with prepared bytes, and reads and keeps nothing.

use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::Result;

/// How many connections send answers.
const SENDERS: usize = 32;

/// A key, so that the load goes on with `/get`.
const ANSWER: &str = "00000000-0000-0000-0000-000000000000";

pub(super) async fn run() -> Result<()> {
    let url = std::env::var("TELOXIDE_API_URL")?;
    let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut senders = Vec::new();
    for _ in 0..SENDERS {
        let (sender, chats) = mpsc::unbounded_channel();
        tokio::spawn(answer_all(host.clone(), chats));
        senders.push(sender);
    }
    let mut connection = connect(&host).await?;
    let mut offset = 0;
    loop {
        let body = format!(r#"{{"offset":{offset},"limit":100,"timeout":30}}"#);
        let updates = call(&mut connection, "getUpdates", body).await?;
        for update in str::from_utf8(&updates)?.split(r#"{"update_id":"#).skip(1) {
            offset = number(update)? + 1;
            let chat = update.split(r#""chat":{"id":"#).nth(1).ok_or("no chat")?;
            let chat = number(chat)?;
            senders[usize::try_from(chat)? % SENDERS].send(chat)?;
        }
    }
}

async fn answer_all(host: String, mut chats: mpsc::UnboundedReceiver<i64>) -> Result<()> {
    let mut connection = connect(&host).await?;
    while let Some(chat) = chats.recv().await {
        let body = format!(r#"{{"chat_id":{chat},"text":"{ANSWER}"}}"#);
        call(&mut connection, "sendMessage", body).await?;
    }
    Ok(())
}

async fn connect(host: &str) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn call(connection: &mut SendRequest<Full<Bytes>>, method: &str, body: String) -> Result<Bytes> {
    connection.ready().await?;
    let request = Request::post(format!("/bot1:bench/{method}"))
        .header("host", "127.0.0.1")
        .header("content-type", "application/json")
        .body(Full::new(body.into()))?;
    Ok(connection.send_request(request).await?.into_body().collect().await?.to_bytes())
}

fn number(text: &str) -> Result<i64> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    Ok(text[..end].parse()?)
}
