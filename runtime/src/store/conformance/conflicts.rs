//! Rules about versions: a batch applies whole or not at all, and once.

use super::super::{Batch, Recovered, Store, Write};
use super::{commit, conflict, expect, load, put, record, recover, remove, reply, shelf, writing};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S) {
    a_record_that_exists_is_not_made_again(&create().await).await;
    an_outdated_version_is_a_conflict(&create().await).await;
    a_record_that_is_gone_is_a_conflict(&create().await).await;
    a_conflict_changes_nothing(&create().await).await;
    a_repeated_batch_changes_nothing(&create().await).await;
    an_old_batch_does_not_undo_a_later_one(&create().await).await;
}

async fn a_record_that_exists_is_not_made_again<S: Store>(store: &S) {
    let (key, first) = (shelf(1), record("1"));
    commit(store, writing([put(&key, None, &first)])).await;
    conflict(store, writing([put(&key, None, &record("2"))]), &key).await;
    expect(load(store, &key).await, Some(first), "a record was overwritten by one that expected none");
}

async fn an_outdated_version_is_a_conflict<S: Store>(store: &S) {
    let (key, first, second) = (shelf(1), record("1"), record("2"));
    commit(store, writing([put(&key, None, &first)])).await;
    commit(store, writing([put(&key, Some(&first), &second)])).await;
    conflict(store, writing([put(&key, Some(&first), &record("3"))]), &key).await;
    conflict(store, writing([remove(&key, &first)]), &key).await;
    conflict(store, writing([Write { key: key.clone(), expected: None, record: None }]), &key).await;
    expect(load(store, &key).await, Some(second), "a write that expected an older version was applied");
}

async fn a_record_that_is_gone_is_a_conflict<S: Store>(store: &S) {
    let (key, first) = (shelf(1), record("1"));
    conflict(store, writing([put(&key, Some(&first), &record("2"))]), &key).await;
    expect(load(store, &key).await, None, "a write made a record that it expected to exist");
}

async fn a_conflict_changes_nothing<S: Store>(store: &S) {
    let (kept, other, doomed) = (record("1"), record("2"), reply(2, "doomed"));
    let first = Batch { queued: vec![reply(1, "kept")], ..writing([put(&shelf(1), None, &kept)]) };
    commit(store, first.clone()).await;
    let writes = [put(&shelf(2), None, &other), put(&shelf(1), None, &other), put(&shelf(3), None, &other)];
    let batch = Batch { handled: vec![7], queued: vec![doomed], sent: vec![1], ..writing(writes) };
    conflict(store, batch, &shelf(1)).await;
    for (user, expected) in [(1, Some(kept)), (2, None), (3, None)] {
        expect(load(store, &shelf(user)).await, expected, "a batch with a conflict changed a record");
    }
    let expected = Recovered { queued: first.queued, ..Recovered::default() };
    expect(
        recover(store).await,
        expected,
        "a batch with a conflict changed the outbox or the handled updates",
    );
}

async fn a_repeated_batch_changes_nothing<S: Store>(store: &S) {
    let [old, gone, new, fresh] = ["1", "2", "3", "4"].map(record);
    let before = writing([put(&shelf(1), None, &old), put(&shelf(2), None, &gone)]);
    commit(store, Batch { queued: vec![reply(1, "sent")], ..before }).await;
    let writes = [put(&shelf(1), Some(&old), &new), remove(&shelf(2), &gone), put(&shelf(3), None, &fresh)];
    let replies = vec![reply(2, "a"), reply(3, "b")];
    let batch = Batch { handled: vec![7, 8], queued: replies.clone(), sent: vec![1], ..writing(writes) };
    for _ in 0..3 {
        commit(store, batch.clone()).await;
        for (user, expected) in [(1, Some(&new)), (2, None), (3, Some(&fresh))] {
            expect(load(store, &shelf(user)).await.as_ref(), expected, "a repeated batch changed a record");
        }
        let recovered = recover(store).await;
        expect(recovered.queued, replies.clone(), "a repeated batch changed the outbox");
        expect(recovered.handled.last(), Some(&8), "a repeated batch lost a handled update");
    }
}

async fn an_old_batch_does_not_undo_a_later_one<S: Store>(store: &S) {
    let (first, second) = (record("1"), record("2"));
    let old = writing([put(&shelf(1), None, &first)]);
    commit(store, old.clone()).await;
    commit(store, writing([put(&shelf(1), Some(&first), &second)])).await;
    conflict(store, old, &shelf(1)).await;
    expect(load(store, &shelf(1)).await, Some(second), "an old batch came back");
}
