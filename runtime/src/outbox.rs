//! The outbox: committed replies on their way to Telegram, in order for each chat.

mod delivery;
mod lanes;
mod pauses;

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide_core::types::ChatId;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use tracing::warn;

use crate::dispatch::{Dispatcher, Durable};
use crate::migrations::Migrations;
use crate::stop::Stop;
use crate::store::{Alias, QueuedReply};
use crate::telegram::Api;
use delivery::{Delivered, Delivery};
use lanes::Lanes;
use pauses::Pauses;

/// How many replies are on the wire at once.
const AT_ONCE: usize = 256;

/// How many replies may wait before no more updates are fetched.
const ROOM: usize = 50_000;

/// What Telegram answers to a message that was sent.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
    chat: SentTo,
}

#[derive(Deserialize)]
struct SentTo {
    id: i64,
}

/// Committed replies on their way to Telegram.
///
/// Each chat has a lane. A lane's next reply is sent when the one before it is not only sent, but durably marked
/// as sent; so a crash can double one reply of a chat at most.
pub(crate) struct Outbox {
    lanes: Lanes,
    delivery: Delivery,
    dispatcher: Arc<Dispatcher>,
    stop: Stop,
    /// The tasks that work off lanes.
    tasks: TaskTracker,
}

impl Outbox {
    pub(crate) fn new(api: Api, dispatcher: Arc<Dispatcher>, stop: Stop, migrations: Migrations) -> Self {
        let (pauses, wire) = (Pauses::default(), Semaphore::new(AT_ONCE));
        let delivery = Delivery { api, pauses, wire, stop: stop.clone(), migrations };
        Outbox { lanes: Lanes::default(), delivery, dispatcher, stop, tasks: TaskTracker::new() }
    }

    /// Takes over what has become durable: what waits for a group that moved, then new replies.
    pub(crate) fn take_over(self: &Arc<Self>, Durable { queued, aliases }: Durable) {
        for Alias { old, new } in aliases {
            self.lanes.join(old, new);
        }
        self.enqueue(queued);
    }

    /// Sends replies that are durable, each after those of its chat that came before.
    pub(crate) fn enqueue(self: &Arc<Self>, replies: impl IntoIterator<Item = QueuedReply>) {
        for reply in replies {
            let lane = self.lane(&reply);
            if self.lanes.push(lane, reply) {
                let outbox = Arc::clone(self);
                self.tasks.spawn(async move { outbox.work_off(lane).await });
            }
        }
    }

    /// Waits while more replies wait than should.
    pub(crate) async fn has_room(&self) {
        if self.lanes.waiting() >= ROOM {
            warn!(
                replies = ROOM,
                "too many replies wait to be sent; no updates are fetched until there are fewer"
            );
            self.lanes.fewer_than(ROOM).await;
        }
    }

    /// Whether more updates may be taken.
    #[cfg(feature = "webhook")]
    pub(crate) fn has_space(&self) -> bool {
        self.lanes.waiting() < ROOM
    }

    /// Waits until no reply is being sent, no longer than `patience`. The others stay in the store.
    pub(crate) async fn settle_within(&self, patience: Duration) {
        let _ = tokio::time::timeout(patience, self.lanes.at_rest()).await;
    }

    /// Waits until no reply waits, but those that wait for the next start.
    #[cfg(feature = "testing")]
    pub(crate) async fn settled(&self) {
        self.lanes.at_rest().await;
    }

    /// Whether no reply waits, but those that wait for the next start.
    #[cfg(feature = "testing")]
    pub(crate) fn is_settled(&self) -> bool {
        self.lanes.is_at_rest()
    }

    /// Waits until nothing is left of a stop that has ended: no task, and nothing that a task holds.
    pub(crate) async fn ended(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// The lane of the id that its chat has now, unless replies for the former id still wait in a lane of their own.
    fn lane(&self, reply: &QueuedReply) -> i64 {
        let has_own = self.lanes.has(reply.lane);
        if has_own { reply.lane } else { self.delivery.migrations.current(ChatId(reply.lane)).0 }
    }

    /// Tells who wants to know it which message a reply has become.
    fn note(&self, reply: u64, sent: Option<Box<RawValue>>) {
        let Some(watch) = self.dispatcher.committer.take_watch(reply) else { return };
        if let Some(message) = sent.and_then(|sent| serde_json::from_str::<Sent>(sent.get()).ok()) {
            self.dispatcher.note(watch, message.chat.id, message.message_id);
        }
    }

    async fn work_off(&self, mut lane: i64) {
        while let Some(reply) = self.lanes.next(&mut lane) {
            let id = reply.id;
            // What comes after a reply that could not be marked as sent would be doubled together with it.
            let is_marked = match self.delivery.deliver(&reply).await {
                Delivered::Done(sent) => {
                    self.note(id, sent);
                    self.stop.or_ended(self.dispatcher.committer.mark_sent(id)).await == Some(true)
                }
                Delivered::Refused(reason) => self.dispatcher.give_up(reply, reason).await,
                Delivered::Postponed => false,
            };
            if !is_marked {
                return self.lanes.close(lane);
            }
        }
    }
}
