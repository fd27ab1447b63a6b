//! Updates that arrive side by side, put in order.
//!
//! Telegram brings the updates of one chat one after the other, but those of several chats at once, and what is sent in
//! order arrives in any. So an update with a gap before it waits a moment for those that are missing. Gaps that stay are
//! usual: another update may be on its second attempt, or none may ever have had that id.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;

/// How far below the highest id an update may be late. Beyond that, Telegram has begun to count anew.
const FAR: i64 = 10_000;

/// Takes updates in; those of one call are in the order of their ids.
type TakeIn = dyn Fn(Vec<Box<RawValue>>) + Send + Sync;

/// Updates that arrive side by side.
pub(super) struct Arrivals {
    order: Mutex<Order>,
    /// How long an update waits for those before it that may be on their way.
    patience: Duration,
    take_in: Box<TakeIn>,
}

/// Which updates have been let in, and which wait for those before them.
#[derive(Default)]
struct Order {
    /// The highest id that was let in.
    last: Option<i64>,
    held: BTreeMap<i64, Box<RawValue>>,
}

impl Arrivals {
    /// Updates that follow those of which `last` is the highest.
    pub(super) fn new(
        last: Option<i64>,
        patience: Duration,
        take_in: impl Fn(Vec<Box<RawValue>>) + Send + Sync + 'static,
    ) -> Self {
        Arrivals {
            order: Mutex::new(Order { last, ..Order::default() }),
            patience,
            take_in: Box::new(take_in),
        }
    }

    /// Takes an update in: at once, or after those before it if they come in a moment.
    pub(super) fn enter(self: &Arc<Self>, id: i64, raw: Box<RawValue>) {
        let mut order = self.order();
        let is_first_to_wait = order.held.is_empty();
        self.let_in(order.arrive(id, raw));
        if is_first_to_wait && !order.held.is_empty() {
            let arrivals = Arc::clone(self);
            tokio::spawn(async move {
                tokio::time::sleep(arrivals.patience).await;
                let mut order = arrivals.order();
                arrivals.let_in(order.give_up());
            });
        }
    }

    /// While the order is locked, so that nothing overtakes them.
    fn let_in(&self, updates: Vec<Box<RawValue>>) {
        if !updates.is_empty() {
            (self.take_in)(updates);
        }
    }

    fn order(&self) -> MutexGuard<'_, Order> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Order {
    /// What can be let in now that this one is here.
    fn arrive(&mut self, id: i64, raw: Box<RawValue>) -> Vec<Box<RawValue>> {
        match self.last {
            Some(last) if id <= last.saturating_sub(FAR) => self.last = None,
            Some(last) if id <= last => return vec![raw],
            _ => (),
        }
        self.held.insert(id, raw);
        self.without_gap()
    }

    /// What follows the last one without a gap.
    fn without_gap(&mut self) -> Vec<Box<RawValue>> {
        let mut ready = Vec::new();
        while let Some(next) = self.last.and_then(|last| last.checked_add(1))
            && let Some(raw) = self.held.remove(&next)
        {
            ready.push(raw);
            self.last = Some(next);
        }
        ready
    }

    /// All that waits, since what is missing does not come.
    fn give_up(&mut self) -> Vec<Box<RawValue>> {
        self.last = self.held.last_key_value().map(|(id, _)| *id).or(self.last);
        std::mem::take(&mut self.held).into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

    use super::*;

    /// Arrivals, and the ids that they let in, by the call that brought them.
    fn arrivals(last: Option<i64>) -> (Arc<Arrivals>, UnboundedReceiver<Vec<i64>>) {
        let (sender, receiver) = unbounded_channel();
        let ids =
            |updates: Vec<Box<RawValue>>| updates.iter().map(|raw| raw.get().parse().unwrap()).collect();
        (
            Arc::new(Arrivals::new(last, Duration::from_millis(100), move |updates| {
                sender.send(ids(updates)).unwrap();
            })),
            receiver,
        )
    }

    fn enter(arrivals: &Arc<Arrivals>, ids: impl IntoIterator<Item = i64>) {
        for id in ids {
            arrivals.enter(id, RawValue::from_string(id.to_string()).unwrap());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn updates_without_a_gap_are_let_in_at_once_in_order() {
        let (arrivals, mut let_in) = arrivals(Some(9));
        enter(&arrivals, [10, 13, 12, 11]);
        assert_eq!(let_in.try_recv().unwrap(), [10]);
        assert_eq!(let_in.try_recv().unwrap(), [11, 12, 13]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_gap_is_waited_for_but_not_for_long() {
        let (arrivals, mut let_in) = arrivals(Some(9));
        enter(&arrivals, [13, 12]);
        assert!(let_in.try_recv().is_err());
        assert_eq!(let_in.recv().await.unwrap(), [12, 13]);
        enter(&arrivals, [14, 10]);
        assert_eq!([let_in.try_recv().unwrap(), let_in.try_recv().unwrap()], [[14], [10]]);
    }

    #[tokio::test(start_paused = true)]
    async fn before_the_first_update_the_others_are_waited_for() {
        let (arrivals, mut let_in) = arrivals(None);
        enter(&arrivals, [7, 5, 6]);
        assert_eq!(let_in.recv().await.unwrap(), [5, 6, 7]);
    }

    #[tokio::test(start_paused = true)]
    async fn ids_that_start_again_lower_are_ordered_too() {
        let (arrivals, mut let_in) = arrivals(Some(900_000));
        enter(&arrivals, [6, 5]);
        assert_eq!(let_in.recv().await.unwrap(), [5, 6]);
        enter(&arrivals, [7]);
        assert_eq!(let_in.try_recv().unwrap(), [7]);
    }

    #[tokio::test(start_paused = true)]
    async fn each_gap_is_waited_for_once() {
        let (arrivals, mut let_in) = arrivals(Some(1));
        enter(&arrivals, [3]);
        assert_eq!(let_in.recv().await.unwrap(), [3]);
        enter(&arrivals, [5]);
        assert_eq!(let_in.recv().await.unwrap(), [5]);
        enter(&arrivals, [6, 4]);
        assert_eq!([let_in.try_recv().unwrap(), let_in.try_recv().unwrap()], [[6], [4]]);
    }
}
