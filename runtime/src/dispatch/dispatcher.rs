//! Updates in the order of their arrival: each finds its handler, enters its queues, and runs when its turn comes.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, debug, error, info_span, warn};

use super::committer::Committer;
use super::keys::{Claim, Key, Keys, Ticket};
use super::transaction::{Settled, Transactions};
use super::window::Window;
use crate::error::Chain;
use crate::handler::Entry;
use crate::router::{Destination, Router, Touch};
use crate::stop::Stop;
use crate::store::Scope;
use crate::update::{Incoming, UnreadableUpdate};

/// Gives updates to their handlers.
pub(crate) struct Dispatcher {
    pub(crate) router: Arc<Router>,
    pub(crate) transactions: Arc<Transactions>,
    pub(crate) committer: Arc<Committer>,
    pub(crate) window: Arc<Window>,
    pub(crate) stop: Stop,
    pub(crate) keys: Keys,
    /// The updates that wait or run.
    pub(crate) running: TaskTracker,
    /// Cancelled when an update could neither be committed nor rolled back.
    pub(crate) broken: CancellationToken,
}

impl Dispatcher {
    /// Takes in one batch, in the order of the ids, and passes over what is known; returns how many were new.
    pub(crate) fn take_in(&self, batch: Vec<Box<RawValue>>) -> usize {
        let (mut updates, mut unreadable) = (Vec::new(), Vec::new());
        for raw in batch {
            match Incoming::read(raw) {
                Ok(incoming) => updates.push(incoming),
                Err(error) => unreadable.push(error),
            }
        }
        updates.sort_by_key(|incoming| incoming.id);
        let ids =
            updates.iter().map(|incoming| incoming.id).chain(unreadable.iter().filter_map(|error| error.id));
        let mut new: HashSet<i64> = self.window.admit(ids).into_iter().collect();
        let count = new.len();
        for incoming in updates {
            if new.remove(&incoming.id) {
                self.start(Arc::new(incoming));
            }
        }
        for error in unreadable {
            self.pass_over(&error, &mut new);
        }
        count
    }

    /// Reports an update that can't be read, once, and confirms it if it has an id.
    fn pass_over(&self, error: &UnreadableUpdate, new: &mut HashSet<i64>) {
        match error.id {
            Some(id) if !new.remove(&id) => (),
            Some(id) => {
                warn!(error = %Chain(error), "passed over");
                self.window.finish(id);
            }
            None => warn!(error = %Chain(error), "passed over"),
        }
    }

    fn start(&self, incoming: Arc<Incoming>) {
        match self.router.route(&incoming) {
            Destination::Handler(entry) => self.run(incoming, *entry),
            Destination::Help(text) => {
                let ticket = self.keys.enter(chat_claim(&incoming).into_iter().collect());
                let settled = self.transactions.say(&incoming, text);
                self.spawn(incoming.id, ticket, async { settled });
            }
            Destination::Refused(refusal) => {
                let ticket = self.keys.enter(chat_claim(&incoming).into_iter().collect());
                let settled = self.transactions.refuse(&incoming, refusal);
                self.spawn(incoming.id, ticket, async { settled });
            }
            Destination::Nowhere => {
                debug!(update = incoming.id, kind = ?incoming.facts.kind, "no handler takes it");
                self.window.finish(incoming.id);
            }
        }
    }

    fn run(&self, incoming: Arc<Incoming>, entry: Entry) {
        let ticket = self.keys.enter(claims(&incoming, &self.router.touches(&entry, &incoming)));
        let transactions = Arc::clone(&self.transactions);
        let id = incoming.id;
        let chat = incoming.facts.address.as_ref().map(|address| address.chat);
        let span = info_span!("update", id, chat, handler = entry.route.function);
        let work = async move { transactions.settle(&incoming, &entry).await };
        self.spawn(id, ticket, work.instrument(span));
    }

    /// Does an update's work when its turn comes, and commits what comes of it.
    fn spawn(&self, id: i64, ticket: Ticket, work: impl Future<Output = Settled> + Send + 'static) {
        let (committer, stop, broken) = (Arc::clone(&self.committer), self.stop.clone(), self.broken.clone());
        let settle = async move {
            ticket.granted().await;
            // An update that has not begun when the stop begins comes again after the next start. Its ticket lets in
            // those behind it, which must not begin either: they would overtake it.
            if stop.has_begun() {
                return;
            }
            if let Some(settled) = stop.or_cut(work).await {
                committer.commit(id, settled.changes, settled.outgoing);
            }
            drop(ticket);
        };
        self.running.spawn(async move {
            // A handler's panic is caught inside. One out here would leave the update pending for ever, unseen.
            if AssertUnwindSafe(settle).catch_unwind().await.is_err() {
                error!(update = id, "an update could neither be committed nor rolled back");
                broken.cancel();
            }
        });
    }
}

/// The queues that an update enters: its chat's, in any case, and those of the records that it may touch.
fn claims(incoming: &Incoming, touches: &[Touch]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = chat_claim(incoming).into_iter().collect();
    for touch in touches {
        let key = match touch.scope {
            Scope::User => incoming.facts.user_owner().map(Key::User),
            Scope::Bot => Some(Key::Bot(touch.name)),
            // These belong to the chat, whose key is held anyway.
            Scope::Chat | Scope::Member | Scope::Topic => None,
        };
        let Some(key) = key else { continue };
        match claims.iter_mut().find(|claim| claim.key == key) {
            Some(claim) => claim.is_exclusive |= touch.mutable,
            None => claims.push(Claim { key, is_exclusive: touch.mutable }),
        }
    }
    claims
}

/// A chat's updates go one after the other, so that its answers are in order.
fn chat_claim(incoming: &Incoming) -> Option<Claim> {
    let address = incoming.facts.address.as_ref()?;
    Some(Claim { key: Key::Chat(address.chat), is_exclusive: true })
}
