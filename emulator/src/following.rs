//! What a test kit follows that runs a bot beside the emulator.

use serde_json::Value;

use crate::Emulator;

/// More entries than a journal keeps.
const ALL: usize = usize::MAX;

impl Emulator {
    /// What happened after the entry with this revision, 0 for everything: the objects that the control interface gives
    /// at `control/journal`, oldest first. The 10,000 latest are kept.
    pub fn journal_after(&self, revision: u64) -> Vec<Value> {
        let entries = self.state().journal().since(revision, ALL).entries;
        entries.iter().filter_map(|entry| serde_json::from_str(&entry.json).ok()).collect()
    }

    /// The updates that the bot has not confirmed, in the order of their arrival.
    pub fn unconfirmed(&self) -> Vec<Value> {
        self.state().world().queue.bodies()
    }

    /// How many times the bot has called `getUpdates`.
    pub fn polls(&self) -> u64 {
        self.state().world().queue.polls()
    }

    /// Waits, as long as it takes, until the bot has called `getUpdates` more than so many times.
    pub async fn wait_until_polled(&self, polls: u64) {
        self.wait_until(|emulator| emulator.polls() > polls).await;
    }

    /// Waits, as long as it takes, until the bot has confirmed every update.
    pub async fn wait_until_all_confirmed(&self) {
        self.wait_until(|emulator| emulator.pending_updates() == 0).await;
    }

    async fn wait_until(&self, is_so: impl Fn(&Self) -> bool) {
        let mut changes = self.state().world().queue.changes();
        while !is_so(self) {
            // The handle keeps the sender alive, so this cannot fail.
            let _ = changes.changed().await;
        }
    }
}
