//! What connections to the server run over.

use std::future::poll_fn;

use hyper::Uri;
use hyper::rt::{Read, Write};
use hyper_util::client::legacy::connect::HttpConnector;
#[cfg(feature = "testing")]
use hyper_util::rt::TokioIo;
#[cfg(feature = "testing")]
use pouch_emulator::Emulator;
use tower_service::Service;

use super::client::KEEPALIVE;
use super::tls::{Connector, connector};
use crate::error::BoxError;

/// The stream below a connection.
pub(super) type Stream = Box<dyn Duplex>;

/// What can be read and written.
pub(super) trait Duplex: Read + Write + Unpin + Send {}

impl<T: Read + Write + Unpin + Send> Duplex for T {}

/// How a server is reached.
#[derive(Clone)]
pub(crate) enum Line {
    /// Over sockets, with TLS or without; the address is that of the server alone, without any path.
    Network(Connector, Uri),
    /// By pipes to an emulator in this process.
    #[cfg(feature = "testing")]
    Pipes(Emulator),
}

impl Line {
    /// The line to that host; `None` if there is none for addresses of that scheme.
    pub(super) fn over_network(scheme: &str, host: &str) -> Option<Self> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_keepalive(Some(KEEPALIVE));
        let address = format!("{scheme}://{host}/").parse().ok()?;
        Some(Line::Network(connector(http, scheme)?, address))
    }

    /// A new connection.
    pub(super) async fn connect(&self) -> Result<Stream, BoxError> {
        match self {
            Line::Network(connector, server) => {
                let mut connector = connector.clone();
                poll_fn(|context| connector.poll_ready(context)).await?;
                Ok(Box::new(connector.call(server.clone()).await?))
            }
            #[cfg(feature = "testing")]
            Line::Pipes(emulator) => Ok(Box::new(TokioIo::new(emulator.connect()?))),
        }
    }
}
