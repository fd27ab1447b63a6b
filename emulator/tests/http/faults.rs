//! Trouble that tests order.

use std::time::Duration;

use crate::bot::{Bot, PATIENCE};
use pouch_emulator::{Emulator, Fault, UpdateFault, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

fn hello(ann: &User) -> Value {
    json!({ "chat_id": ann.id(), "text": "hello" })
}

#[tokio::test]
async fn a_call_cut_before_is_not_applied() {
    let (emulator, bot, ann) = start().await;
    emulator.fail("sendMessage", Fault::CutBefore);
    let error = bot.post("sendMessage").json(&hello(&ann)).send().await.unwrap_err();
    assert_eq!(error.status(), None);
    assert!(emulator.replies(ann.id()).is_empty());
    assert_eq!(emulator.requests_of("SendMessage").len(), 1);
}

#[tokio::test]
async fn a_call_cut_after_is_applied_once() {
    let (emulator, bot, ann) = start().await;
    emulator.fail("sendmessage", Fault::CutAfter);
    let error = bot.post("sendMessage").json(&hello(&ann)).send().await.unwrap_err();
    assert_eq!(error.status(), None);
    assert_eq!(emulator.replies(ann.id()), ["hello"]);
    bot.ok("sendMessage", hello(&ann)).await;
    assert_eq!(emulator.replies(ann.id()), ["hello", "hello"]);
}

#[tokio::test]
async fn errors_carry_their_parameters_and_happen_as_often_as_planned() {
    let (emulator, bot, ann) = start().await;
    emulator.fail("sendMessage", Fault::retry_after(5).times(2));
    emulator.fail("sendMessage", Fault::migrated_to(-100_123));
    for _ in 0..2 {
        let answer = bot.call("sendMessage", hello(&ann)).await;
        assert_eq!(answer["error_code"], 429);
        assert_eq!(answer["description"], "Too Many Requests: retry after 5");
        assert_eq!(answer["parameters"], json!({ "retry_after": 5 }));
    }
    let answer = bot.call("sendMessage", hello(&ann)).await;
    assert_eq!(answer["parameters"], json!({ "migrate_to_chat_id": -100_123 }));
    bot.ok("sendMessage", hello(&ann)).await;
    assert_eq!(emulator.replies(ann.id()).len(), 1);
}

#[tokio::test]
async fn a_fault_of_one_chat_spares_the_others() {
    let (emulator, bot, ann) = start().await;
    let bob = emulator.user("Bob");
    emulator.fail("*", Fault::error(500, "Internal Server Error").in_chat(bob.id()));
    bot.ok("sendMessage", hello(&ann)).await;
    assert_eq!(bot.refusal("sendMessage", hello(&bob)).await.0, 500);
    emulator.fail("*", Fault::CutBefore.times(1000));
    emulator.clear_faults();
    bot.ok("sendMessage", hello(&bob)).await;
}

#[tokio::test]
async fn garbage_is_no_json_although_the_call_is_applied() {
    let (emulator, bot, ann) = start().await;
    emulator.fail("sendMessage", Fault::Garbage);
    let response = bot.post("sendMessage").json(&hello(&ann)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.json::<Value>().await.is_err());
    assert_eq!(emulator.replies(ann.id()), ["hello"]);
}

#[tokio::test]
async fn a_delayed_call_is_applied_and_a_hanging_one_is_not() {
    let (emulator, bot, ann) = start().await;
    emulator.fail("sendMessage", Fault::Delay(Duration::from_millis(20)));
    bot.ok("sendMessage", hello(&ann)).await;
    emulator.fail("sendMessage", Fault::Hang);
    let call = bot.post("sendMessage").json(&hello(&ann)).timeout(Duration::from_millis(100));
    assert!(call.send().await.unwrap_err().is_timeout());
    assert_eq!(emulator.replies(ann.id()).len(), 1);
}

#[tokio::test]
async fn a_stopped_emulator_frees_its_port_and_ends_its_calls() {
    let (emulator, bot, _) = start().await;
    emulator.fail("getMe", Fault::Hang);
    let call = tokio::spawn(bot.get("getMe").send());
    while emulator.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    emulator.stop().await;
    assert!(tokio::time::timeout(PATIENCE, call).await.unwrap().unwrap().is_err());
    let port = emulator.api_url().rsplit(':').next().unwrap().parse().unwrap();
    let again = Emulator::start_on(port).await.unwrap();
    assert_eq!(again.api_url(), emulator.api_url());
    Bot::new(&again).ok("getMe", json!({})).await;
    let busy = Emulator::start_on(port).await.unwrap_err();
    assert_eq!(busy.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn updates_come_twice_late_or_never() {
    let (emulator, bot, ann) = start().await;
    emulator.fail_update(UpdateFault::Twice);
    emulator.fail_update(UpdateFault::Lost);
    emulator.fail_update(UpdateFault::Late);
    let [twice, lost, late, usual] = ["twice", "lost", "late", "usual"].map(|text| ann.send(text).update_id);
    assert_eq!(bot.update_ids(0).await, [twice, twice, usual, late]);
    assert!(lost < late, "an update that is lost has an id, too");
    assert!(bot.update_ids(usual + 1).await.is_empty());
    emulator.fail_update(UpdateFault::Lost);
    emulator.clear_faults();
    ann.send("usual again");
    assert_eq!(emulator.pending_updates(), 1);
}

#[tokio::test]
async fn a_doubled_update_comes_again_although_it_was_confirmed() {
    let (emulator, bot, ann) = start().await;
    emulator.fail_update(UpdateFault::Twice);
    let sent = ann.send("hello").update_id;
    let first = bot.ok("getUpdates", json!({ "limit": 1 })).await;
    assert_eq!(first[0]["update_id"], sent);
    assert_eq!(bot.update_ids(sent + 1).await, [sent]);
    assert!(bot.update_ids(sent + 1).await.is_empty());
}

#[tokio::test]
async fn dropping_the_last_handle_stops_the_server() {
    let (emulator, bot, ann) = start().await;
    drop(emulator);
    bot.ok("getMe", json!({})).await;
    drop(ann);
    let gone = async {
        while bot.get("getMe").send().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.unwrap();
}
