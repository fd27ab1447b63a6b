//! The signals that stop a bot.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing::info;

/// How long an orderly stop may take. What is not done by then is done after the next start: the store has it.
const LIMIT: Duration = Duration::from_secs(9);

/// Listens for SIGINT and SIGTERM.
///
/// After the first signal, a second one ends the program at once, and so does an orderly stop that takes too long, for
/// example because a handler blocks its thread or nobody reads the log. Both are as safe as any crash.
pub(super) struct Signals {
    first: oneshot::Receiver<()>,
    listener: JoinHandle<()>,
    /// The bot has stopped; what the program does from then on is not for us to end.
    is_over: Arc<AtomicBool>,
}

impl Signals {
    /// Listens from now on.
    pub(super) fn listen() -> Self {
        let (first, is_first) = oneshot::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let listener = tokio::spawn(listen(Source::new(), first, Arc::clone(&is_over)));
        Signals { first: is_first, listener, is_over }
    }

    /// Waits for the first signal.
    pub(super) async fn first(&mut self) {
        if (&mut self.first).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Ends the program no more, since the bot has stopped in order.
    pub(super) fn disarm(self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.listener.abort();
    }
}

async fn listen(mut source: Source, first: oneshot::Sender<()>, is_over: Arc<AtomicBool>) {
    let name = source.next().await;
    std::thread::spawn(move || {
        std::thread::sleep(LIMIT);
        if !is_over.load(Ordering::Relaxed) {
            std::process::exit(0);
        }
    });
    let _ = first.send(());
    info!("{name}: stopping");
    source.next().await;
    std::process::exit(0);
}

/// Where signals come from.
#[cfg(unix)]
struct Source {
    interrupted: Option<tokio::signal::unix::Signal>,
    terminated: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Source {
    /// Signals that come from now on are not lost.
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};

        Source {
            interrupted: signal(SignalKind::interrupt()).ok(),
            terminated: signal(SignalKind::terminate()).ok(),
        }
    }

    /// Waits for the next signal and tells its name.
    async fn next(&mut self) -> &'static str {
        tokio::select! {
            () = received(&mut self.interrupted) => "SIGINT",
            () = received(&mut self.terminated) => "SIGTERM",
        }
    }
}

#[cfg(unix)]
async fn received(signal: &mut Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => _ = signal.recv().await,
        None => std::future::pending().await,
    }
}

/// Where signals come from.
#[cfg(not(unix))]
struct Source;

#[cfg(not(unix))]
impl Source {
    fn new() -> Self {
        Source
    }

    /// Waits for the next signal and tells its name.
    async fn next(&mut self) -> &'static str {
        let _ = tokio::signal::ctrl_c().await;
        "Ctrl+C"
    }
}
