//! Whether a running bot has anything to do.

use std::sync::{Arc, Weak};

use serde_json::Value;
use serde_json::value::to_raw_value;

use crate::dispatch::Dispatcher;
use crate::outbox::Outbox;
use crate::router::Destination;
use crate::update::Incoming;

/// Tells whether a running bot has anything to do. It never keeps the bot, or its store, from ending.
#[derive(Clone)]
pub(crate) struct Pulse {
    dispatcher: Weak<Dispatcher>,
    outbox: Weak<Outbox>,
}

/// A moment at which a bot had nothing to do.
#[derive(Clone, Copy)]
pub(crate) struct Rest {
    /// How many alarms had gone off before it.
    alarms: usize,
}

impl Pulse {
    pub(super) fn new(dispatcher: &Arc<Dispatcher>, outbox: &Arc<Outbox>) -> Self {
        Pulse { dispatcher: Arc::downgrade(dispatcher), outbox: Arc::downgrade(outbox) }
    }

    /// Waits until no handler runs or waits, nor an album for more of it, all that they changed is durable, and every reply is sent.
    pub(crate) async fn rest(&self) -> Rest {
        while let Some((dispatcher, outbox)) = self.bot() {
            let Some(alarms) = quiet(&dispatcher) else {
                // What is due is about to be given to its handlers.
                tokio::task::yield_now().await;
                continue;
            };
            // A tracker that is closed takes in tasks as before; only then can they be waited for.
            dispatcher.albums.whole().await;
            dispatcher.running.close();
            dispatcher.running.wait().await;
            dispatcher.committer.forgetting.done().await;
            dispatcher.committer.flush().await;
            outbox.settled().await;
            let rest = Rest { alarms };
            if self.is_still(rest) {
                return rest;
            }
        }
        Rest { alarms: 0 }
    }

    /// Whether there has been nothing to do since.
    pub(crate) fn is_still(&self, Rest { alarms }: Rest) -> bool {
        self.bot().is_none_or(|(dispatcher, outbox)| {
            is_at_rest(&dispatcher, &outbox) && quiet(&dispatcher) == Some(alarms)
        })
    }

    /// What the bot works at, of these updates, and besides.
    pub(crate) fn work(&self, updates: &[Value]) -> Vec<String> {
        let Some((dispatcher, outbox)) = self.bot() else { return Vec::new() };
        let mut work: Vec<String> = updates
            .iter()
            .filter(|update| update["update_id"].as_i64().is_some_and(|id| dispatcher.window.is_pending(id)))
            .map(|update| format!("{} runs, or waits for its turn", handler(&dispatcher, update)))
            .collect();
        if !outbox.is_settled() {
            work.push("replies wait to be sent".to_owned());
        }
        work
    }

    fn bot(&self) -> Option<(Arc<Dispatcher>, Arc<Outbox>)> {
        self.dispatcher.upgrade().zip(self.outbox.upgrade())
    }
}

fn is_at_rest(dispatcher: &Dispatcher, outbox: &Outbox) -> bool {
    let has_forgotten = dispatcher.committer.forgetting.is_done();
    dispatcher.running.is_empty() && dispatcher.albums.are_whole() && has_forgotten && outbox.is_settled()
}

/// How many alarms have gone off, if no more are due now.
fn quiet(dispatcher: &Dispatcher) -> Option<usize> {
    dispatcher.alarms.quiet(dispatcher.transactions.services.clock.now())
}

/// Which handler takes an update.
fn handler(dispatcher: &Dispatcher, update: &Value) -> String {
    let incoming = to_raw_value(update).ok().and_then(|raw| Incoming::read(raw).ok());
    match incoming.as_ref().map(|incoming| dispatcher.router.route(incoming)) {
        Some(Destination::Handlers(candidates)) => {
            let functions = candidates.iter().map(|entry| format!("`{}`", entry.route.function));
            functions.collect::<Vec<_>>().join(" or ")
        }
        _ => "what pouch does itself for an update".to_owned(),
    }
}
