//! Rules about the outbox and the handled updates.

use std::collections::HashSet;

use super::super::{Batch, REMEMBERED_UPDATES, Recovered, Store};
use super::{commit, expect, handling, recover, reply};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S) {
    a_new_store_has_nothing_left_to_do(&create().await).await;
    replies_come_back_by_ascending_id(&create().await).await;
    sent_replies_are_forgotten(&create().await).await;
    handled_updates_are_remembered_the_latest_last(&create().await).await;
    handled_updates_of_a_large_batch_are_remembered(&create().await).await;
}

async fn a_new_store_has_nothing_left_to_do<S: Store>(store: &S) {
    commit(store, Batch::default()).await;
    expect(recover(store).await, Recovered::default(), "a new store has replies or handled updates");
}

async fn replies_come_back_by_ascending_id<S: Store>(store: &S) {
    let long = format!("\"{}\"", "ö".repeat(1 << 19));
    let greatest = i64::MAX.cast_unsigned();
    let ids = [5, 3, 9, greatest, 0, 1 << 40, greatest - 1, 4];
    let mut replies: Vec<_> =
        ids.into_iter().zip(["[]", "{}", "\"\\u0000\"", "\"👩‍👩‍👧\"", &long, "1", "2", "3"]).collect();
    for chunk in replies.chunks(3) {
        let queued = chunk.iter().map(|&(id, payload)| reply(id, payload)).collect();
        commit(store, Batch { queued, ..Batch::default() }).await;
    }
    replies.sort_unstable();
    let expected: Vec<_> = replies.into_iter().map(|(id, payload)| reply(id, payload)).collect();
    expect(recover(store).await.queued, expected, "the outbox is not what was queued, by ascending id");
}

async fn sent_replies_are_forgotten<S: Store>(store: &S) {
    let queued = (1..=10).map(|id| reply(id, "{}")).collect();
    commit(store, Batch { queued, ..Batch::default() }).await;
    commit(store, Batch { sent: vec![1, 3, 10, 77], queued: vec![reply(11, "{}")], ..Batch::default() })
        .await;
    let left: Vec<_> = recover(store).await.queued.iter().map(|reply| reply.id).collect();
    expect(left, vec![2, 4, 5, 6, 7, 8, 9, 11], "the outbox does not hold what is not yet sent");
}

/// Ids may fall far: after a quiet week, Telegram begins anew somewhere else.
async fn handled_updates_are_remembered_the_latest_last<S: Store>(store: &S) {
    let quiet_week = 2 * REMEMBERED_UPDATES + REMEMBERED_UPDATES / 2;
    let ids: Vec<i64> = (900_000..).take(quiet_week).chain((5..).take(quiet_week)).collect();
    for end in (50..=ids.len()).step_by(50) {
        let batch = handling(&ids[end - 50..end]);
        commit(store, batch.clone()).await;
        commit(store, batch).await;
        let expected: Vec<_> = ids[..end].iter().rev().take(REMEMBERED_UPDATES).copied().collect();
        expect(
            last_handled(store).await,
            expected,
            "the last handled updates are not remembered in their order",
        );
    }
}

async fn handled_updates_of_a_large_batch_are_remembered<S: Store>(store: &S) {
    let ids: Vec<i64> = (0..20_000).collect();
    commit(store, handling(&ids)).await;
    commit(store, handling(&[i64::MAX, i64::MIN])).await;
    let expected: Vec<_> =
        ids.into_iter().chain([i64::MAX, i64::MIN]).rev().take(REMEMBERED_UPDATES).collect();
    expect(
        last_handled(store).await,
        expected,
        "the last handled updates are not remembered after a large batch",
    );
}

/// The updates that a store must remember, the latest first, each once.
async fn last_handled<S: Store>(store: &S) -> Vec<i64> {
    let mut seen = HashSet::new();
    let handled = recover(store).await.handled.into_iter().rev();
    handled.filter(|id| seen.insert(*id)).take(REMEMBERED_UPDATES).collect()
}
