//! Timers whose functions fail: they are set aside, and run when they are retried.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch::store::DeadLetterKind;
use pouch::testing::TestBot;
use pouch::{DataStore, Retried};

use super::DAY;

/// What has been delivered to a person.
#[user_data]
#[derive(Default)]
struct Delivered(Vec<String>);

/// Whether the shop works.
#[derive(Clone, Default)]
struct Shop(Arc<AtomicBool>);

#[timer]
fn deliver(delivered: &mut Delivered, shop: &Shop, what: String) -> Result<String, BoxError> {
    delivered.0.push(what.clone());
    if !shop.0.load(Ordering::Relaxed) {
        return Err("the shop is closed".into());
    }
    Ok(format!("{what}: delivery {}", delivered.0.len()))
}

/// Order something
#[command("order")]
fn order(delay: Duration, what: String) -> Timer {
    deliver::after(delay, what)
}

/// Order something again and again
#[command("subscribe")]
fn subscribe(period: Duration, what: String) -> Timer {
    deliver::after(period, what).every(period)
}

/// See what is to come
#[command("coming")]
fn coming(timers: &Timers) -> String {
    timers.iter().map(|timer| timer.due().timestamp().to_string()).collect()
}

/// A bot that is started again and again, and what it has stored.
async fn start(shop: Shop) -> (TestBot, impl Fn() -> DataStore) {
    let store = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&store);
    let bot = TestBot::start(move || {
        let app = App::new(handlers![deliver, order, subscribe, coming]).state(shop.clone());
        *kept.lock().unwrap() = Some(app.data_store());
        app
    })
    .await;
    (bot, move || store.lock().unwrap().clone().unwrap())
}

#[tokio::test]
async fn one_that_failed_runs_in_its_chat_and_for_its_person_when_it_is_retried() {
    let shop = Shop::default();
    let (bot, store) = start(shop.clone()).await;
    let (ann, friends) = (bot.user("Ann"), bot.group("Friends"));
    ann.send_to(&friends, "/order 1d tea").await;
    bot.clock().advance(DAY);
    bot.idle().await;
    friends.expect_no_reply().await;
    let letters = store().dead_letters();
    let [letter] = &letters.list().await.unwrap()[..] else { panic!("it is not set aside") };
    assert_eq!(
        (letter.kind, &*letter.reason),
        (DeadLetterKind::Timer, "bots::timers::aside::deliver failed: the shop is closed")
    );
    assert_eq!(letter.subject, format!("timer deliver of chat {}", friends.chat().id()));
    let Retried::FailedAgain(again) = letters.retry(letter.id).await.unwrap() else { panic!() };
    assert_eq!(letters.list().await.unwrap(), std::slice::from_ref(&again));
    shop.0.store(true, Ordering::Relaxed);
    friends.upgrade().await;
    bot.kill().await;
    bot.restart().await;
    assert_eq!(store().dead_letters().retry(again.id).await.unwrap(), Retried::Handled);
    assert_eq!(friends.reply().await, "tea: delivery 1");
    assert_eq!(store().dead_letters().list().await.unwrap(), []);
    ann.send("/order 0s cake").await;
    assert_eq!(ann.reply().await, "cake: delivery 2");
}

#[tokio::test]
async fn one_that_recurs_keeps_its_times() {
    let shop = Shop::default();
    let (bot, store) = start(shop.clone()).await;
    let ann = bot.user("Ann");
    ann.send("/subscribe 1d tea").await;
    bot.clock().advance(DAY);
    bot.idle().await;
    let letters = store().dead_letters();
    let [letter] = &letters.list().await.unwrap()[..] else { panic!("it is not set aside") };
    let due = ann.ask("/coming").await;
    shop.0.store(true, Ordering::Relaxed);
    assert_eq!(letters.retry(letter.id).await.unwrap(), Retried::Handled);
    assert_eq!(ann.reply().await, "tea: delivery 1");
    assert_eq!(ann.ask("/coming").await, due);
    bot.clock().advance(DAY);
    assert_eq!(ann.reply().await, "tea: delivery 2");
}

#[tokio::test]
async fn a_person_sees_what_was_set_for_them_elsewhere_and_has_it_erased() {
    let (bot, store) = start(Shop::default()).await;
    let (ann, bob, friends) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    ann.send_to(&friends, "/order 1d hers").await;
    bob.send_to(&friends, "/order 2d his").await;
    ann.send_to(&friends, "/order 3d later").await;
    bot.clock().advance(DAY);
    bot.idle().await;
    let (id, chat) = (ann.user().id(), friends.chat().id());
    let exported: serde_json::Value = serde_json::from_str(&store().export(id).await.unwrap()).unwrap();
    let [timers] = &exported.as_array().unwrap()[..] else { panic!("{exported}") };
    let [timer] = &timers["value"]["timers"].as_array().unwrap()[..] else { panic!("{exported}") };
    assert_eq!(timer["fields"], json!({"what": "later"}));
    let about = ["scope", "owner", "name", "partial"].map(|field| timers[field].clone());
    assert_eq!(json!(about), json!(["chat", chat, "pouch::timers", true]));
    assert_eq!(store().dead_letters().list().await.unwrap().len(), 1);
    store().erase(id).await.unwrap();
    assert_eq!(store().export(id).await.unwrap(), "[]");
    assert_eq!(store().dead_letters().list().await.unwrap(), []);
    let his = store().export(bob.user().id()).await.unwrap();
    assert!(his.contains("his"), "{his}");
}
