//! Reading what happened, and waiting for what happens next.

use std::{convert::Infallible, fmt::Write, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::stream;
use serde_json::json;
use tokio::time::timeout;

use super::{Answer, Shared, done, fields::Query, text_response};
use crate::{journal::Pages, state::State as Emulated};

/// The most entries of one answer, and of one piece of the stream.
const MOST_ENTRIES: usize = 1000;
/// How long a call may wait for the next entry, in seconds.
const LONGEST_WAIT: u64 = 60;
/// A stream says at least this often that it is alive; so does a connection whose browser is gone come to light.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// `GET /control/journal`: entries `since` a revision; waits up to `wait` seconds for the first.
pub(super) async fn read(State(state): Shared, query: Query) -> Answer {
    let since = query.number("since")?.unwrap_or(0);
    let wait = query.number("wait")?.unwrap_or(0).min(LONGEST_WAIT);
    let limit = query.number("limit")?.unwrap_or(MOST_ENTRIES).clamp(1, MOST_ENTRIES);
    let journal = state.journal();
    if journal.revision() == since {
        let _ = timeout(Duration::from_secs(wait), journal.later_than(since)).await;
    }
    let pages = journal.since(since, limit);
    let last = pages.entries.last().map_or(journal.revision().min(since), |entry| entry.revision);
    let entries: Vec<&str> = pages.entries.iter().map(|entry| &*entry.json).collect();
    let (is_torn, entries) = (pages.is_torn, entries.join(","));
    let body = format!(r#"{{"revision":{last},"is_torn":{is_torn},"entries":[{entries}]}}"#);
    Ok(text_response(StatusCode::OK, body))
}

/// `GET /control/requests`: the latest calls of the bot, of one `method` if given; at most `limit`.
pub(super) async fn requests(State(state): Shared, query: Query) -> Answer {
    let method = query.text("method");
    let limit = query.number("limit")?.unwrap_or(MOST_ENTRIES).min(MOST_ENTRIES);
    let requests = state
        .requests()
        .select(|request| method.is_none_or(|method| request.method.eq_ignore_ascii_case(method)));
    let latest = &requests[requests.len().saturating_sub(limit)..];
    let shown = latest.iter().map(|request| json!({ "method": request.method, "params": request.params }));
    done(&json!({ "requests": shown.collect::<Vec<_>>() }))
}

/// `GET /control/events`: the journal as server-sent events, `since` a revision or behind the browser's last one.
pub(super) async fn follow(State(state): Shared, headers: HeaderMap, query: Query) -> Answer {
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let since = match resumed {
        Some(revision) => revision,
        None => query.number("since")?.unwrap_or_else(|| state.journal().revision()),
    };
    let pieces = stream::unfold((state, since), |(state, since)| async move {
        let (piece, since) = next_piece(&state, since).await;
        Some((Ok::<_, Infallible>(piece), (state, since)))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let stream = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, stream);
    Ok(response)
}

/// The next events as bytes, and the revision that they lead to.
async fn next_piece(state: &Arc<Emulated>, since: u64) -> (Bytes, u64) {
    let journal = state.journal();
    if journal.revision() == since && timeout(HEARTBEAT, journal.later_than(since)).await.is_err() {
        return (Bytes::from_static(b": still here\n\n"), since);
    }
    let Pages { entries, is_torn } = journal.since(since, MOST_ENTRIES);
    let mut text = String::new();
    if is_torn {
        // Whoever follows has to begin anew: with `/control/state`.
        text.push_str("event: torn\ndata: {}\n\n");
    }
    for entry in &entries {
        // Writing to a string cannot fail.
        let _ = write!(text, "id: {}\ndata: {}\n\n", entry.revision, entry.json);
    }
    (Bytes::from(text), entries.last().map_or(journal.revision(), |entry| entry.revision))
}
