//! A thread that owns something and does what it is asked, one thing after the other.

use std::convert::Infallible;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use tokio::sync::oneshot;

use super::failure::Failure;

type Job<T> = Box<dyn FnOnce(&mut T) + Send>;

/// A thread that owns a `T`; it ends when it is stopped or dropped, after the jobs that it was given.
#[derive(Debug)]
pub(super) struct Worker<T> {
    /// `None` once the worker is stopped.
    jobs: Option<Sender<Job<T>>>,
    /// Disconnected when the thread has ended and dropped what it owned. Never locked: the mutex makes it `Sync`.
    ended: Mutex<Receiver<Infallible>>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts a thread of that name.
    pub(super) fn spawn(name: &str, owned: T) -> io::Result<Self> {
        let (jobs, submitted) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        thread::Builder::new().name(name.to_owned()).spawn(move || work(owned, &submitted, ending))?;
        Ok(Worker { jobs: Some(jobs), ended: Mutex::new(ended) })
    }

    /// Submits the job at once, whether or not the future is polled.
    pub(super) fn ask<A, J>(&self, job: J) -> impl Future<Output = Result<A, Failure>> + Send + use<A, T, J>
    where
        A: Send + 'static,
        J: FnOnce(&mut T) -> Result<A, Failure> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.submit(Box::new(move |owned| {
            // An asker who has gone away is no reason to leave the job undone.
            let _ = answer.send(job(owned));
        }));
        async move { answered.await.unwrap_or_else(|_| Err("the store's thread has ended".into())) }
    }

    /// Where the thread is gone, the job is dropped, and with it its answer.
    fn submit(&self, job: Job<T>) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }

    /// Waits until the jobs are done and what the thread owned is dropped; false if that is not so in time.
    pub(super) fn stop(&mut self, deadline: Instant) -> bool {
        self.jobs = None;
        let left = deadline.saturating_duration_since(Instant::now());
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        matches!(ended.recv_timeout(left), Err(RecvTimeoutError::Disconnected))
    }
}

fn work<T>(mut owned: T, jobs: &Receiver<Job<T>>, ending: Sender<Infallible>) {
    for job in jobs {
        job(&mut owned);
    }
    drop(owned);
    drop(ending);
}
