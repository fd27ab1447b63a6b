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

/// A method's outcome as Telegram answers it.
pub(super) fn answer(outcome: Outcome) -> Response {
    match outcome {
        Ok(result) => respond(StatusCode::OK, &json!({ "ok": true, "result": result })),
        Err(refusal) => refuse(refusal),
    }
}

/// `"ok": false`; the HTTP status is the `error_code`.
pub(super) fn refuse(refusal: Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST);
    let mut body = json!({ "ok": false, "error_code": refusal.code, "description": refusal.description });
    if !refusal.parameters.is_empty() {
        body["parameters"] = Value::Object(refusal.parameters);
    }
    respond(status, &body)
}

/// Status 200 and a body that no client understands.
pub(super) fn garbage() -> Response {
    Response::new(Body::from("<html><body>Everything is fine</body></html>"))
}

/// No answer: the connection is closed.
pub(super) fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

fn respond(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
