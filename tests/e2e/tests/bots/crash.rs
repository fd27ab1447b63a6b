//! `kill -9` at random moments: nothing that was answered is lost, nothing is done twice.

mod dice;
mod system_calls;

use std::collections::BTreeSet;
use std::time::Duration;

use pouch_emulator::{Fault, User};
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::support::{COUNTER, Launch, MOVING, PATIENCE, PUT_GET, STUBBORN, SURVEY, Stage, ask, until};
use dice::Dice;

/// For each of the three loads: more than 200 together.
const KILLS: usize = 70;

/// How long each life of the bot lasts, in milliseconds; a start takes some of them.
const LIFE: std::ops::Range<u64> = 1..300;

/// Starts and kills the bot again and again while the load goes on, and leaves it running until everything is
/// answered.
async fn survive(stage: &Stage, program: &'static str, dice: &mut Dice, mut load: impl FnMut()) {
    for _ in 0..KILLS {
        let bot = stage.program(program).start();
        let end = Instant::now() + Duration::from_millis(dice.within(LIFE));
        while Instant::now() < end {
            load();
            sleep(Duration::from_millis(dice.within(1..6))).await;
        }
        bot.kill().await;
    }
    let bot = stage.program(program).start();
    stage.more_polls(1).await;
    settled(stage).await;
    bot.stop().await;
}

/// Waits until all updates are confirmed and handled, and all replies are sent.
async fn settled(stage: &Stage) {
    stage.all_confirmed().await;
    until("nothing is parked", || stage.store().parked_count() == 0).await;
    until("everything is sent", || stage.store().unsent_count() == 0).await;
}

/// A person's replies without doubled ones, of which there may be one for each kill.
fn replies_once(stage: &Stage, chat_id: i64) -> Vec<String> {
    let mut replies = stage.emulator.replies(chat_id);
    let all = replies.len();
    replies.dedup();
    assert!(all - replies.len() <= KILLS, "{} of {all} replies are doubled", all - replies.len());
    replies
}

fn people(stage: &Stage, count: usize) -> Vec<User> {
    (0..count).map(|number| stage.user(&format!("Person {number}"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_is_kept_once_and_every_put_is_answered() {
    let stage = Stage::new().await;
    let mut dice = Dice::roll();
    let people = people(&stage, 4);
    let mut sent = 0;
    survive(&stage, PUT_GET, &mut dice, || {
        people[sent % people.len()].send(&format!("/put value {sent}"));
        sent += 1;
    })
    .await;

    let mut keys = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let values: Vec<String> =
            (0..sent).skip(number).step_by(people.len()).map(|value| format!("value {value}")).collect();
        let answers = replies_once(&stage, person.id());
        assert_eq!(answers.len(), values.len(), "each put is answered");
        assert_eq!(answers.iter().collect::<BTreeSet<_>>().len(), answers.len(), "each has a key of its own");
        let shelf = stage.store().record("user", person.id(), "Shelf")["values"].clone();
        assert_eq!(shelf.as_object().unwrap().len(), values.len(), "no put is done twice");
        for (key, value) in answers.iter().zip(&values) {
            assert_eq!(shelf[key], *value, "answers come in order");
        }
        keys.push((answers, values));
    }
    println!("{sent} puts");
    found(&stage, &people, keys).await;
}

/// Looks up every key over the wire.
async fn found(stage: &Stage, people: &[User], keys: Vec<(Vec<String>, Vec<String>)>) {
    let bot = stage.program(PUT_GET).start();
    for (person, (keys, values)) in people.iter().zip(keys) {
        let before = stage.emulator.replies(person.id()).len();
        for key in &keys {
            person.send(&format!("/get {key}"));
        }
        let replies = stage.emulator.wait_for_replies(person.id(), before + keys.len(), PATIENCE).await;
        assert_eq!(replies.unwrap()[before..], values);
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_count_counts_once_and_is_answered() {
    let stage = Stage::new().await;
    let mut dice = Dice::roll();
    let (people, group) = (people(&stage, 3), stage.emulator.supergroup("Friends"));
    let mut sent = 0;
    survive(&stage, COUNTER, &mut dice, || {
        let person = &people[sent % people.len()];
        // Each person writes in turn to the bot and in the group.
        if sent / people.len() % 2 == 0 {
            person.send("/count")
        } else {
            person.send_to(&group, "/count")
        };
        sent += 1;
    })
    .await;

    let store = stage.store();
    assert_eq!(store.record("bot", 0, "Everybodys"), json!({ "count": sent }));
    let mut answers = replies_once(&stage, group.id());
    assert_eq!(store.record("chat", group.id(), "Ours"), json!({ "count": answers.len() }));
    for (number, person) in people.iter().enumerate() {
        let count = (0..sent).skip(number).step_by(people.len()).count();
        assert_eq!(store.record("user", person.id(), "Mine"), json!({ "count": count }));
        answers.extend(replies_once(&stage, person.id()));
    }
    // Each answer ends with the bot's count, so together they are all numbers up to the last.
    let mut counts: Vec<usize> =
        answers.iter().map(|answer| answer.rsplit_once(' ').unwrap().1.parse().unwrap()).collect();
    counts.sort_unstable();
    assert_eq!(counts, (1..=sent).collect::<Vec<_>>());
    println!("{sent} counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_survey_is_finished_whole() {
    let stage = Stage::new().await;
    let mut dice = Dice::roll();
    let people = people(&stage, 3);
    let mut sent = 0;
    survive(&stage, SURVEY, &mut dice, || {
        let (person, step) = (sent % people.len(), sent / people.len());
        let survey = step / 4;
        let answer = match step % 4 {
            0 => "/signup".to_owned(),
            1 => format!("Person {person}.{survey}"),
            2 => (13 + survey % 100).to_string(),
            _ => ["Rust", "Python", "Other"][survey % 3].to_owned(),
        };
        people[person].send(&answer);
        sent += 1;
    })
    .await;

    for (number, person) in people.iter().enumerate() {
        let steps = (0..sent).skip(number).step_by(people.len()).count();
        let expected = (0..steps / 4).map(|survey| {
            let (age, language) = (13 + survey % 100, ["Rust", "Python", "Other"][survey % 3]);
            format!("Saved: Person {number}.{survey}, {age}, {language}")
        });
        let expected: Vec<String> = expected.collect();
        let replies = replies_once(&stage, person.id()).into_iter();
        let saved: Vec<String> = replies.filter(|reply| reply.starts_with("Saved:")).collect();
        assert_eq!(saved, expected);
        assert_eq!(stage.store().record("user", person.id(), "Saved"), json!(expected.last().unwrap()));
    }
    println!("{} surveys", sent / 4);
}

/// Lets a bot that is launched so be killed, if it gets so far, and looks whether the next one makes all whole; false if
/// it did not get so far.
async fn survives(what: &str, launch: impl FnOnce(Launch) -> Launch) -> bool {
    let stage = Stage::new().await;
    let (ann, bob, group) = (stage.user("Ann"), stage.user("Bob"), stage.emulator.supergroup("Friends"));
    for number in 1..=3 {
        ann.send(&format!("/add a{number}"));
        bob.send(&format!("/add b{number}"));
        ann.send_to(&group, &format!("/add g{number}"));
    }
    let mut bot = launch(stage.program(MOVING)).start();
    let is_done = || stage.emulator.pending_updates() == 0 && stage.store().unsent_count() == 0;
    until("it is done, or killed", || bot.has_ended() || is_done()).await;
    let was_killed = bot.has_ended();
    if !was_killed {
        bot.kill().await;
    }

    let bot = stage.program(MOVING).start();
    stage.more_polls(1).await;
    settled(&stage).await;
    bot.stop().await;
    for (chat, letter) in [(ann.id(), "a"), (bob.id(), "b"), (group.id(), "g")] {
        let expected = [1, 2, 3].map(|number| format!("{letter}{number}"));
        let mut replies = stage.emulator.replies(chat);
        let all = replies.len();
        replies.dedup();
        assert_eq!(replies, expected, "{what}");
        assert!(all <= 4, "{what}: {all} replies, where one may be doubled");
        assert_eq!(stage.store().record("chat", chat, "Notes")["items"], json!(expected), "{what}");
    }
    was_killed
}

/// Before and after a commit of updates, and between a reply that was sent and the commit that marks it.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_before_or_after_any_step_of_the_store_loses_and_doubles_nothing() {
    for variable in ["DIE_AT", "DIE_AFTER"] {
        let mut step = 1;
        while survives(&format!("{variable}={step}"), |bot| bot.with(variable, step.to_string())).await {
            step += 1;
        }
        println!("{} steps with {variable}", step - 1);
        assert!(step > 5, "only {step} steps were killed with {variable}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_was_answered_but_not_confirmed_is_not_answered_again_after_a_kill() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let mut bot = stage.program(STUBBORN).start();
    // A handler that does not end keeps everything behind it from being confirmed.
    ann.send("/hang");
    bot.has_printed("hanging").await;
    assert_eq!(ask(&bob, "/echo 1").await, "1");
    until("the reply is marked as sent", || stage.store().unsent_count() == 0).await;
    bot.kill().await;
    assert_eq!(stage.emulator.pending_updates(), 2);

    let mut bot = stage.program(STUBBORN).start();
    bot.has_printed("hanging").await;
    assert_eq!(ask(&bob, "/echo 2").await, "2");
    assert_eq!(stage.emulator.replies(bob.id()), ["1", "2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_was_on_its_way_at_a_kill_is_sent_after_the_next_start() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    stage.emulator.fail("sendMessage", Fault::Hang);
    let bot = stage.program(STUBBORN).start();
    ann.send("/echo 1");
    ann.send("/echo 2");
    until("the bot sends", || !stage.sends_to(ann.id()).is_empty()).await;
    bot.kill().await;

    let _bot = stage.program(STUBBORN).start();
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2"]);
}
