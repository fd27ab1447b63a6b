//! Updates in the order of their arrival: each finds its handler, enters its queues, and runs when its turn comes.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, debug, debug_span, error, warn};
use uuid::Uuid;

use super::alarms::Alarms;
use super::albums::Albums;
use super::caution::{Advice, Caution};
use super::claims::Claims;
use super::committer::Committer;
use super::keys::{Keys, Ticket};
use super::transaction::{Settled, Transactions};
use super::window::Window;
use crate::data::Records;
use crate::error::Chain;
use crate::metrics;
use crate::migrations::{Migrations, News};
use crate::router::{Candidates, Destination, Router};
use crate::stop::Stop;
use crate::store::{Alias, StoreError};
use crate::update::{Incoming, Migration, UnreadableUpdate, id_in};

/// Gives updates to their handlers.
pub(crate) struct Dispatcher {
    pub(crate) router: Arc<Router>,
    pub(crate) transactions: Arc<Transactions>,
    pub(crate) committer: Arc<Committer>,
    pub(crate) window: Arc<Window>,
    pub(crate) stop: Stop,
    pub(crate) keys: Keys,
    pub(crate) migrations: Migrations,
    pub(crate) alarms: Alarms,
    pub(crate) albums: Arc<Albums>,
    pub(crate) caution: Arc<Caution>,
    /// The dead letters that are being retried.
    pub(crate) retried: Mutex<HashSet<Uuid>>,
    /// Held while a chat's id is looked up and its queue entered: in between, the chat must not get another id.
    pub(crate) order: Mutex<()>,
    /// The updates that wait or run.
    pub(crate) running: TaskTracker,
    /// Cancelled when an update could neither be committed nor rolled back.
    pub(crate) broken: CancellationToken,
}

impl Dispatcher {
    /// The bot's records.
    pub(crate) fn records(&self) -> &Records {
        &self.transactions.services.records
    }

    /// Takes in one batch, in the order of the ids, and passes over what is known; returns how many were new.
    pub(crate) fn take_in<'a>(&self, batch: impl IntoIterator<Item = &'a RawValue>) -> usize {
        let mut updates: Vec<_> = batch.into_iter().map(|raw| (id_in(raw.get()), raw)).collect();
        updates.sort_by_key(|(id, _)| *id);
        let ids = updates.iter().filter_map(|(id, _)| *id);
        let mut new: HashSet<i64> = self.window.admit(ids).into_iter().collect();
        let count = new.len();
        metrics::note_received(count);
        for (id, raw) in updates {
            // What has no id can't be known.
            if id.is_none_or(|id| new.remove(&id)) {
                match Incoming::read(raw.to_owned()) {
                    Ok(incoming) => self.start(incoming),
                    Err(error) => self.pass_over(&error),
                }
            }
        }
        count
    }

    /// Reports an update that can't be read, and confirms it if it has an id.
    fn pass_over(&self, error: &UnreadableUpdate) {
        warn!(error = %Chain(error), "passed over");
        if let Some(id) = error.id {
            self.window.finish([id]);
        }
    }

    /// Finds an update its handler and enters its queues, for which a group that it tells of has moved already.
    pub(super) fn start(&self, mut incoming: Incoming) {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let migration = incoming.facts.migration.and_then(|migration| self.announce(migration));
        incoming.facts.follow(self.migrations.chats());
        if let ("chat_member" | "my_chat_member", Some(address)) =
            (incoming.facts.kind.name(), &incoming.facts.address)
        {
            self.transactions.services.administrators.forget(address.chat);
        }
        let incoming = Arc::new(incoming);
        self.end_album_before(&incoming);
        let task = match self.task(&incoming) {
            Some(task) => task,
            // Confirmed with the move or after it, whoever told of that first.
            None if incoming.facts.migration.is_some() => Task::Commit(Settled::default()),
            // The store is to forget it.
            None if self.committer.is_parked(incoming.id) => Task::Commit(Settled::default()),
            None => {
                debug!(update = incoming.id, kind = ?incoming.facts.kind, "no handler takes it");
                return self.window.finish([incoming.id]);
            }
        };
        let (task, mark) = self.beware(&incoming, task);
        let part = task.may_gather().then(|| Arc::clone(&incoming));
        let mut claims = self.claims(&incoming, &task);
        if let Some(migration) = &migration {
            claims.enter_migration(migration, &self.router);
        }
        let ticket = self.keys.enter(claims.into_claims());
        let (id, work) = (incoming.id, self.work(incoming, task));
        match mark {
            None => self.spawn(Some(id), ticket, migration, work),
            Some(number) => {
                let (caution, committer) = (Arc::clone(&self.caution), Arc::clone(&self.committer));
                // Rare, as a move is.
                let work = Box::pin(async move { caution.alone(&committer, (id, number), work).await });
                self.spawn(Some(id), ticket, migration, work);
            }
        }
        if let Some(part) = part {
            self.gather(&part);
        }
    }

    /// What is done for an update; `None` if no handler takes it.
    pub(super) fn task(&self, incoming: &Arc<Incoming>) -> Option<Task> {
        match self.router.route(incoming) {
            Destination::Handlers(candidates) => Some(Task::Handle(candidates)),
            Destination::Refused(refusal) => Some(Task::Commit(self.transactions.refuse(incoming, refusal))),
            Destination::Nowhere => None,
        }
    }

    /// The queues that an update enters.
    pub(super) fn claims(&self, incoming: &Incoming, task: &Task) -> Claims {
        let mut claims = Claims::default();
        claims.enter_chat(incoming);
        if let Task::Handle(candidates) = task {
            claims.enter_records(incoming, &self.router.touches(candidates.all(), incoming));
        }
        claims
    }

    /// After an unclean end: the mark that the update gets before a handler takes it. One that has killed the process
    /// comes to no handler any more.
    fn beware(&self, incoming: &Incoming, task: Task) -> (Task, Option<u32>) {
        let Task::Handle(_) = task else { return (task, None) };
        match self.caution.advise(incoming.id) {
            Advice::Go => (task, None),
            Advice::Mark(number) => (task, Some(number)),
            Advice::SetAside => {
                let reason = "the process died twice while it handled this update";
                error!(update = incoming.id, handler = task.handler(), "set aside: {reason}");
                let dead_letters = Vec::from_iter(incoming.set_aside(task.handler(), reason));
                let marks = self.caution.unmark(incoming.id);
                (Task::Commit(Settled { dead_letters, marks, ..Settled::default() }), None)
            }
        }
    }

    /// Carries out a move that no update told of, unless that was done or begun already.
    pub(crate) fn migrate(&self, News { migration, committed }: News) {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let announced = self.announce(migration);
        let mut claims = Claims::default();
        // Behind the one that another told of, if that has not come to its end yet.
        claims.enter_migration(&announced.unwrap_or(migration), &self.router);
        let ticket = self.keys.enter(claims.into_claims());
        let tell = async {
            let _ = committed.send(());
            Settled::default()
        };
        self.spawn(None, ticket, announced, tell);
    }

    /// Makes the group's former id mean the new one for everything that arrives from now on; `None` if it does already.
    fn announce(&self, migration: Migration) -> Option<Migration> {
        let Alias { old, new } = self.migrations.chats().join(migration.old.0, migration.new.0)?;
        Some(Migration::new(old, new, migration.source))
    }

    /// What is to be committed for an update. Boxed, since it is moved again and again before it runs.
    pub(super) fn work(&self, incoming: Arc<Incoming>, task: Task) -> BoxFuture<'static, Settled> {
        let transactions = Arc::clone(&self.transactions);
        let (id, chat) = (incoming.id, incoming.facts.address.as_ref().map(|address| address.chat));
        let handler = task.handler();
        let span = debug_span!("update", id, chat, handler, outcome = tracing::field::Empty);
        let work = async move {
            match task {
                Task::Handle(candidates) => transactions.settle(&incoming, &candidates).await,
                Task::Commit(settled) => settled,
            }
        };
        Box::pin(work.instrument(span))
    }

    /// Does an update's work when its turn comes, after the move that it tells of, and commits what comes of it.
    pub(super) fn spawn(
        &self,
        update: Option<i64>,
        ticket: Ticket,
        migration: Option<Migration>,
        work: impl Future<Output = Settled> + Send + 'static,
    ) {
        let (committer, stop, broken) = (Arc::clone(&self.committer), self.stop.clone(), self.broken.clone());
        let (transactions, alarms) = (Arc::clone(&self.transactions), self.alarms.clone());
        let settle = async move {
            ticket.granted().await;
            // An update that has not begun when the stop begins comes again after the next start. Its ticket lets in
            // those behind it, which must not begin either: they would overtake it.
            if stop.has_begun() {
                return Ok(());
            }
            if let Some(migration) = migration {
                // Rare, so it may be large: it must not make every update's task larger.
                let moved = stop.or_cut(Box::pin(carry_out(&transactions, &committer, migration))).await;
                let Some(moved) = moved else { return Ok(()) };
                committer.commit(None, moved?);
            }
            if let Some(mut settled) = stop.or_cut(work).await {
                alarms.set(std::mem::take(&mut settled.wake));
                committer.commit(update, settled);
            }
            drop(ticket);
            Ok(())
        };
        self.running.spawn(async move {
            // A handler's panic is caught inside. One out here would leave the update pending for ever, unseen.
            match AssertUnwindSafe(settle).catch_unwind().await {
                Ok(Ok(())) => return,
                Ok(Err::<(), StoreError>(error)) => {
                    error!(error = %Chain(&error), "a group's records can't be moved");
                }
                Err(_) => error!(update, "an update could neither be committed nor rolled back"),
            }
            broken.cancel();
        });
    }
}

/// What is done for an update when its turn comes.
pub(super) enum Task {
    Handle(Candidates),
    Commit(Settled),
}

impl Task {
    /// Whether it may keep the update for an album.
    fn may_gather(&self) -> bool {
        matches!(self, Task::Handle(candidates) if candidates.has_album())
    }

    /// The first handler that may take it.
    fn handler(&self) -> Option<&'static str> {
        match self {
            Task::Handle(candidates) => candidates.iter().next().map(|entry| entry.route.function),
            Task::Commit(_) => None,
        }
    }
}

/// The store lists only what it has, so what was committed before must have arrived there.
async fn carry_out(
    transactions: &Transactions,
    committer: &Committer,
    migration: Migration,
) -> Result<Settled, StoreError> {
    committer.flush().await;
    transactions.migrate(migration).await
}
