//! How calls get to the server.

use std::time::Duration;

use hyper::body::Bytes;
use reqwest::{RequestBuilder, StatusCode, Url, header};
use tokio::time::timeout;

use super::client;
use super::line::Line;
use super::pool::Pool;
use crate::error::BoxError;
use crate::upload::Body;

/// How calls get to the server: on connections of our own, or through a proxy by the client that understands proxies.
pub(super) enum Wire {
    Direct(Box<Pool>),
    Client { client: reqwest::Client, server: String },
}

/// What the server answered.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

/// Why there is no whole answer.
pub(super) enum WireError {
    /// No answer arrived, for a reason that does not show the address.
    NoAnswer(BoxError),
    /// The server has done it, only the rest of its answer is lost.
    NoBody(StatusCode),
}

impl Wire {
    /// The way to that server: by that line, or through that proxy or the system's, if there is one.
    pub(super) fn new(
        client: reqwest::Client,
        server: &Url,
        proxy: Option<&str>,
        line: Option<Line>,
    ) -> Self {
        let is_direct = line.is_some() || (proxy.is_none() && !client::has_system_proxy(server));
        match Pool::new(server, line).filter(|_| is_direct) {
            Some(pool) => Wire::Direct(Box::new(pool)),
            None => Wire::Client { client, server: server.as_str().trim_end_matches('/').to_owned() },
        }
    }

    /// Sends a body to a path, which starts with `/`.
    pub(super) async fn post(&self, path: &str, body: Body, limit: Duration) -> Result<Answered, WireError> {
        match self {
            Wire::Direct(pool) => match timeout(limit, pool.post(path, body)).await {
                Ok(answered) => answered,
                Err(elapsed) => Err(WireError::NoAnswer(elapsed.into())),
            },
            Wire::Client { client, server } => {
                let request = client.post(format!("{server}{path}")).timeout(limit).body(body.content);
                // Large: it must not make the future of a direct call larger.
                Box::pin(answer_to(request.header(header::CONTENT_TYPE, body.content_type))).await
            }
        }
    }
}

async fn answer_to(request: RequestBuilder) -> Result<Answered, WireError> {
    let response = request.send().await.map_err(|error| WireError::NoAnswer(without_address(error)))?;
    let status = response.status();
    let body = response.bytes().await;
    let body = body.map_err(|error| WireError::of_body(status, without_address(error)))?;
    Ok(Answered { status, body })
}

impl WireError {
    /// The body did not arrive, after a head with that status.
    pub(super) fn of_body(status: StatusCode, error: BoxError) -> Self {
        if status.is_success() { WireError::NoBody(status) } else { WireError::NoAnswer(error) }
    }
}

/// The address holds the token.
fn without_address(error: reqwest::Error) -> BoxError {
    error.without_url().into()
}
