//! The envelope of every answer.

use std::fmt;

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::{methods::Outcome, refusal::Refusal};

/// Marks a response that is never sent: the connection is closed instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is cut on purpose")
    }
}

impl std::error::Error for Cut {}

/// What the bot gets for a call.
pub(super) enum Reaction {
    /// What Telegram would answer.
    Answer(Outcome),
    /// Status 200 and a body that no client understands.
    Garbage,
    /// No answer: the connection is closed.
    Cut,
}

impl Reaction {
    /// As the journal shows it: the answer's JSON, or a word for what came instead.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Answer(Ok(result)) => json!({ "ok": true, "result": result }),
            Self::Answer(Err(refusal)) => refusal_body(refusal),
            Self::Garbage => json!("garbage"),
            Self::Cut => json!("cut"),
        }
    }

    /// As it goes over the wire.
    pub(super) fn into_response(self) -> Response {
        match self {
            Self::Answer(Ok(result)) => {
                respond(StatusCode::OK, format!(r#"{{"ok":true,"result":{result}}}"#))
            }
            Self::Answer(Err(refusal)) => refuse(&refusal),
            Self::Garbage => Response::new(Body::from("<html><body>Everything is fine</body></html>")),
            Self::Cut => cut(),
        }
    }
}

/// `"ok": false`; the HTTP status is the `error_code`.
pub(super) fn refuse(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST);
    // In Telegram's order: logs of clients quote it.
    let (code, description) = (refusal.code, json!(refusal.description));
    let parameters = if refusal.parameters.is_empty() {
        String::new()
    } else {
        format!(r#","parameters":{}"#, Value::Object(refusal.parameters.clone()))
    };
    respond(status, format!(r#"{{"ok":false,"error_code":{code},"description":{description}{parameters}}}"#))
}

fn refusal_body(refusal: &Refusal) -> Value {
    let mut body = json!({ "ok": false, "error_code": refusal.code, "description": refusal.description });
    if !refusal.parameters.is_empty() {
        body["parameters"] = Value::Object(refusal.parameters.clone());
    }
    body
}

fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

fn respond(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
