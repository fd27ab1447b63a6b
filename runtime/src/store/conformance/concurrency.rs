//! Rules about callers at the same time.

use std::sync::Arc;

use super::super::{Batch, Store, StoreError};
use super::{commit, expect, load, put, record, recover, reply, shelf, writing};

const TASKS: u64 = 8;
const ROUNDS: u64 = 25;

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S) {
    no_concurrent_change_is_lost(Arc::new(create().await)).await;
    a_load_sees_every_commit_that_returned(Arc::new(create().await)).await;
}

/// All count in one record; who loses a race tries again.
async fn no_concurrent_change_is_lost<S: Store>(store: Arc<S>) {
    run_all(|task| count_up(Arc::clone(&store), task)).await;
    let counted = load(&*store, &shelf(1)).await.map(|record| record.json);
    expect(counted.as_deref(), Some((TASKS * ROUNDS).to_string().as_str()), "a concurrent change was lost");
    let queued: Vec<_> = recover(&*store).await.queued.iter().map(|reply| reply.id).collect();
    expect(queued, (0..TASKS * ROUNDS).collect(), "a reply of a concurrent commit was lost");
}

async fn count_up<S: Store>(store: Arc<S>, task: u64) {
    for round in 0..ROUNDS {
        while !try_count(&*store, task * ROUNDS + round).await {}
    }
}

async fn try_count<S: Store>(store: &S, id: u64) -> bool {
    let found = load(store, &shelf(1)).await;
    let count: u64 = found.as_ref().map_or(0, |record| record.json.parse().expect("the count is a number"));
    let next = record(&(count + 1).to_string());
    let batch = Batch { queued: vec![reply(id, "{}")], ..writing([put(&shelf(1), found.as_ref(), &next)]) };
    match store.commit(Arc::new(batch)).await {
        Ok(()) => true,
        Err(StoreError::Conflict { .. }) => false,
        Err(error) => panic!("a commit beside others failed: {error:?}"),
    }
}

async fn a_load_sees_every_commit_that_returned<S: Store>(store: Arc<S>) {
    run_all(|task| commit_and_load(Arc::clone(&store), task)).await;
}

async fn commit_and_load<S: Store>(store: Arc<S>, task: u64) {
    let key = shelf(task.cast_signed());
    let mut last = None;
    for round in 0..ROUNDS {
        let next = record(&round.to_string());
        commit(&*store, writing([put(&key, last.as_ref(), &next)])).await;
        expect(load(&*store, &key).await.as_ref(), Some(&next), "a load after a commit does not see it");
        last = Some(next);
    }
}

async fn run_all<F: Future<Output = ()> + Send + 'static>(start: impl Fn(u64) -> F) {
    let tasks: Vec<_> = (0..TASKS).map(|task| tokio::spawn(start(task))).collect();
    for task in tasks {
        task.await.expect("no task panics");
    }
}
