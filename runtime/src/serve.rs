//! Serving routes over HTTP: bounded connections with time limits, until the bot has stopped.

#[cfg(feature = "webhook-tls")]
mod tls;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use tracing::{debug, warn};

use crate::stop::Stop;
#[cfg(feature = "webhook-tls")]
pub(crate) use tls::Tls;

/// How many connections are open at once; further ones wait.
const MOST_CONNECTIONS: usize = 256;

/// How long the head of a request may take, and with it how long a connection may lie idle.
const HEAD_LIMIT: Duration = Duration::from_mins(1);

/// How long the handshake of a connection with TLS may take.
#[cfg(feature = "webhook-tls")]
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);

/// The pause after a connection that could not be accepted, for want of file descriptors, say.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Routes on an address.
pub(crate) struct Server {
    pub(crate) listener: TcpListener,
    #[cfg(feature = "webhook-tls")]
    pub(crate) tls: Option<Tls>,
    pub(crate) routes: Router,
}

impl Server {
    /// Routes on an address such as `127.0.0.1:8080`, without TLS. From now on, connections wait to be accepted.
    pub(crate) async fn bind(address: &str, routes: Router) -> io::Result<Self> {
        Ok(Server {
            listener: TcpListener::bind(address).await?,
            #[cfg(feature = "webhook-tls")]
            tls: None,
            routes,
        })
    }

    /// Serves until the stop has ended; then, requests under way are answered before this returns.
    pub(crate) async fn run(self, stop: Stop) {
        let (room, connections) = (Arc::new(Semaphore::new(MOST_CONNECTIONS)), TaskTracker::new());
        while let Some((stream, place)) = stop.or_ended(accept(&self.listener, &room)).await {
            let connection = self.connection(stream, stop.clone());
            connections.spawn(async move {
                if let Err(error) = connection.await {
                    debug!(error, "a connection broke");
                }
                drop(place);
            });
        }
        drop(self.listener);
        connections.close();
        connections.wait().await;
    }

    /// What becomes of one connection.
    fn connection(
        &self,
        stream: TcpStream,
        stop: Stop,
    ) -> impl Future<Output = Result<(), String>> + Send + use<> {
        let routes = self.routes.clone();
        #[cfg(feature = "webhook-tls")]
        let tls = self.tls.clone();
        async move {
            stream.set_nodelay(true).map_err(|error| error.to_string())?;
            #[cfg(feature = "webhook-tls")]
            if let Some(tls) = tls {
                let shaken = tokio::time::timeout(HANDSHAKE_LIMIT, tls.accept(stream)).await;
                let stream = shaken.map_err(|_| "the handshake took too long".to_owned())?;
                return answer(stream.map_err(|error| error.to_string())?, routes, stop).await;
            }
            answer(stream, routes, stop).await
        }
    }
}

/// The next connection, and its place among those that are open.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, Option<tokio::sync::OwnedSemaphorePermit>) {
    let place = Arc::clone(room).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => {
                warn!(%error, "a connection can't be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Answers the requests of one connection.
async fn answer<S>(stream: S, routes: Router, stop: Stop) -> Result<(), String>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_LIMIT);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    tokio::pin!(connection);
    let ended = if let Some(ended) = stop.or_ended(connection.as_mut()).await {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    ended.map_err(|error| error.to_string())
}
