//! The signals that stop a bot.

use std::time::Duration;

use tokio::signal::ctrl_c;
use tracing::info;

/// How long an orderly stop may take. What is not done by then is done after the next start: the store has it.
const LIMIT: Duration = Duration::from_secs(9);

/// Listens from now on; the future is ready at the first signal.
///
/// From then on a second signal ends the program at once, and so does an orderly stop that takes too long, for
/// example because a handler blocks its thread or nobody reads the log. Both are as safe as any crash.
pub(super) fn listen() -> impl Future<Output = ()> {
    let (first, is_first) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut terminated = termination();
        let name = next(&mut terminated).await;
        std::thread::spawn(|| {
            std::thread::sleep(LIMIT);
            std::process::exit(0);
        });
        let _ = first.send(());
        info!("{name}: stopping");
        next(&mut terminated).await;
        std::process::exit(0);
    });
    async move {
        if is_first.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
type Termination = Option<tokio::signal::unix::Signal>;
#[cfg(not(unix))]
type Termination = ();

#[cfg(unix)]
fn termination() -> Termination {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok()
}

#[cfg(not(unix))]
fn termination() -> Termination {}

/// Waits for the next signal and tells its name.
#[cfg(unix)]
async fn next(terminated: &mut Termination) -> &'static str {
    let terminated = async {
        match terminated {
            Some(signal) => drop(signal.recv().await),
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = ctrl_c() => "SIGINT",
        () = terminated => "SIGTERM",
    }
}

#[cfg(not(unix))]
async fn next((): &mut Termination) -> &'static str {
    let _ = ctrl_c().await;
    "Ctrl+C"
}
