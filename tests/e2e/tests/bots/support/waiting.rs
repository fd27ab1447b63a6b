//! Waiting for bots.

use std::time::Duration;

use pouch_emulator::User;
use tokio::time::{Instant, sleep};

/// How long anything is waited for that should happen soon; a busy computer may need some of it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Writes to the bot and reads its answer.
pub(crate) async fn ask(user: &User, text: &str) -> String {
    user.send(text);
    user.read(PATIENCE).await.unwrap().text
}

/// Waits until something is so of which nobody gives notice.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// An address of this machine that nobody listens on.
pub(crate) fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}
