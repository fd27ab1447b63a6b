//! Updates that are brought, instead of fetched.

mod order;
mod refused;
mod switching;
mod tls;
mod trouble;

use pouch::prelude::*;
use pouch::{App, Webhook};
use pouch_emulator::DeliveryFault;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::Value;

use crate::support::{COUNTER, Launch, PATIENCE, PUT_GET, Stage, ask, free_address, until};

/// What the tests' own deliveries have.
const SECRET: &str = "a_secret-of-the-tests";

/// A webhook at that address.
fn webhook_at(address: &str) -> Webhook {
    Webhook::new(format!("http://{address}/telegram")).listen(address).secret(SECRET)
}

/// A program that gets its updates at that address.
fn program_at(stage: &Stage, path: &'static str, address: &str) -> Launch {
    let launch = stage.program(path).with("POUCH_WEBHOOK_URL", format!("http://{address}/telegram"));
    launch.with("POUCH_WEBHOOK_LISTEN", address).with("POUCH_WEBHOOK_SECRET", SECRET)
}

/// Waits until the bot takes updates.
async fn is_set(stage: &Stage) {
    until("the webhook is set", || !stage.emulator.requests_of("setWebhook").is_empty()).await;
}

/// A delivery as Telegram makes it.
fn delivery(address: &str, update: &Value) -> RequestBuilder {
    let request = reqwest::Client::new().post(format!("http://{address}/telegram")).json(update);
    request.header("X-Telegram-Bot-Api-Secret-Token", SECRET)
}

/// The status of the answer.
async fn status(request: RequestBuilder) -> StatusCode {
    request.timeout(PATIENCE).send().await.unwrap().status()
}

#[tokio::test(flavor = "multi_thread")]
async fn values_are_put_and_got_without_fetching_anything() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) = (stage.user("Ann"), program_at(&stage, PUT_GET, &address).start());
    let key = ask(&ann, "/put a value").await;
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "a value");
    stage.all_confirmed().await;
    let set = stage.emulator.requests_of("setWebhook").remove(0).params;
    assert_eq!(set["url"], format!("http://{address}/telegram"));
    assert_eq!((&set["secret_token"], &set["max_connections"]), (&SECRET.into(), &40.into()));
    assert!(set["allowed_updates"].as_array().unwrap().contains(&"message".into()), "{set}");
    assert!(stage.emulator.requests_of("getUpdates").is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_while_the_bot_is_dead_is_brought_again() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) = (stage.user("Ann"), program_at(&stage, COUNTER, &address).start());
    assert_eq!(ask(&ann, "/count").await, "you: 1, chat: 1, bot: 1");
    until("the reply is marked as sent", || stage.store().unsent_count() == 0).await;
    bot.kill().await;
    ann.send("/count");
    ann.send("/count");
    let _bot = program_at(&stage, COUNTER, &address).start();
    let replies = stage.emulator.wait_for_replies(ann.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies[1..], ["you: 2, chat: 2, bot: 2", "you: 3, chat: 3, bot: 3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_brought_again_is_not_done_again_also_after_a_kill() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) = (stage.user("Ann"), program_at(&stage, COUNTER, &address).start());
    is_set(&stage).await;
    // The bot has answered, and Telegram does not know it.
    for _ in 0..4 {
        stage.emulator.fail_delivery(DeliveryFault::AnswerLost);
    }
    assert_eq!(ask(&ann, "/count").await, "you: 1, chat: 1, bot: 1");
    until("the reply is marked as sent", || stage.store().unsent_count() == 0).await;
    bot.kill().await;
    let _bot = program_at(&stage, COUNTER, &address).start();
    stage.all_confirmed().await;
    assert_eq!(ask(&ann, "/show").await, "you: 1, chat: 1, bot: 1");
    assert_eq!(stage.emulator.replies(ann.id()).len(), 2);
}

/// Echo
#[command("echo")]
fn echo(words: String) -> String {
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn the_webhook_is_one_route_of_a_program_that_has_others() {
    let (stage, listener) = (Stage::new().await, tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap());
    let address = listener.local_addr().unwrap().to_string();
    let mut webhook = webhook_at(&address);
    let site =
        axum::Router::new().route("/", axum::routing::get(|| async { "home" })).merge(webhook.routes());
    tokio::spawn(async { axum::serve(listener, site).await.unwrap() });
    let ann = stage.user("Ann");
    let update = serde_json::json!({ "update_id": 1 });
    assert_eq!(
        status(delivery(&address, &update)).await,
        StatusCode::SERVICE_UNAVAILABLE,
        "it does not run yet"
    );
    let bot = stage.start(App::new(handlers![echo]).webhook(webhook));
    assert_eq!(ask(&ann, "/echo hello").await, "hello");
    assert_eq!(reqwest::get(format!("http://{address}/")).await.unwrap().text().await.unwrap(), "home");
    stage.all_confirmed().await;
    bot.stop().await;
    assert_eq!(status(delivery(&address, &update)).await, StatusCode::SERVICE_UNAVAILABLE, "it has ended");
}
