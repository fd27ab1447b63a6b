//! The outbox: committed replies on their way to Telegram, in order for each chat.

mod delivery;
mod lanes;
mod limits;
mod pauses;

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use teloxide_core::types::ChatId;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;
use tracing::warn;

use crate::dispatch::{Dispatcher, Durable};
use crate::health::Health;
use crate::stop::Stop;
use crate::store::{Alias, QueuedReply};
use crate::telegram::{Answer, Api, result_in};
use delivery::{Delivered, Delivery};
use lanes::Lanes;
use limits::Limits;
pub use limits::{Rate, RateLimits};
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

/// What is durable and not sent yet.
#[cfg(any(feature = "metrics", feature = "observe"))]
pub(crate) struct Load {
    pub(crate) replies: usize,
    /// How long the oldest has waited.
    pub(crate) oldest: Duration,
}

/// Committed replies on their way to Telegram.
///
/// Each chat has a lane. A lane's next reply is sent when the one before it is not only sent, but durably marked
/// as sent; so a crash can double one reply of a chat at most.
pub(crate) struct Outbox {
    lanes: Lanes,
    delivery: Delivery,
    dispatcher: Arc<Dispatcher>,
    /// The tasks that send replies.
    tasks: TaskTracker,
}

impl Outbox {
    pub(crate) fn new(
        api: Api,
        dispatcher: Arc<Dispatcher>,
        stop: Stop,
        limits: Option<RateLimits>,
        health: Arc<Health>,
    ) -> Self {
        let migrations = dispatcher.migrations.clone();
        let (pauses, wire, limits) = (Pauses::default(), Semaphore::new(AT_ONCE), limits.map(Limits::new));
        let delivery = Delivery { api, pauses, limits, wire, stop, migrations, health };
        Outbox { lanes: Lanes::default(), delivery, dispatcher, tasks: TaskTracker::new() }
    }

    /// Takes over what has become durable: what waits for a group that moved, the lanes that may go on, new replies.
    pub(crate) fn take_over(self: &Arc<Self>, Durable { queued, aliases, sent }: Durable) {
        for Alias { old, new } in aliases {
            self.lanes.join(old, new);
        }
        for lane in sent {
            self.go_on(lane);
        }
        if let Some(limits) = &self.delivery.limits {
            let answers = queued.iter().filter(|reply| !self.dispatcher.committer.take_unasked(reply.id));
            answers.for_each(|reply| limits.expect(reply.id, self.lane(reply)));
        }
        self.enqueue(queued);
    }

    /// Sends replies that are durable, each after those of its chat that came before.
    pub(crate) fn enqueue(self: &Arc<Self>, replies: impl IntoIterator<Item = QueuedReply>) {
        let now = Instant::now();
        for reply in replies {
            let lane = self.lane(&reply);
            if self.lanes.push(lane, now, reply) {
                self.go_on(lane);
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

    /// What is durable and not sent yet.
    #[cfg(any(feature = "metrics", feature = "observe"))]
    pub(crate) fn load(&self) -> Load {
        let (replies, since) = self.lanes.load();
        Load { replies, oldest: since.map_or(Duration::ZERO, |since| since.elapsed()) }
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
    fn note(&self, reply: u64, sent: Option<Answer>) {
        let Some(watch) = self.dispatcher.committer.take_watch(reply) else { return };
        if let Some(message) = sent.and_then(|sent| result_in::<Sent>(&sent.text()).ok()) {
            self.dispatcher.note(watch, message.chat.id, message.message_id);
        }
    }

    /// Sends the lane's next reply, if there is one.
    fn go_on(self: &Arc<Self>, mut lane: i64) {
        if let Some(reply) = self.lanes.next(&mut lane) {
            let outbox = Arc::clone(self);
            self.tasks.spawn(outbox.send(lane, reply));
        }
    }

    /// Sends one reply. The lane goes on when that is durable: what comes after a reply that could not be marked as sent
    /// would be doubled together with it.
    async fn send(self: Arc<Self>, lane: i64, reply: QueuedReply) {
        let id = reply.id;
        match self.delivery.deliver(&reply).await {
            Delivered::Done(sent) => {
                self.note(id, sent);
                self.dispatcher.committer.mark_sent(id, lane);
            }
            Delivered::Refused(reason) => {
                // Rare: it must not make the future of every reply larger.
                if Box::pin(self.dispatcher.give_up(reply, reason)).await {
                    self.go_on(lane);
                } else {
                    self.lanes.close(lane);
                }
            }
            Delivered::Postponed => self.lanes.close(lane),
        }
    }
}
