//! Nothing is confirmed to Telegram before it is durable, and nothing is handled twice.

use std::collections::BTreeMap;

use pouch::prelude::*;
use pouch_emulator::Fault;
use serde_json::json;

use crate::support::{Gate, PATIENCE, STUBBORN, Stage, ask, command, until};

/// What a user has said.
#[user_data]
#[derive(Default)]
struct Diary {
    lines: Vec<String>,
}

/// Write a line
#[command("add")]
fn add(diary: &mut Diary, line: String) -> usize {
    diary.lines.push(line);
    diary.lines.len()
}

/// Write a line when the gate opens
#[command("wait")]
async fn wait(diary: &mut Diary, gate: &Gate, line: String) -> usize {
    gate.pass().await;
    diary.lines.push(line);
    diary.lines.len()
}

fn app(gate: &Gate) -> App {
    App::new(handlers![add, wait]).state(gate.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_not_confirmed_before_its_data_is_in_the_file() {
    let stage = Stage::new().await;
    let _bot = stage.start(app(&Gate::closed()));
    let people: Vec<_> = (0..4).map(|number| stage.user(&number.to_string())).collect();
    let mut expected = BTreeMap::new();
    for number in 0..100 {
        let person = &people[number % people.len()];
        let sent = person.send(&format!("/add {number}"));
        expected.insert(sent.update_id, (person.id(), number.to_string()));
    }
    for (update_id, (owner, line)) in expected {
        stage.emulator.wait_until_confirmed(update_id, PATIENCE).await.unwrap();
        let diary = stage.store().record("user", owner, "Diary");
        assert!(
            diary["lines"].as_array().unwrap().iter().any(|kept| *kept == line),
            "{line} is not in {diary}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_waits_keeps_the_offset_back_but_no_other_chat() {
    let stage = Stage::new().await;
    let gate = Gate::closed();
    let (_bot, ann, bob) = (stage.start(app(&gate)), stage.user("Ann"), stage.user("Bob"));
    assert_eq!(ask(&bob, "/add 0").await, "1");
    let waiting = ann.send("/wait 1");
    gate.arrival().await;
    let behind = ann.send("/add 2");
    for count in 2..5 {
        assert_eq!(ask(&bob, "/add more").await, count.to_string());
    }
    stage.more_polls(5).await;
    assert!(stage.offsets().iter().all(|offset| *offset <= waiting.update_id));
    assert_eq!(stage.emulator.pending_updates(), 5);
    assert!(stage.emulator.replies(ann.id()).is_empty(), "one chat's updates are handled in order");

    gate.open();
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "1");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "2");
    stage.emulator.wait_until_confirmed(behind.update_id, PATIENCE).await.unwrap();
    stage.all_confirmed().await;
    assert_eq!(stage.emulator.replies(bob.id()), ["1", "2", "3", "4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_file_cannot_be_written_nothing_is_confirmed_or_answered() {
    let stage = Stage::new().await;
    let gate = Gate::closed();
    let (_bot, ann) = (stage.start(app(&gate)), stage.user("Ann"));
    assert_eq!(ask(&ann, "/add 1").await, "1");
    stage.all_confirmed().await;

    let sent = ann.send("/wait 2");
    gate.arrival().await;
    let lock = stage.store().lock();
    gate.open();
    // The next update of the chat starts as soon as the one before is committed in memory.
    ann.send("/wait 3");
    gate.arrival().await;
    stage.more_polls(10).await;
    assert!(stage.offsets().iter().all(|offset| *offset <= sent.update_id));
    assert_eq!(stage.emulator.pending_updates(), 2);
    assert_eq!(stage.emulator.replies(ann.id()), ["1"]);

    gate.open();
    drop(lock);
    let replies = stage.emulator.wait_for_replies(ann.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2", "3"]);
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_was_handled_but_not_confirmed_is_not_handled_again_after_a_restart() {
    let stage = Stage::new().await;
    let gate = Gate::closed();
    let (bot, ann) = (stage.start(app(&gate)), stage.user("Ann"));
    ann.send("/wait 1");
    gate.arrival().await;
    // From here on no call of `getUpdates` arrives, so none can confirm what the handler does now.
    stage.emulator.fail("getUpdates", Fault::CutBefore.times(1_000_000));
    gate.open();
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "1");
    bot.stop().await;
    assert_eq!(stage.emulator.pending_updates(), 1);
    assert_eq!(stage.store().record("user", ann.id(), "Diary")["lines"], json!(["1"]));

    stage.emulator.clear_faults();
    let bot = stage.start(app(&gate));
    stage.all_confirmed().await;
    assert_eq!(ask(&ann, "/add 2").await, "2");
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["1", "2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_was_stopped_runs_again_after_the_restart() {
    let stage = Stage::new().await;
    let gate = Gate::closed();
    let (bot, ann) = (stage.start(app(&gate)), stage.user("Ann"));
    ann.send("/wait 1");
    gate.arrival().await;
    ann.send("/add 2");
    bot.stop().await;
    assert_eq!(stage.emulator.pending_updates(), 2);
    assert_eq!(stage.store().record_count(), 0);

    let _bot = stage.start(app(&gate));
    gate.arrival().await;
    gate.open();
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2"]);
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_start_again_far_lower_are_handled_and_confirmed_by_a_bot_that_runs() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app(&Gate::closed())), stage.user("Ann"));
    assert_eq!(ask(&ann, "/add 1").await, "1");
    stage.all_confirmed().await;
    stage.emulator.set_next_update_id(500);
    for count in 2..5 {
        assert_eq!(ask(&ann, "/add lower").await, count.to_string());
        stage.all_confirmed().await;
    }
    assert_eq!(stage.emulator.replies(ann.id()).len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_start_again_far_lower_are_handled_and_confirmed_after_a_restart() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app(&Gate::closed())), stage.user("Ann"));
    assert_eq!(ask(&ann, "/add 1").await, "1");
    stage.all_confirmed().await;
    bot.stop().await;
    stage.emulator.set_next_update_id(500);
    ann.send("/add lower");
    let _bot = stage.start(app(&Gate::closed()));
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "2");
    assert_eq!(ask(&ann, "/add lower still").await, "3");
    stage.all_confirmed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_thousand_updates_are_known_after_a_restart() {
    let stage = Stage::new().await;
    let bot = stage.start(app(&Gate::closed()));
    let people: Vec<_> = (0..50).map(|number| stage.user(&number.to_string())).collect();
    let ids: Vec<i64> =
        people.iter().cycle().take(1_050).map(|person| person.send("/add 1").update_id).collect();
    stage.all_confirmed().await;
    bot.stop().await;

    for (person, id) in people.iter().cycle().zip(ids).skip(50) {
        stage.emulator.push(json!({ "update_id": id, "message": command(person, "/add again") }));
    }
    let _bot = stage.start(app(&Gate::closed()));
    stage.all_confirmed().await;
    for person in &people {
        person.send("/add 2");
        let replies = stage.emulator.wait_for_replies(person.id(), 22, PATIENCE).await.unwrap();
        assert_eq!(replies.last().unwrap(), "22");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_while_no_bot_ran_is_handled_at_the_start() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    // More than one call of `getUpdates` brings.
    for number in 0..250 {
        ann.send(&format!("/add {number}"));
    }
    let bot = stage.start(app(&Gate::closed()));
    let replies = stage.emulator.wait_for_replies(ann.id(), 250, PATIENCE).await.unwrap();
    assert_eq!(replies, (1..=250).map(|count| count.to_string()).collect::<Vec<_>>());
    stage.all_confirmed().await;
    bot.stop().await;

    ann.send("/add the last one");
    let _bot = stage.start(app(&Gate::closed()));
    let replies = stage.emulator.wait_for_replies(ann.id(), 251, PATIENCE).await.unwrap();
    assert_eq!(replies.last().unwrap(), "251");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_waits_holds_up_nobody_however_many_come_behind_it() {
    let stage = Stage::new().await;
    let gate = Gate::closed();
    let (bot, ann) = (stage.start(app(&gate)), stage.user("Ann"));
    let waiting = ann.send("/wait 1");
    gate.arrival().await;
    let people: Vec<_> = (0..10).map(|number| stage.user(&number.to_string())).collect();
    for person in people.iter().cycle().take(350) {
        person.send("/add more");
    }
    for person in &people {
        assert_eq!(stage.emulator.wait_for_replies(person.id(), 35, PATIENCE).await.unwrap().len(), 35);
    }
    // More than one fetch brings have been confirmed behind it, so it is safe in the file by now.
    stage.emulator.wait_until_confirmed(waiting.update_id, PATIENCE).await.unwrap();
    bot.stop().await;
    assert!(stage.emulator.replies(ann.id()).is_empty());

    let bot = stage.start(app(&gate));
    gate.arrival().await;
    gate.open();
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "1");
    stage.all_confirmed().await;
    bot.stop().await;
    // Nothing is left of it, so nothing runs once more.
    assert_eq!(stage.store().record_count(), 11);
    let _bot = stage.start(app(&gate));
    assert_eq!(ask(&ann, "/add 2").await, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_floods_a_handler_that_hangs_starves_nobody_and_what_waits_outlives_a_kill() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let mut bot = stage.program(STUBBORN).start();
    ann.send("/hang");
    bot.has_printed("hanging").await;
    for number in 0..350 {
        ann.send(&format!("/echo {number}"));
    }
    assert_eq!(ask(&bob, "/echo let me in").await, "let me in");
    until("the flood is parked", || stage.store().parked_count() > 250).await;
    // An answer that is not marked as sent might come twice.
    until("Bob's answer is marked as sent", || stage.store().unsent_count() == 0).await;
    bot.kill().await;

    let mut bot = stage.program(STUBBORN).start();
    bot.has_printed("hanging").await;
    assert_eq!(ask(&bob, "/echo once more").await, "once more");
    assert!(stage.emulator.replies(ann.id()).is_empty(), "one chat's updates are handled in order");
    assert!(stage.store().parked_count() > 250);
}
