//! The group commit: what handlers changed is visible at once, and becomes durable together with its neighbours.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tracing::{error, info};

use super::group::Group;
use super::letters::Letters;
use super::parking::Parking;
use super::people::{Forgetting, forgotten};
use super::transaction::Settled;
use super::window::Window;
use crate::backoff::Backoff;
use crate::data::Change;
use crate::error::Chain;
use crate::health::Health;
use crate::metrics::{self, Since};
use crate::params::Services;
use crate::reply::{Outgoing, Watch};
use crate::store::{
    Alias, Batch, DeadLetter, EntryWrite, LetterChange, MapId, Mark, QueuedReply, Store, StoreError, Version,
    Write,
};

/// What is set aside in the store.
struct Aside {
    letters: Letters,
    parked: Parking,
}

/// The most jobs that one commit takes.
const GROUP: usize = 1_000;

/// Where transactions are committed.
pub(crate) struct Committer {
    jobs: mpsc::UnboundedSender<Job>,
    services: Arc<Services>,
    pub(super) window: Arc<Window>,
    /// What is set aside; held while a transaction is published and queued, so that both happen in one order.
    aside: Mutex<Aside>,
    pub(crate) forgetting: Forgetting,
    next_reply: AtomicU64,
    /// Replies of which somebody wants to know which message they become. A restart forgets them.
    watches: Mutex<HashMap<u64, Watch>>,
    /// Replies to other chats than the one that was answered, if anybody wants to know which those are.
    unasked: Option<Mutex<HashSet<u64>>>,
}

/// Something to commit.
#[expect(
    clippy::large_enum_variant,
    reason = "most are transactions, and a box would cost each an allocation"
)]
pub(super) enum Job {
    /// A transaction.
    Transaction(Transaction),
    /// A reply that can be forgotten.
    Sent { reply: u64, lane: i64 },
    /// Nothing, but somebody wants to know when it is its turn.
    Flush { done: oneshot::Sender<()> },
}

/// What is to become durable at once.
#[derive(Default)]
pub(super) struct Transaction {
    /// The update that it handles.
    pub(super) update: Option<i64>,
    pub(super) writes: Vec<Write>,
    pub(super) entries: Vec<EntryWrite>,
    pub(super) cleared: Vec<MapId>,
    pub(super) queued: Vec<QueuedReply>,
    pub(super) alias: Option<Alias>,
    pub(super) dead_letters: Vec<DeadLetter>,
    pub(super) letter_changes: Vec<LetterChange>,
    /// A reply that can be forgotten.
    pub(super) sent: Option<u64>,
    pub(super) marks: Vec<(Mark, u32)>,
    /// Updates that are parked by it.
    pub(super) parked: Vec<i64>,
}

/// What has become durable and concerns the outbox.
pub(crate) struct Durable {
    pub(crate) queued: Vec<QueuedReply>,
    pub(crate) aliases: Vec<Alias>,
    /// The lanes of replies that were sent: they may go on.
    pub(crate) sent: Vec<i64>,
}

/// What the committer's task works with.
pub(crate) struct CommitLoop {
    jobs: mpsc::UnboundedReceiver<Job>,
    pub(crate) services: Arc<Services>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) window: Arc<Window>,
    pub(crate) health: Arc<Health>,
}

impl Committer {
    /// A committer whose replies have ids from `next_reply` on, and the loop that does its work.
    pub(crate) fn new(
        services: Arc<Services>,
        store: Arc<dyn Store>,
        window: Arc<Window>,
        health: Arc<Health>,
        next_reply: u64,
        letters: Letters,
        notes_unasked: bool,
    ) -> (Committer, CommitLoop) {
        let (sender, jobs) = mpsc::unbounded_channel();
        let work =
            CommitLoop { jobs, services: Arc::clone(&services), store, window: Arc::clone(&window), health };
        let next_reply = AtomicU64::new(next_reply);
        (
            Committer {
                jobs: sender,
                services,
                window,
                aside: Mutex::new(Aside { letters, parked: Parking::default() }),
                forgetting: Forgetting::default(),
                next_reply,
                watches: Mutex::default(),
                unasked: notes_unasked.then(Mutex::default),
            },
            work,
        )
    }

    /// Commits a transaction in memory, that of an update if one is named. The store, the confirmation and the replies
    /// follow.
    pub(crate) fn commit(&self, update: Option<i64>, settled: Settled) {
        let Settled { published, changes, outgoing, alias, lane, .. } = settled;
        let Settled { mut dead_letters, mut letter_changes, sent, marks, .. } = settled;
        let mut aside = self.aside();
        aside.letters.keep(&mut dead_letters, &mut letter_changes);
        self.services.records.publish(&changes);
        let queued = outgoing.into_iter().map(|call| self.queued(call, lane)).collect();
        let mut transaction =
            Transaction { update, queued, alias, dead_letters, sent, ..Transaction::default() };
        (transaction.letter_changes, transaction.marks) = (letter_changes, marks);
        for Change { write, entries, cleared, .. } in published.into_iter().chain(changes) {
            transaction.writes.push(write);
            transaction.entries.extend(entries);
            transaction.cleared.extend(cleared);
        }
        if let Some(id) = update {
            self.window.settle(id);
            transaction.writes.extend(aside.parked.leave(id));
        }
        let forgotten = forgotten(&transaction.marks);
        let _ = self.jobs.send(Job::Transaction(transaction));
        self.forgetting.add(forgotten);
    }

    /// Whether the store keeps that update.
    pub(super) fn is_parked(&self, update: i64) -> bool {
        self.aside().parked.holds(update)
    }

    /// Says that the store keeps that update, in a record of that version.
    pub(super) fn resume(&self, update: i64, version: Version) {
        self.aside().parked.resume(update, version);
    }

    /// Keeps updates in the store until they are done, unless they are by now.
    pub(super) fn park<'a>(&self, updates: impl Iterator<Item = (i64, &'a str)>) {
        let mut aside = self.aside();
        // Whoever commits an update has the lock, so none is committed in between.
        let at_work = updates.filter(|(id, _)| self.window.is_at_work(*id));
        let writes: Vec<Write> = at_work.filter_map(|(id, json)| aside.parked.enter(id, json)).collect();
        if !writes.is_empty() {
            let parked = writes.iter().map(|write| write.key.owner.id).collect();
            let _ =
                self.jobs.send(Job::Transaction(Transaction { writes, parked, ..Transaction::default() }));
        }
    }

    fn aside(&self) -> MutexGuard<'_, Aside> {
        self.aside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a reply that has been sent. When that is durable, the outbox is told that the lane may go on.
    pub(crate) fn mark_sent(&self, reply: u64, lane: i64) {
        let _ = self.jobs.send(Job::Sent { reply, lane });
    }

    /// Who wants to know which message a reply has become.
    pub(crate) fn take_watch(&self, reply: u64) -> Option<Watch> {
        self.watches().remove(&reply)
    }

    /// Whether a reply goes to another chat than the one that was answered; tells it once.
    pub(crate) fn take_unasked(&self, reply: u64) -> bool {
        let unasked =
            self.unasked.as_ref().map(|unasked| unasked.lock().unwrap_or_else(PoisonError::into_inner));
        unasked.is_some_and(|mut unasked| unasked.remove(&reply))
    }

    fn watches(&self) -> MutexGuard<'_, HashMap<u64, Watch>> {
        self.watches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True when everything that was committed before is durable, false if it never will be.
    pub(crate) async fn flush(&self) -> bool {
        let (done, is_done) = oneshot::channel();
        let _ = self.jobs.send(Job::Flush { done });
        is_done.await.is_ok()
    }

    fn queued(
        &self,
        Outgoing { lane, method, payload, watch, .. }: Outgoing,
        answered: Option<i64>,
    ) -> QueuedReply {
        let id = self.next_reply.fetch_add(1, Ordering::Relaxed);
        if let Some(unasked) = &self.unasked
            && answered.is_some_and(|answered| answered != lane)
        {
            unasked.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        }
        if let Some(watch) = watch {
            self.watches().insert(id, watch);
        }
        QueuedReply { id, lane, method: method.into_owned(), payload }
    }
}

impl CommitLoop {
    /// Commits what comes, and gives replies to `send` when they are durable.
    ///
    /// # Errors
    /// If trying again does not help: a record was changed by somebody else, so that what this process has in memory
    /// is worth nothing, or the store is damaged.
    pub(crate) async fn run(mut self, send: impl Fn(Durable)) -> Result<(), StoreError> {
        let mut jobs = Vec::new();
        while self.jobs.recv_many(&mut jobs, GROUP).await > 0 {
            self.commit(Group::of(jobs.drain(..)), &send).await?;
        }
        Ok(())
    }

    async fn commit(&self, mut group: Group, send: &impl Fn(Durable)) -> Result<(), StoreError> {
        let batch = Arc::new(std::mem::take(&mut group.batch));
        if *batch != Batch::default() {
            self.store_batch(&batch).await?;
        }
        self.services.records.mark_durable(&group.touched, &batch.entries);
        // The store is done with it, so this clones nothing.
        let Batch { handled, queued, aliases, .. } = Arc::unwrap_or_clone(batch);
        send(Durable { queued, aliases, sent: group.sent });
        self.window.park(&group.parked);
        self.window.finish(handled);
        group.waiting.into_iter().for_each(|done| _ = done.send(()));
        Ok(())
    }

    /// Writes the batch, however long that takes: until it is durable, nothing of it is sent or confirmed.
    async fn store_batch(&self, batch: &Arc<Batch>) -> Result<(), StoreError> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        loop {
            let begun = Since::now();
            match self.store.commit(Arc::clone(batch)).await {
                Ok(()) => {
                    metrics::note_commit(begun);
                    if backoff.succeed() {
                        self.health.note_store(true);
                        info!("the store can be written again");
                    }
                    return Ok(());
                }
                Err(error) if !error.may_pass() => return Err(error),
                Err(error) => {
                    let delay = backoff.next_delay();
                    self.health.note_store(false);
                    metrics::note_commit_failure();
                    error!(error = %Chain(&error), retry_in = ?delay, "the store can't be written; nothing is confirmed or sent");
                    tokio::time::sleep(delay).await;
                }
            }
        }
    }
}
