//! Calls of the Bot API as raw JSON.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use reqwest::{StatusCode, Url};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::line::Line;
use super::token::Token;
use super::wire::{Answered, Wire, WireError};
use crate::error::BoxError;
use crate::upload::Body;

/// How long a call may take, beside the time that it asks the server to wait.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// The longest pause that the server can ask for, in seconds.
const LONGEST_PAUSE: i64 = 24 * 60 * 60;

/// Where a bot talks to, and as whom.
pub(crate) struct Server {
    pub(crate) url: Url,
    pub(crate) token: Token,
    /// The address of a proxy on the way there.
    pub(crate) proxy: Option<String>,
    /// How the engine reaches it, if not over the network.
    pub(crate) line: Option<Line>,
}

/// Calls the Bot API for one bot.
#[derive(Clone)]
pub(crate) struct Api {
    wire: Arc<Wire>,
    /// The bot's path on the server, which holds the token: never to be shown.
    path: String,
    token: Token,
    /// What answers instead of a server.
    #[cfg(test)]
    double: Option<Double>,
}

/// Answers calls by their method and parameters.
#[cfg(test)]
type Double = Arc<
    dyn Fn(String, String) -> futures_util::future::BoxFuture<'static, Result<Box<RawValue>, ApiError>>
        + Send
        + Sync,
>;

/// The answer to a call that succeeded.
#[derive(Debug)]
pub(crate) struct Answer(Bytes);

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// The server answered that it won't.
    #[error("{code} {description}")]
    Refused { code: u16, description: String, retry_after: Option<Duration>, migrate_to: Option<i64> },
    /// No answer arrived.
    #[error("no answer")]
    Network(#[source] BoxError),
    /// The answer is none of the Bot API's.
    #[error("the answer, with status {status}, is none of the Bot API's{}", hint(*status))]
    Garbled { status: StatusCode },
}

#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    /// What an error says is taken in any form: it must not be lost for a number that came as a string.
    #[serde(default)]
    error_code: Value,
    #[serde(default)]
    description: Value,
    #[serde(default)]
    parameters: Value,
}

/// What there is beside `ok` in the answer to a call that succeeded.
#[derive(Deserialize)]
struct Success<T> {
    result: T,
}

impl Api {
    /// Calls go to that server in the name of its bot.
    pub(crate) fn new(client: reqwest::Client, server: Server) -> Api {
        let Server { url, token, proxy, line } = server;
        Api {
            path: format!("{}/bot{}", url.path().trim_end_matches('/'), token.reveal()),
            wire: Arc::new(Wire::new(client, &url, proxy.as_deref(), line)),
            token,
            #[cfg(test)]
            double: None,
        }
    }

    /// Makes a call with parameters and files as one payload; `wait` is how long the server is asked to wait.
    pub(crate) async fn call(
        &self,
        method: &str,
        parameters: impl Into<Bytes>,
        wait: Duration,
    ) -> Result<Answer, ApiError> {
        let parameters = parameters.into();
        #[cfg(test)]
        if let Some(double) = &self.double {
            let parameters = String::from_utf8_lossy(&parameters).into_owned();
            return double(method.to_owned(), parameters).await.map(|result| Answer::of_result(&result));
        }
        let path = format!("{}/{method}", self.path);
        let body = Body::of(parameters);
        let limit = CALL_TIMEOUT + wait + body.patience();
        match self.wire.post(&path, body, limit).await {
            Ok(Answered { status, body }) => read(status, body).map_err(|error| self.redacted(error)),
            Err(WireError::NoBody(status)) => Err(ApiError::Garbled { status }),
            Err(WireError::NoAnswer(error)) => Err(ApiError::Network(error)),
        }
    }

    /// The error without the token, which a server may repeat in its words.
    fn redacted(&self, mut error: ApiError) -> ApiError {
        if let ApiError::Refused { description, .. } = &mut error {
            *description = description.replace(self.token.reveal(), "(token)");
        }
        error
    }
}

impl Answer {
    /// The answer whose result that is.
    #[cfg(test)]
    fn of_result(result: &RawValue) -> Answer {
        Answer(format!(r#"{{"ok":true,"result":{result}}}"#).into())
    }

    /// The answer's text. What is no UTF-8 in it must not hide the rest.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

/// The result in an answer's text.
pub(crate) fn result_in<'a, T: Deserialize<'a>>(text: &'a str) -> serde_json::Result<T> {
    serde_json::from_str(text).map(|Success { result }| result)
}

/// Most answers say first that all is well, and of most of those nobody wants to know more.
fn read(status: StatusCode, body: Bytes) -> Result<Answer, ApiError> {
    if body.starts_with(br#"{"ok":true,"result":"#) {
        return Ok(Answer(body));
    }
    match serde_json::from_str(&String::from_utf8_lossy(&body)) {
        Ok(Envelope { ok: true, result: Some(_), .. }) => Ok(Answer(body)),
        Ok(Envelope { ok: false, error_code, description, parameters, .. }) => Err(ApiError::Refused {
            code: whole(&error_code).and_then(|code| code.try_into().ok()).unwrap_or(status.as_u16()),
            description: description.as_str().unwrap_or_default().to_owned(),
            retry_after: whole(&parameters["retry_after"]).map(pause),
            migrate_to: whole(&parameters["migrate_to_chat_id"]),
        }),
        Ok(_) | Err(_) => Err(ApiError::Garbled { status }),
    }
}

/// Redirects are not followed: they would take the token elsewhere.
fn hint(status: StatusCode) -> &'static str {
    if status.is_redirection() { "; set TELOXIDE_API_URL to the address that it leads to" } else { "" }
}

/// A whole number, also as a string or with a fraction, which is rounded up.
#[expect(clippy::cast_possible_truncation, reason = "a number beyond all bounds is cut to the bound")]
fn whole(value: &Value) -> Option<i64> {
    let number = match value {
        Value::String(text) => &text.trim().parse().ok()?,
        Value::Number(number) => number,
        _ => return None,
    };
    number.as_i64().or_else(|| number.as_f64().map(|number| number.ceil() as i64))
}

/// The pause that the server asks for, in seconds: one at least, and no more than a day.
fn pause(seconds: i64) -> Duration {
    Duration::from_secs(seconds.clamp(1, LONGEST_PAUSE).cast_unsigned())
}

impl ApiError {
    /// Whether trying again may help.
    pub(crate) fn may_pass(&self) -> bool {
        !matches!(self, ApiError::Refused { code: 400..=428 | 430..=499, .. })
    }

    /// How long the server asks to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            ApiError::Refused { retry_after, .. } => *retry_after,
            ApiError::Network(_) | ApiError::Garbled { .. } => None,
        }
    }

    /// Whether the server does not know the token.
    pub(crate) fn is_about_token(&self) -> bool {
        match self {
            ApiError::Refused { code, .. } => matches!(code, 401 | 404),
            ApiError::Garbled { status } => *status == StatusCode::UNAUTHORIZED,
            ApiError::Network(_) => false,
        }
    }
}

#[cfg(test)]
impl Api {
    /// Calls are answered by a function.
    pub(crate) fn double(
        answer: impl Fn(
            String,
            String,
        ) -> futures_util::future::BoxFuture<'static, Result<Box<RawValue>, ApiError>>
        + Send
        + Sync
        + 'static,
    ) -> Api {
        static CLIENT: std::sync::LazyLock<reqwest::Client> = std::sync::LazyLock::new(reqwest::Client::new);
        let token = Token::new("1:token").unwrap();
        let double = Some(Arc::new(answer) as Double);
        let wire = Arc::new(Wire::Client { client: CLIENT.clone(), server: String::new() });
        Api { wire, path: String::new(), token, double }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> ApiError {
        read(StatusCode::BAD_REQUEST, Bytes::copy_from_slice(body.as_bytes())).unwrap_err()
    }

    #[test]
    fn the_envelope_is_read() {
        for body in [r#"{"ok":true,"result":[1],"description":"x"}"#, r#"{ "result": [1], "ok": true }"#] {
            let answer = read(StatusCode::OK, Bytes::from_static(body.as_bytes())).unwrap();
            assert_eq!(result_in::<Vec<i32>>(&answer.text()).unwrap(), [1]);
        }
        let error = refused(
            r#"{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":3}}"#,
        );
        let ApiError::Refused { code: 429, retry_after: Some(delay), .. } = error else { panic!("{error}") };
        assert_eq!(delay, Duration::from_secs(3));
        assert!(matches!(refused("<html>"), ApiError::Garbled { .. }));
    }

    #[test]
    fn numbers_are_taken_in_any_form() {
        for (given, seconds) in [("2", 2), ("\"2\"", 2), ("1.5", 2), ("-1", 1), ("1e300", 86_400)] {
            let body = format!(r#"{{"ok":false,"error_code":"429","parameters":{{"retry_after":{given}}}}}"#);
            let error = refused(&body);
            let ApiError::Refused { code: 429, retry_after: Some(delay), .. } = error else {
                panic!("{error}")
            };
            assert_eq!(delay, Duration::from_secs(seconds), "{given}");
        }
    }

    #[test]
    fn a_text_that_is_no_utf8_does_not_hide_the_others() {
        let body = Bytes::from_static(b"{\"ok\":true,\"result\":[\"a\xff\",\"b\"]}");
        let answer = read(StatusCode::OK, body).unwrap();
        assert_eq!(result_in::<Vec<String>>(&answer.text()).unwrap(), ["a\u{fffd}", "b"]);
    }

    #[test]
    fn unknown_parameters_do_not_hide_the_error() {
        let error = refused(r#"{"ok":false,"error_code":400,"description":"x","parameters":{"new":[1]}}"#);
        assert_eq!(error.to_string(), "400 x");
    }
}
