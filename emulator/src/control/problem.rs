//! The one shape of this interface's refusals.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::json_response;

/// Why a call was refused: what was expected, what came instead, what to do.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    expected: String,
    got: String,
    help: String,
}

impl Problem {
    pub(super) fn new(
        status: StatusCode,
        expected: impl Into<String>,
        got: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { status, expected: expected.into(), got: got.into(), help: help.into() }
    }

    /// 400: the call itself is wrong.
    pub(super) fn wrong(
        expected: impl Into<String>,
        got: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(StatusCode::BAD_REQUEST, expected, got, help)
    }

    /// 404: what the call names is not there.
    pub(super) fn missing(what: &str, id: i64, list: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("the id of a {what}"),
            id.to_string(),
            format!("GET {list} lists them"),
        )
    }

    /// 409: the call is right, but the world does not allow it now.
    pub(super) fn not_now(
        expected: impl Into<String>,
        got: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(StatusCode::CONFLICT, expected, got, help)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let error = json!({ "expected": self.expected, "got": self.got, "help": self.help });
        json_response(self.status, &json!({ "error": error }))
    }
}

/// A JSON value for an error: short, whatever was sent.
pub(super) fn abridged(value: &Value) -> String {
    let text = value.to_string();
    let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    if end < text.len() { format!("{}…", &text[..end]) } else { text }
}
