//! Rules about a store that is closed and opened again.

use super::super::{Batch, Store};
use super::{commit, expect, load, put, record, recover, remove, reply, shelf, writing};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S, reopen: &impl AsyncFn(S) -> S) {
    what_was_committed_is_there_after_reopening(create().await, reopen).await;
    a_batch_is_recognised_after_reopening(create().await, reopen).await;
}

async fn what_was_committed_is_there_after_reopening<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let [kept, gone] = ["1", "2"].map(record);
    let writes = [put(&shelf(1), None, &kept), put(&shelf(2), None, &gone)];
    commit(&store, Batch { queued: vec![reply(1, "{}")], handled: vec![7, 3], ..writing(writes) }).await;
    let store = reopen(store).await;
    let second = writing([remove(&shelf(2), &gone)]);
    commit(&store, Batch { queued: vec![reply(2, "{}")], sent: vec![1], handled: vec![1], ..second }).await;
    let store = reopen(store).await;
    expect(load(&store, &shelf(1)).await, Some(kept), "a record was lost or changed by reopening");
    expect(load(&store, &shelf(2)).await, None, "a removed record came back by reopening");
    let recovered = recover(&store).await;
    expect(recovered.queued, vec![reply(2, "{}")], "the outbox was changed by reopening");
    expect(recovered.handled, vec![7, 3, 1], "the handled updates were changed by reopening");
}

async fn a_batch_is_recognised_after_reopening<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let record = record("1");
    let batch = writing([put(&shelf(1), None, &record)]);
    commit(&store, batch.clone()).await;
    let store = reopen(store).await;
    commit(&store, batch).await;
    expect(load(&store, &shelf(1)).await, Some(record), "a repeated batch changed a record after reopening");
}
