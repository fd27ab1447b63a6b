//! A network that cuts answers off in the middle.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use pouch_emulator::Emulator;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Forwards calls to the emulator; of the answers to the first `count` calls of `sendMessage`, only the head and the
/// first byte of the body arrive. Gives the address.
pub(crate) async fn cut_answers(emulator: &Emulator, count: usize) -> String {
    let server = emulator.api_url().strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let left = Arc::new(AtomicUsize::new(count));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(forward(client, server, Arc::clone(&left)));
        }
    });
    format!("http://{address}")
}

/// Forwards one connection until either side ends it, or an answer is cut.
async fn forward(client: TcpStream, server: TcpStream, left: Arc<AtomicUsize>) {
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    let is_sending = AtomicBool::new(false);
    let note = |calls: &[u8]| {
        let sends = calls.windows(11).any(|text| text.eq_ignore_ascii_case(b"sendMessage"));
        is_sending.fetch_or(sends, Ordering::Relaxed);
        calls.len()
    };
    let cut = |answer: &[u8]| {
        let is_cut = is_sending.swap(false, Ordering::Relaxed)
            && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        let head = answer.windows(4).position(|end| end == b"\r\n\r\n");
        if is_cut { head.map_or(1, |head| head + 5) } else { answer.len() }
    };
    tokio::select! {
        _ = pass_on(from_client, to_server, note) => (),
        _ = pass_on(from_server, to_client, cut) => (),
    }
}

/// Passes on what comes until the end, or until less than all of it is to be passed on.
async fn pass_on(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    look: impl Fn(&[u8]) -> usize,
) -> io::Result<()> {
    let mut buffer = [0; 8192];
    loop {
        let length = from.read(&mut buffer).await?;
        let passed = look(&buffer[..length]);
        to.write_all(&buffer[..passed]).await?;
        if length == 0 || passed < length {
            return Ok(());
        }
    }
}
