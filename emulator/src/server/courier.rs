//! Brings updates to the bot's webhook.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, header},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    net::TcpStream,
    time::{sleep, timeout},
};

use super::{call, read};
use crate::{
    faults::DeliveryFault,
    journal::Happening,
    state::State,
    world::{Delivery, Webhook},
};

/// The pause before a second attempt; it doubles with each further one.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// How long the bot may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: usize = 10 << 20;

/// What the bot answered.
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// Brings updates whenever there are some and a webhook is set; never ends. What happens to updates on their way, it notes.
pub(super) async fn run(state: Arc<State>) {
    let mut changes = state.world().queue.changes();
    loop {
        changes.borrow_and_update();
        state.note_other_conditions();
        let next = state.world().next_delivery();
        match next {
            Some(delivery) => drop(tokio::spawn(deliver(Arc::clone(&state), delivery))),
            // The queue lives as long as the state, so this cannot fail.
            None => drop(changes.changed().await),
        }
    }
}

/// Brings one update, as often as it takes.
async fn deliver(state: Arc<State>, delivery: Delivery) {
    let mut pause = SHORTEST_PAUSE;
    while state.world().is_current(&delivery) {
        let fault = state.faults().take_delivery_fault();
        if fault.is_some() {
            state.note_conditions();
        }
        let begun = Instant::now();
        let attempted = attempt(&delivery, fault).await;
        state.journal().note(&Happening::Delivery {
            update: delivery.update.clone(),
            error: attempted.as_ref().err().cloned(),
            took: begun.elapsed(),
        });
        match attempted {
            Ok(answer) => {
                follow(&state, answer).await;
                state.world().note_delivered(&delivery);
                return;
            }
            Err(reason) => state.world().note_undelivered(&delivery, reason),
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// One attempt, or why it failed, as `getWebhookInfo` tells it.
async fn attempt(delivery: &Delivery, fault: Option<DeliveryFault>) -> Result<Answer, String> {
    if fault == Some(DeliveryFault::Lost) {
        return Err("Connection reset by peer".to_owned());
    }
    let posted = timeout(PATIENCE, post(&delivery.webhook, &delivery.update)).await;
    let timed_out = || "Read timeout expired".to_owned();
    let answer = posted.map_err(|_| timed_out())??;
    if fault == Some(DeliveryFault::AnswerLost) { Err(timed_out()) } else { Ok(answer) }
}

async fn post(webhook: &Webhook, update: &Value) -> Result<Answer, String> {
    let url = &webhook.url;
    let stream = TcpStream::connect((url.ip, url.port)).await.map_err(|_| "Connection refused".to_owned())?;
    let broken = |error: hyper::Error| format!("Connection broken: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let connection = tokio::spawn(connection);
    let request = request(webhook, update).map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(broken)?;
    let (head, body) = response.into_parts();
    let body = to_bytes(Body::new(body), LARGEST_ANSWER).await.map_err(|error| error.to_string())?;
    connection.abort();
    if head.status.is_success() {
        Ok(Answer { headers: head.headers, body })
    } else {
        Err(format!("Wrong response from the webhook: {}", head.status))
    }
}

fn request(webhook: &Webhook, update: &Value) -> axum::http::Result<Request<Body>> {
    let uri: axum::http::Uri = webhook.url.text.parse()?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let host = uri.authority().map_or("localhost", |authority| authority.as_str());
    let mut request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONNECTION, "close");
    if !webhook.secret.is_empty() {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret);
    }
    request.body(Body::from(update.to_string()))
}

/// Makes the call that an answer may hold. Its result is told to nobody, as at Telegram.
async fn follow(state: &Arc<State>, answer: Answer) {
    let mut request = Request::new(Body::from(answer.body));
    *request.headers_mut() = answer.headers;
    let Ok(params) = read::parameters(request).await else { return };
    if let Some(method) = params.text("method") {
        let _ = call::run(state, &method, params).await;
    }
}
