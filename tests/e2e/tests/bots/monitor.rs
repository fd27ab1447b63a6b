//! What the bot tells of itself over HTTP.

use std::time::Duration;

use pouch::prelude::*;
use pouch::{App, Monitor, Webhook};
use pouch_emulator::Fault;
use serde_json::Value;

use crate::support::{COUNTER, PATIENCE, Stage, ask, free_address, until};

/// Long enough for a slow machine between two fetches, and short enough to wait for.
const SILENCE: Duration = Duration::from_millis(700);

/// Answer
#[command("say")]
fn say(what: String) -> String {
    what
}

/// Answer, or not; its outcomes are counted, so only one test has it
#[command("do")]
fn act(what: String) -> Result<String, std::io::Error> {
    match what.as_str() {
        "fail" => Err(std::io::Error::other("asked to fail")),
        "panic" => panic!("asked to panic"),
        _ => Ok(what),
    }
}

/// The status and the body of the answer, if there is one.
async fn health(address: &str) -> Option<(u16, Value)> {
    let answer = reqwest::get(format!("http://{address}/health")).await.ok()?;
    let status = answer.status().as_u16();
    Some((status, serde_json::from_str(&answer.text().await.ok()?).unwrap()))
}

async fn metrics(address: &str) -> String {
    reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap()
}

/// Waits until something is so of what it tells.
async fn tells(address: &str, is_so: impl Fn(u16, &Value) -> bool) -> Value {
    let found = async {
        loop {
            // The bot may not listen yet.
            if let Some((status, told)) = health(address).await
                && is_so(status, &told)
            {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, found).await.expect("it does not tell what it should")
}

/// Waits until the status is that one.
async fn becomes(address: &str, status: u16) -> Value {
    tells(address, |found, _| found == status).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_is_well_until_its_store_cannot_be_written_and_again_afterwards() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) = (stage.user("Ann"), stage.program(COUNTER).with("POUCH_OBSERVE", &address).start());
    ask(&ann, "/count").await;
    stage.all_confirmed().await;
    let told = becomes(&address, 200).await;
    assert_eq!((&told["status"], &told["updates"]["ok"]), (&"ok".into(), &true.into()), "{told}");
    let lock = stage.store().lock();
    ann.send("/count");
    let told = becomes(&address, 503).await;
    assert_eq!((&told["store"]["ok"], &told["updates"]["ok"]), (&false.into(), &true.into()), "{told}");
    drop(lock);
    becomes(&address, 200).await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_alive_but_deaf_is_not_well() {
    let (stage, address) = (Stage::new().await, free_address());
    let app = App::new(handlers![say]).observe(Monitor::at(&address).silence(SILENCE));
    let (ann, bot) = (stage.user("Ann"), stage.start(app));
    ask(&ann, "/say hello").await;
    stage.emulator.fail("getUpdates", Fault::error(409, "Conflict").times(1000));
    // The poll that waits already is not hit.
    ann.send("/say once");
    let is_deaf = |status, told: &Value| {
        status == 503
            && told["updates"]["trouble"].as_str().is_some_and(|text| text.contains("another program"))
    };
    let told = tells(&address, is_deaf).await;
    assert_eq!((&told["updates"]["ok"], &told["store"]["ok"]), (&false.into(), &true.into()), "{told}");
    stage.emulator.clear_faults();
    ann.send("/say again");
    becomes(&address, 200).await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_whose_webhook_somebody_else_has_taken_is_not_well() {
    let (stage, address, brought_to) = (Stage::new().await, free_address(), free_address());
    let webhook = Webhook::new(format!("http://{brought_to}/")).listen(&brought_to);
    let app = App::new(handlers![say]).webhook(webhook.check_every(Duration::from_millis(20)));
    let (ann, bot) = (stage.user("Ann"), stage.start(app.observe(address.as_str())));
    ask(&ann, "/say hello").await;
    becomes(&address, 200).await;
    let emulator = &stage.emulator;
    let elsewhere = format!("setWebhook?url=http://{}/", free_address());
    let url = format!("{}/bot{}/{elsewhere}", emulator.api_url(), emulator.token());
    assert_eq!(reqwest::get(url).await.unwrap().status(), 200);
    let told = becomes(&address, 503).await;
    assert!(told["updates"]["trouble"].as_str().unwrap().contains("another program"), "{told}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_whose_replies_do_not_get_out_is_not_well() {
    let (stage, address) = (Stage::new().await, free_address());
    let app = App::new(handlers![say]).observe(Monitor::at(&address).standstill(SILENCE));
    let (ann, bot) = (stage.user("Ann"), stage.start(app));
    becomes(&address, 200).await;
    stage.emulator.fail("sendMessage", Fault::error(502, "Bad Gateway").times(1000));
    ann.send("/say hello");
    let told = becomes(&address, 503).await;
    assert_eq!((&told["outbox"]["ok"], &told["outbox"]["replies"]), (&false.into(), &1.into()), "{told}");
    stage.emulator.clear_faults();
    becomes(&address, 200).await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_tell_what_was_done_and_nothing_of_what_was_said() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) = (stage.user("Ann"), stage.start(App::new(handlers![act]).observe(address.as_str())));
    ask(&ann, "/do private-words").await;
    for trouble in ["/do fail", "/do panic", "/do"] {
        ann.send(trouble);
    }
    stage.emulator.fail("sendMessage", Fault::error(403, "Forbidden: bot was blocked by the user"));
    ask(&ann, "/do more").await;
    stage.all_confirmed().await;
    until("all is sent", || stage.store().unsent_count() == 0).await;
    let told = metrics(&address).await;
    for (outcome, count) in [("done", 2), ("failed", 1), ("panicked", 1), ("usage", 1)] {
        let handled = told.lines().find(|line| {
            line.starts_with("pouch_updates_handled_total{")
                && line.contains("monitor::act\"")
                && line.contains(&format!("outcome=\"{outcome}\""))
        });
        let handled = handled.unwrap_or_else(|| panic!("no `{outcome}` in\n{told}"));
        assert!(handled.ends_with(&format!(" {count}")), "{handled}");
    }
    for name in [
        "pouch_updates_received_total",
        "pouch_handler_duration_seconds_bucket",
        "pouch_store_commit_duration_seconds_sum",
        "pouch_replies_total{outcome=\"sent\"}",
        "pouch_replies_total{outcome=\"refused\"}",
        "pouch_reply_duration_seconds_count",
        "pouch_updates_pending",
        "pouch_outbox_replies",
        "pouch_outbox_oldest_seconds",
        "# HELP pouch_updates_received_total",
    ] {
        assert!(told.contains(name), "no `{name}` in\n{told}");
    }
    assert!(!told.contains("private-words") && !told.contains(&ann.id().to_string()), "{told}");
    bot.stop().await;
}
