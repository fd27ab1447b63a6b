//! Waiting for the store on the calling thread, for handlers that are a plain `fn`.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Instant;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use super::records::{LOAD_LIMIT, too_slow};
use crate::store::StoreError;

/// Waits for the store. Where the runtime has several threads, another one takes over what this one would have done.
pub(super) fn wait<T>(
    doing: &'static str,
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(|| poll_to_end(doing, answer)),
        _ => poll_to_end(doing, answer),
    }
}

fn poll_to_end<T>(
    doing: &'static str,
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let deadline = Instant::now() + LOAD_LIMIT;
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut answer = pin!(answer);
    loop {
        if let Poll::Ready(answer) = answer.as_mut().poll(&mut Context::from_waker(&waker)) {
            return answer;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(too_slow(doing));
        }
        thread::park_timeout(left);
    }
}

/// Wakes a thread that is parked.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer that another thread gives.
    fn answer_of_a_thread() -> impl Future<Output = Result<u32, StoreError>> {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        thread::spawn(move || sender.send(7));
        async { Ok(receiver.await.unwrap_or_default()) }
    }

    #[test]
    fn a_plain_thread_waits() {
        assert_eq!(wait("testing", answer_of_a_thread()).unwrap(), 7);
    }

    #[tokio::test]
    async fn the_only_thread_of_a_runtime_waits() {
        assert_eq!(wait("testing", answer_of_a_thread()).unwrap(), 7);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn while_a_thread_waits_another_does_its_work() {
        // The answer depends on a task that the waiting thread would have to run.
        let waiting = tokio::spawn(async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            tokio::spawn(async move { sender.send(7) });
            wait("testing", async { Ok(receiver.await.unwrap_or_default()) }).unwrap()
        });
        assert_eq!(waiting.await.unwrap(), 7);
    }
}
