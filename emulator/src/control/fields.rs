//! What a call brings along: a JSON object, or a query string.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
};
use serde_json::{Map, Value};

use super::problem::{Problem, abridged};

/// The JSON object of a body.
///
/// The media type is required, since without it a page of another site could post here: a browser asks the
/// server before it lets another site send JSON, and this server never agrees.
pub(super) struct Fields(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default().to_owned();
        if !media_type
            .split(';')
            .next()
            .is_some_and(|name| name.trim().eq_ignore_ascii_case("application/json"))
        {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the header `Content-Type: application/json`",
                if media_type.is_empty() { "none" } else { &media_type },
                "send a JSON object, `{}` if there is nothing to say",
            ));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            let help = "send less: a text has 4096 characters at most, a file some megabytes";
            Problem::new(rejection.status(), "a body within the limit", rejection.body_text(), help)
        })?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(other) => Err(Problem::wrong("a JSON object", abridged(&other), "put the fields into `{…}`")),
            Err(error) => Err(Problem::wrong("a JSON object", error.to_string(), "check the body's JSON")),
        }
    }
}

impl Fields {
    /// All of it.
    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    /// A field as it was given; null is as good as none.
    pub(super) fn raw(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        self.typed(name, "a string", Value::as_str)
    }

    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Problem> {
        self.typed(name, "a whole number", Value::as_i64)
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, Problem> {
        Ok(self.typed(name, "`true` or `false`", Value::as_bool)?.unwrap_or(false))
    }

    pub(super) fn required_text(&self, name: &str) -> Result<&str, Problem> {
        self.text(name)?.ok_or_else(|| self.lacks(name, "a string"))
    }

    pub(super) fn required_integer(&self, name: &str) -> Result<i64, Problem> {
        self.integer(name)?.ok_or_else(|| self.lacks(name, "a whole number"))
    }

    fn typed<'a, T>(
        &'a self,
        name: &str,
        kind: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        let wrong =
            || Problem::wrong(format!("{kind} in `{name}`"), abridged(value), "correct the field's type");
        read(value).map(Some).ok_or_else(wrong)
    }

    fn lacks(&self, name: &str, kind: &str) -> Problem {
        let given: Vec<_> = self.0.keys().map(|key| format!("`{key}`")).collect();
        let got = if given.is_empty() { "no fields".to_owned() } else { given.join(", ") };
        Problem::wrong(format!("{kind} in `{name}`"), got, format!("add the field `{name}`"))
    }
}

/// The query string.
pub(super) struct Query(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

impl Query {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let wrong = |_| {
            Problem::wrong(format!("a whole number in `?{name}=`"), text, "write digits, or leave it out")
        };
        text.parse().map(Some).map_err(wrong)
    }
}
