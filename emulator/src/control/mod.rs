//! The control interface: HTTP for whoever plays the people, whatever language their program is in.
//!
//! The web page uses nothing else, so a program can do what a person on the page can.

mod chats;
mod conditions;
mod content;
mod fields;
mod files;
mod guard;
mod inline;
mod invites;
mod journal;
mod members;
mod messages;
mod opinions;
mod people;
mod presses;
mod problem;
mod program;
mod snapshot;
mod topics;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::Response,
    routing::{any, get, post},
};
use serde_json::Value;

pub(crate) use self::guard::lock;
use self::problem::Problem;
use crate::state::State;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 1 << 20;
/// The largest file that people may send, in bytes.
const LARGEST_FILE: usize = 50 << 20;

type Shared = axum::extract::State<Arc<State>>;

/// What a call gets.
type Answer = Result<Response, Problem>;

/// Everything below `/control`.
pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/state", get(snapshot::state))
        .route("/people", get(people::list).post(people::add))
        .route("/chats", get(chats::list).post(chats::add))
        .route("/chats/{chat}/members", get(members::list).post(members::move_somebody))
        .route("/chats/{chat}/standing", post(members::set_standing))
        .route("/chats/{chat}/invites", get(invites::list).post(invites::add))
        .route("/chats/{chat}/requests", post(invites::answer))
        .route("/invites", post(invites::follow))
        .route("/limits", post(conditions::limit_rate))
        .route("/privacy", post(conditions::set_privacy))
        .route("/chats/{chat}/topics", post(topics::add))
        .route("/chats/{chat}/topics/{thread}", post(topics::change))
        .route("/chats/{chat}/discussion", post(topics::link_discussion))
        .route("/chats/{chat}/bot", post(chats::let_bot_in_or_out))
        .route("/chats/{chat}/messages", get(messages::list).post(messages::write))
        .route("/chats/{chat}/messages/{message}", post(messages::edit))
        .route("/chats/{chat}/messages/{message}/press", post(presses::press))
        .route("/chats/{chat}/messages/{message}/vote", post(opinions::vote))
        .route("/chats/{chat}/messages/{message}/react", post(opinions::react))
        .route("/chats/{chat}/messages/{message}/delete", post(opinions::delete))
        .route("/chats/{chat}/messages/{message}/pay", post(inline::pay))
        .route("/payments", post(inline::pay_link))
        .route("/payments/{payment}", get(inline::payment))
        .route("/inline", post(inline::ask))
        .route("/inline/{query}", get(inline::results))
        .route("/inline/{query}/pick", post(inline::pick))
        .route("/chats/{chat}/keyboard", get(messages::keyboard))
        .route("/files", post(files::upload).layer(DefaultBodyLimit::max(LARGEST_FILE)))
        .route("/files/{file}", get(files::content))
        .route("/presses/{query}", get(presses::answer))
        .route("/chats/{chat}/upgrade", post(chats::upgrade))
        .route("/chats/{chat}/upgrade/notices", post(chats::announce_upgrade))
        .route("/albums", post(messages::begin_album))
        .route("/updates", post(messages::push))
        .route("/requests", get(journal::requests))
        .route("/journal", get(journal::read))
        .route("/events", get(journal::follow))
        .route("/conditions", get(conditions::show))
        .route("/clock", post(conditions::advance_clock))
        .route("/faults", post(conditions::plan_fault).delete(conditions::forget_faults))
        .route("/bot", post(program::wish))
        .route("/records", get(program::records).post(program::show_record))
        .route("/token", post(conditions::refuse_token))
        .method_not_allowed_fallback(wrong_method)
        .route("/{*unknown}", any(unknown_path))
        .layer(middleware::from_fn(lock))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

async fn unknown_path(uri: Uri) -> Problem {
    let expected = "a path of the control interface, such as /control/state";
    Problem::new(StatusCode::NOT_FOUND, expected, uri.path(), "see emulator/README.md for all of them")
}

async fn wrong_method(method: Method, uri: Uri) -> Problem {
    let got = format!("{method} {}", uri.path());
    let help = "reading is GET, doing is POST, forgetting faults is DELETE";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "a method that this path has", got, help)
}

/// 200 and JSON.
#[allow(clippy::unnecessary_wraps)] // The last words of functions that may fail.
fn done(value: &Value) -> Answer {
    Ok(json_response(StatusCode::OK, value))
}

fn json_response(status: StatusCode, value: &Value) -> Response {
    text_response(status, value.to_string())
}

fn text_response(status: StatusCode, json: String) -> Response {
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
