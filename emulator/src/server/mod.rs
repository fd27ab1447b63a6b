//! The HTTP server: a thread of its own, so that it answers even while a test blocks.

mod answer;
mod call;
mod courier;
mod download;
mod guard;
mod read;

use std::{convert::Infallible, io, net::Ipv4Addr, sync::Arc, thread, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, http::Request, response::Response, routing::get};
use hyper::{body::Incoming, server::conn::http1, service::Service, service::service_fn};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    io::{AsyncRead, AsyncWrite, DuplexStream, duplex},
    net::TcpListener,
    runtime,
    sync::{mpsc, oneshot, watch},
};

use self::answer::Cut;
use crate::{control, page, state::State};

/// The largest body that is read, in bytes; Telegram's limit for uploads is 50 MB.
const LARGEST_BODY: usize = 50 << 20;

/// How many bytes a pipe holds that the other side has not read, as a socket's buffer does.
const PIPE: usize = 64 << 10;

/// A running server. It stops when this is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    /// The server's ends of pipes that programs in this process talk through.
    pipes: mpsc::UnboundedSender<DuplexStream>,
    /// True tells the server to stop; closed means that it has.
    stop: watch::Sender<bool>,
}

impl Server {
    /// Listens on a port of 127.0.0.1; 0 takes any that is free.
    pub(crate) async fn start(port: u16, state: Arc<State>) -> io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let (report, started) = oneshot::channel();
        let (pipes, clients) = mpsc::unbounded_channel();
        thread::Builder::new()
            .name("pouch-emulator".to_owned())
            .spawn(move || run(port, state, Doors { stopped, report, clients }))?;
        let port = started.await.map_err(io::Error::other)??;
        Ok(Self { port, pipes, stop })
    }

    /// A connection that is no socket.
    pub(crate) fn connect(&self) -> io::Result<DuplexStream> {
        let (client, server) = duplex(PIPE);
        self.pipes.send(server).map_err(|_| io::ErrorKind::ConnectionRefused)?;
        Ok(client)
    }

    /// Closes every connection; afterwards the port is free.
    pub(crate) async fn stop(&self) {
        self.stop.send_replace(true);
        self.stop.closed().await;
    }
}

/// What the thread has to do with the outside.
struct Doors {
    stopped: watch::Receiver<bool>,
    report: oneshot::Sender<io::Result<u16>>,
    clients: mpsc::UnboundedReceiver<DuplexStream>,
}

/// The thread's life.
fn run(port: u16, state: Arc<State>, Doors { mut stopped, report, clients }: Doors) {
    let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(report.send(Err(error))),
    };
    runtime.block_on(async {
        let listener = match listen(port).await {
            Ok((listener, port)) => {
                drop(report.send(Ok(port)));
                listener
            }
            Err(error) => return drop(report.send(Err(error))),
        };
        tokio::select! {
            () = accept(listener, clients, router(Arc::clone(&state))) => {}
            () = courier::run(state) => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    });
    // Connections end here; only then does `stopped` tell that the server is gone.
    drop(runtime);
    drop(stopped);
}

async fn listen(port: u16) -> io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/{bot}/{method}", get(call::call).post(call::call))
        .route("/file/{bot}/{*path}", get(download::download))
        .nest("/control", control::router())
        .merge(page::router())
        .fallback(call::unknown_path)
        .layer(axum::middleware::from_fn(guard::local_only))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(state)
}

async fn accept(listener: TcpListener, mut clients: mpsc::UnboundedReceiver<DuplexStream>, router: Router) {
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let _ = stream.set_nodelay(true);
                    drop(tokio::spawn(serve(stream, router.clone())));
                }
                // Out of file descriptors, most likely: wait for connections to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(pipe) = clients.recv() => drop(tokio::spawn(serve(pipe, router.clone()))),
        }
    }
}

/// One connection. Its errors are the client's to notice.
async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router) {
    let service = service_fn(move |request| respond(router.clone(), request));
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// One request. An error makes hyper close the connection without a word.
async fn respond(router: Router, request: Request<Incoming>) -> Result<Response, Cut> {
    let response = TowerToHyperService::new(router).call(request).await;
    let response = response.unwrap_or_else(|never: Infallible| match never {});
    if response.extensions().get::<Cut>().is_some() { Err(Cut) } else { Ok(response) }
}
