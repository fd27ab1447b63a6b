//! Updates whose handlers fail or kill the process: they are set aside, and the bot goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pouch::prelude::*;
use pouch::store::{Batch, DeadLetterKind, LetterChange, SqliteStore, Store};
use pouch::{AccessError, BoxError, Retried};
use pouch_emulator::Fault;

use crate::support::{KILLER, PATIENCE, Process, Stage, ask, until};

/// What a person has ordered.
#[user_data]
#[derive(Default)]
struct Orders {
    count: u32,
}

/// Whether the shop works.
struct Shop(Arc<AtomicBool>);

/// Order something
#[command("order")]
fn order(orders: &mut Orders, shop: &Shop, what: String) -> Result<String, BoxError> {
    orders.count += 1;
    if !shop.0.load(Ordering::Relaxed) {
        return Err("the shop is closed".into());
    }
    Ok(format!("{what}: order {}", orders.count))
}

/// Be told what is wrong
#[command("refuse")]
fn refuse() -> Result<(), UserError> {
    Err(say!("No"))
}

fn shop() -> (App, Arc<AtomicBool>) {
    let is_open = Arc::new(AtomicBool::new(false));
    (App::new(handlers![order, refuse]).state(Shop(Arc::clone(&is_open))), is_open)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_update_is_set_aside_and_handled_when_it_is_retried() {
    let stage = Stage::new().await;
    let (app, is_open) = shop();
    let letters = app.data_store().dead_letters();
    let bot = stage.start(app);
    let ann = stage.user("Ann");
    ann.send("/order tea");
    assert_eq!(ask(&ann, "/refuse").await, "No");
    assert_eq!(ask(&ann, "/order").await.lines().next(), Some("Usage: /order <what>"));

    let [letter] = &letters.list().await.unwrap()[..] else { panic!("what was not to be set aside is") };
    assert_eq!(letter.kind, DeadLetterKind::Update);
    assert!(letter.subject.ends_with("dead_letters::order"), "{}", letter.subject);
    assert!(letter.reason.contains("the shop is closed"), "{}", letter.reason);
    assert!(letter.json.contains("/order tea"), "{}", letter.json);

    let Retried::FailedAgain(again) = letters.retry(letter.id).await.unwrap() else { panic!() };
    assert!(
        matches!(letters.retry(letter.id).await, Err(AccessError::NoSuchLetter { id }) if id == letter.id)
    );
    assert_eq!(letters.list().await.unwrap(), std::slice::from_ref(&again));
    is_open.store(true, Ordering::Relaxed);
    assert_eq!(letters.retry(again.id).await.unwrap(), Retried::Handled);
    let replies = stage.emulator.wait_for_replies(ann.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies[2], "tea: order 1");
    assert_eq!(letters.list().await.unwrap(), []);
    bot.stop().await;
    assert_eq!(stage.store().record("user", ann.id(), "Orders")["count"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_are_kept_as_the_app_says_and_dropped_ones_are_gone() {
    for limit in [0, 2] {
        let stage = Stage::new().await;
        let (app, _) = shop();
        let letters = app.data_store().dead_letters();
        let _bot = stage.start(app.dead_letters(limit));
        let ann = stage.user("Ann");
        for what in ["tea", "milk", "bread"] {
            ann.send(&format!("/order {what}"));
        }
        assert_eq!(ask(&ann, "/refuse").await, "No");
        let listed = letters.list().await.unwrap();
        assert_eq!(listed.len(), limit);
        let Some(oldest) = listed.first() else { continue };
        assert!(oldest.json.contains("/order milk"), "{}", oldest.json);
        assert!(letters.drop(oldest.id).await.unwrap());
        assert!(!letters.drop(oldest.id).await.unwrap());
        assert_eq!(letters.list().await.unwrap(), listed[1..]);
    }
}

/// Waits until the bot has died by itself.
async fn dies(mut bot: Process) {
    let exit = bot.exit(PATIENCE).await;
    assert!(exit.status.code().is_none(), "{exit:?}");
}

/// Marks a letter in a store that no bot has open.
async fn mark_to_be_retried(stage: &Stage) {
    let store = SqliteStore::open(stage.store().path()).unwrap();
    let [letter] = &store.dead_letters().await.unwrap()[..] else { panic!() };
    let mut batch = Batch::default();
    batch.letter_changes.push(LetterChange::Retry(letter.id));
    store.commit(Arc::new(batch)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_kills_the_process_is_set_aside_and_nothing_else_is() {
    let stage = Stage::new().await;
    let (ann, bob, eve) = (stage.user("Ann"), stage.user("Bob"), stage.user("Eve"));
    bob.send("/echo before");
    eve.send("/die");
    for number in 1..=20 {
        ann.send(&format!("/echo {number}"));
        bob.send(&format!("/echo {number}"));
    }
    eve.send("/echo after");
    // Once by surprise, and twice as the one that is suspected.
    for _ in 0..3 {
        dies(stage.program(KILLER).start()).await;
    }
    let mut bot = stage.program(KILLER).start();
    let answer = eve.read(PATIENCE).await;
    assert_eq!(answer.expect("the bot does not go on").text, "after 1");
    assert_eq!(ask(&eve, "/echo again").await, "again 2");
    until("the bot says why", || bot.output().contains("the process died twice while it handled")).await;
    stage.all_confirmed().await;
    until("everything is sent", || stage.store().unsent_count() == 0).await;
    for person in [&ann, &bob] {
        let offset = person.id() == bob.id();
        let replies = stage.emulator.replies(person.id());
        let last = 20 + usize::from(offset);
        assert_eq!(replies.last(), Some(&format!("20 {last}")), "{replies:?}");
        let mut once = replies.clone();
        once.dedup();
        assert_eq!(once.len(), last, "{replies:?}");
    }
    bot.signal("TERM");
    bot.exit(PATIENCE).await;
    let letters = stage.store().dead_letters();
    let [(subject, json)] = &letters[..] else { panic!("{letters:?}") };
    assert!(subject.ends_with("for killer::die") && json["message"]["text"] == "/die", "{letters:?}");

    // A letter that kills once more does so once.
    mark_to_be_retried(&stage).await;
    dies(stage.program(KILLER).start()).await;
    let bot = stage.program(KILLER).start();
    assert_eq!(ask(&eve, "/echo alive").await, "alive 3");
    until("the answer is marked as sent", || stage.store().unsent_count() == 0).await;
    bot.kill().await;
    mark_to_be_retried(&stage).await;
    let before = stage.emulator.replies(eve.id()).len();
    let _bot = stage.program(KILLER).with("SPARED", "1").start();
    let replies = stage.emulator.wait_for_replies(eve.id(), before + 1, PATIENCE).await.unwrap();
    assert_eq!(replies[before], "spared");
    until("the letter is gone", || stage.store().dead_letters().is_empty()).await;
}

/// To whom nothing can be sent any more.
#[user_data]
#[derive(Default)]
struct Lost {
    why: Vec<String>,
}

/// Answer with the same words
#[command("echo")]
fn echo(words: String) -> String {
    words
}

#[on_error]
fn note_refusal(error: &HandlerError, lost: &mut Lost) -> Option<String> {
    let HandlerError::Undelivered { chat, description, .. } = error else { return None };
    lost.why.push(format!("{chat}: {description}"));
    Some("this would be refused, too".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_refused_for_good_is_reported_once_and_others_go_on() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let bot = stage.start(App::new(handlers![echo, note_refusal]));
    stage.emulator.fail("sendMessage", Fault::error(403, "Forbidden: bot was blocked by the user"));
    ann.send("/echo 1");
    until("it is refused", || stage.sends_to(ann.id()).len() == 1).await;
    assert_eq!(ask(&bob, "/echo 2").await, "2");
    assert_eq!(ask(&ann, "/echo 3").await, "3");
    bot.stop().await;
    let why = stage.store().record("user", ann.id(), "Lost")["why"].clone();
    let expected = format!("{}: 403 Forbidden: bot was blocked by the user", ann.id());
    assert_eq!(why, serde_json::json!([expected]));
    assert_eq!(stage.emulator.replies(ann.id()), ["3"]);
    assert_eq!(stage.sends_to(ann.id()).len(), 2, "a refused reply is tried again, or more is sent");
}
