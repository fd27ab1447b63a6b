//! Connections to one server, kept for the next call.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Request, Response};
use tokio::time::{Instant, timeout};

use super::client::CONNECT_TIMEOUT;
use super::line::{Line, Stream};
use super::wire::{Answered, WireError};
use crate::error::BoxError;
use crate::upload::Body;

/// How long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_secs(90);

/// Connections to one server, kept for the next call.
///
/// Who makes a call drives its connection, too: a task of its own for each connection, as clients usually have, would
/// cost two switches between tasks for each call.
pub(super) struct Pool {
    line: Line,
    host: HeaderValue,
    /// The one that was used last is the last one.
    idle: Mutex<VecDeque<Idle>>,
}

struct Idle {
    /// Boxed, as it is large and moves with each call.
    connection: Box<Connection>,
    since: Instant,
}

/// One connection, which does nothing unless it is driven.
struct Connection {
    requests: SendRequest<Full<Bytes>>,
    driver: http1::Connection<Stream, Full<Bytes>>,
    is_open: bool,
}

/// Why a call came to nothing on a connection.
enum Broken {
    /// Nothing of the request was sent: it was closed before.
    Unsent(Box<Request<Full<Bytes>>>),
    Sent(WireError),
}

impl Pool {
    /// A pool for that server, which is reached by that line if there is one, else over the network; `None` if its address
    /// holds something that only a full client understands.
    pub(super) fn new(server: &reqwest::Url, line: Option<Line>) -> Option<Self> {
        if !server.username().is_empty() || server.password().is_some() {
            return None;
        }
        let host = match server.port() {
            Some(port) => format!("{}:{port}", server.host_str()?),
            None => server.host_str()?.to_owned(),
        };
        let line = match line {
            Some(line) => line,
            None => Line::over_network(server.scheme(), &host)?,
        };
        let host = HeaderValue::from_str(&host).ok()?;
        Some(Pool { line, host, idle: Mutex::default() })
    }

    /// Makes one call: on a connection that is there, if there is one.
    pub(super) async fn post(&self, path: &str, body: Body) -> Result<Answered, WireError> {
        let mut request = self.request(path, body)?;
        loop {
            let kept = self.take();
            let is_new = kept.is_none();
            let mut connection = match kept {
                Some(connection) => connection,
                // Rare and large: it must not make the future of every call larger.
                None => Box::pin(self.connect()).await.map_err(WireError::NoAnswer)?,
            };
            match connection.call(request).await {
                Ok(answered) => {
                    self.keep(connection);
                    return Ok(answered);
                }
                Err(Broken::Sent(error)) => return Err(error),
                // The server closed it while nobody used it.
                Err(Broken::Unsent(unsent)) if !is_new => request = *unsent,
                Err(Broken::Unsent(_)) => {
                    return Err(WireError::NoAnswer("the server closed the connection".into()));
                }
            }
        }
    }

    fn request(&self, path: &str, body: Body) -> Result<Request<Full<Bytes>>, WireError> {
        let request =
            Request::post(path).header(HOST, self.host.clone()).header(CONTENT_TYPE, body.content_type);
        // An error of `http` does not show the path, which holds the token.
        request.body(Full::new(body.content)).map_err(|error| WireError::NoAnswer(error.into()))
    }

    async fn connect(&self) -> Result<Box<Connection>, BoxError> {
        let connect = async {
            let stream = self.line.connect().await?;
            let (requests, driver) = http1::handshake(stream).await?;
            Ok::<_, BoxError>(Box::new(Connection { requests, driver, is_open: true }))
        };
        timeout(CONNECT_TIMEOUT, connect).await?
    }

    /// A connection that the server has not closed, as far as is known.
    fn take(&self) -> Option<Box<Connection>> {
        loop {
            let mut kept = self.idle().pop_back()?;
            if kept.since.elapsed() < IDLE && kept.connection.is_ready() {
                return Some(kept.connection);
            }
        }
    }

    /// Keeps a connection, if the server does, and drops those that have been kept too long.
    fn keep(&self, mut connection: Box<Connection>) {
        if !connection.is_ready() {
            return;
        }
        let now = Instant::now();
        let mut idle = self.idle();
        while idle.front().is_some_and(|kept| now - kept.since > IDLE) {
            idle.pop_front();
        }
        idle.push_back(Idle { connection, since: now });
    }

    fn idle(&self) -> MutexGuard<'_, VecDeque<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// Whether it can take a request.
    fn is_ready(&mut self) -> bool {
        self.drive(&mut Context::from_waker(Waker::noop()));
        self.is_open && self.requests.is_ready()
    }

    async fn call(&mut self, request: Request<Full<Bytes>>) -> Result<Answered, Broken> {
        let response = self.requests.try_send_request(request);
        let response = self.driven(response).await.map_err(|mut error| match error.take_message() {
            Some(unsent) => Broken::Unsent(Box::new(unsent)),
            None => Broken::Sent(WireError::NoAnswer(error.into_error().into())),
        })?;
        let (status, body) = (response.status(), self.body(response));
        match body.await {
            Ok(body) => Ok(Answered { status, body }),
            Err(error) => Err(Broken::Sent(WireError::of_body(status, error.into()))),
        }
    }

    async fn body(&mut self, response: Response<Incoming>) -> hyper::Result<Bytes> {
        Ok(self.driven(response.into_body().collect()).await?.to_bytes())
    }

    /// Drives the connection until the future is ready.
    async fn driven<F: Future>(&mut self, future: F) -> F::Output {
        let mut future = pin!(future);
        poll_fn(|context| {
            // It may want what the connection has at hand, which this then brings.
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            self.drive(context);
            future.as_mut().poll(context)
        })
        .await
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        // How it ended is told to whoever waits for a response.
        if self.is_open && Pin::new(&mut self.driver).poll(context).is_ready() {
            self.is_open = false;
        }
    }
}
