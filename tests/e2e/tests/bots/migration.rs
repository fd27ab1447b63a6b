//! A group becomes a supergroup, and nothing is lost.

mod direct;
mod scenario;
mod unheard;

use std::future::Future;

use tokio::task::JoinSet;

use scenario::{Ends, Scenario};

/// How many scenarios are played at once; each has a process of its own.
const AT_ONCE: usize = 8;

async fn play_all<F: Future<Output = ()> + Send + 'static>(plays: impl Iterator<Item = F>) {
    let mut running = JoinSet::new();
    for play in plays {
        if running.len() == AT_ONCE {
            running.join_next().await.unwrap().unwrap();
        }
        running.spawn(play);
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_bot_hears_of_the_move_its_data_is_whole_under_the_new_id() {
    play_all(Scenario::all().into_iter().map(|scenario| async move {
        assert!(!scenario.play(Ends::Never).await);
    }))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_at_any_point_changes_nothing() {
    play_all(Scenario::all().into_iter().map(|scenario| async move {
        scenario.play(Ends::EverywhereInOrder).await;
    }))
    .await;
}

/// All points in one scenario of each order, and in the one where only a send error tells of the move.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_point_changes_nothing() {
    let scenarios = Scenario::all().into_iter().filter(|scenario| scenario.is_read);
    play_all(scenarios.map(|scenario| async move {
        for ends in [Ends::At as fn(usize) -> Ends, Ends::After] {
            let mut step = 1;
            while scenario.play(ends(step)).await {
                step += 1;
            }
            println!("{scenario}: {step} steps");
        }
    }))
    .await;
}
