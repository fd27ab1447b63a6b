//! Moves of which a refused reply tells first.

use pouch::prelude::*;
use pouch_emulator::MigrationNotice::FromOld;
use pouch_emulator::Upgraded;

use crate::support::{Gate, PATIENCE, Run, Stage};

/// Say it again
#[command("say")]
fn say(what: String) -> String {
    what
}

#[on_migrate]
async fn wait(gate: &Gate) {
    gate.pass().await;
}

/// A bot that has just heard of a move by a refused reply, and has not done with it.
async fn hears_of_a_move(stage: &Stage, gate: &Gate) -> (Upgraded, Run) {
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Friends"));
    let bot = stage.start(App::new(handlers![say, wait]).state(gate.clone()));
    stage.more_polls(1).await;
    let upgraded = group.upgrading().notices(&[]).run();
    ann.draft("/say hello").to(&group).late().send();
    gate.arrival().await;
    stage.all_confirmed().await;
    (upgraded, bot)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reply_is_kept_until_the_move_is_done() {
    let (stage, gate) = (Stage::new().await, Gate::closed());
    let (upgraded, bot) = hears_of_a_move(&stage, &gate).await;
    assert_eq!(stage.store().unsent_count(), 1, "nothing else would tell of the move after a crash");
    gate.open();
    stage.emulator.wait_for_replies(upgraded.new_chat().id(), 1, PATIENCE).await.unwrap();
    bot.stop().await;
    assert_eq!(stage.store().unsent_count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_message_is_not_confirmed_before_the_move_is_done() {
    let (stage, gate) = (Stage::new().await, Gate::closed());
    let (upgraded, bot) = hears_of_a_move(&stage, &gate).await;
    upgraded.deliver(FromOld);
    stage.more_polls(3).await;
    assert_eq!(stage.emulator.pending_updates(), 1);
    gate.open();
    stage.all_confirmed().await;
    bot.stop().await;
}
