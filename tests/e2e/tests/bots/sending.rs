//! How answers reach their chat: once, in order, whatever happens on the way.

use pouch::prelude::*;
use pouch_emulator::{Fault, FaultPlan};
use serde_json::json;

use crate::support::{PATIENCE, Stage, ask, command, cut_answers, until};

/// Answer with the same words
#[command("echo")]
fn echo(words: String) -> String {
    words
}

/// Answer with each word
#[command("each")]
fn each(words: Vec<String>) -> Vec<String> {
    words
}

fn app() -> App {
    App::new(handlers![echo, each])
}

/// The answers to "1", "2" and "3", when something goes wrong with sending to that person.
async fn echoes_despite(plan: impl Into<FaultPlan>) -> Vec<String> {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(app()), stage.user("Ann"));
    stage.emulator.fail("sendMessage", plan);
    for words in ["1", "2", "3"] {
        ann.send(&format!("/echo {words}"));
    }
    until("the last one is answered", || stage.emulator.replies(ann.id()).contains(&"3".to_owned())).await;
    bot.stop().await;
    stage.emulator.replies(ann.id())
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_one_handler_come_in_its_order() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    ann.send("/each 1 2 3 \"4 and 5\"");
    assert_eq!(ask(&ann, "/echo 6").await, "1");
    let replies = stage.emulator.wait_for_replies(ann.id(), 5, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2", "3", "4 and 5", "6"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn order_is_kept_over_errors_of_the_server() {
    assert_eq!(echoes_despite(Fault::error(500, "Internal Server Error").times(2)).await, ["1", "2", "3"]);
    assert_eq!(echoes_despite(Fault::error(502, "Bad Gateway")).await, ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn order_is_kept_over_connections_that_are_cut_before_the_message_arrives() {
    assert_eq!(echoes_despite(Fault::CutBefore.times(2)).await, ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_whose_arrival_is_unknown_is_sent_again_rather_than_lost() {
    let replies = echoes_despite(Fault::CutAfter).await;
    assert!(replies == ["1", "1", "2", "3"] || replies == ["1", "2", "3"], "{replies:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_the_server_that_nobody_understands_counts_as_sent() {
    assert_eq!(echoes_despite(Fault::Garbage.times(2)).await, ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_the_server_that_is_cut_off_in_the_middle_counts_as_sent() {
    let stage = Stage::new().await;
    let network = cut_answers(&stage.emulator, 2).await;
    let (_bot, ann) = (stage.start_at(&network, app()), stage.user("Ann"));
    for words in ["1", "2", "3"] {
        assert_eq!(ask(&ann, &format!("/echo {words}")).await, words);
    }
    assert_eq!(stage.emulator.replies(ann.id()), ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_server_gets_each_answer_once() {
    assert_eq!(echoes_despite(Fault::Delay(Duration::from_millis(300)).times(2)).await, ["1", "2", "3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_gets_too_much_waits_as_told_and_holds_up_no_other() {
    const SECONDS: u32 = 3;
    let stage = Stage::new().await;
    let (_bot, ann, bob) = (stage.start(app()), stage.user("Ann"), stage.user("Bob"));
    stage.emulator.fail("sendMessage", Fault::retry_after(SECONDS).in_chat(ann.id()));
    ann.send("/echo 1");
    ann.send("/echo 2");
    until("the first answer is refused", || stage.sends_to(ann.id()).len() == 1).await;
    assert_eq!(ask(&bob, "/echo 3").await, "3");

    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2"]);
    let sends = stage.sends_to(ann.id());
    let texts: Vec<&str> = sends.iter().filter_map(|send| send.params["text"].as_str()).collect();
    assert_eq!(texts, ["1", "1", "2"]);
    let pause = Duration::from_secs(SECONDS.into());
    assert!(sends[1].at - sends[0].at >= pause);
    assert!(stage.sends_to(bob.id())[0].at - sends[0].at < pause);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_refused_for_good_is_tried_twice_at_most_and_the_chat_goes_on() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let tries =
        |text: &str| stage.sends_to(ann.id()).iter().filter(|send| send.params["text"] == text).count();
    stage.emulator.block(&ann);
    ann.send("/echo 1");
    ann.send("/echo 2");
    until("the bot goes on to the second answer", || tries("2") > 0).await;
    stage.emulator.unblock(&ann);
    ann.send("/echo 3");
    until("the last one is answered", || stage.emulator.replies(ann.id()).contains(&"3".to_owned())).await;
    assert!((1..=2).contains(&tries("1")));
    assert!((1..=2).contains(&tries("2")));
    assert!(!stage.emulator.replies(ann.id()).contains(&"1".to_owned()));

    stage.emulator.fail("sendMessage", Fault::error(400, "Bad Request: chat not found").times(2));
    ann.send("/echo 4");
    ann.send("/echo 5");
    ann.send("/echo 6");
    until("the last one is answered", || stage.emulator.replies(ann.id()).contains(&"6".to_owned())).await;
    assert!((1..=2).contains(&tries("4")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_group_that_became_a_supergroup_goes_there() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let (old, new) = (stage.emulator.group("Friends"), stage.emulator.supergroup("Friends"));
    stage.emulator.fail("sendMessage", Fault::migrated_to(new.id()).in_chat(old.id()).times(2));
    ann.send_to(&old, "/each 1 <b>2</b>");
    let replies = stage.emulator.wait_for_replies(new.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "<b>2</b>"]);
    assert!(stage.emulator.replies(old.id()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_to_the_forum_topic_of_its_message() {
    let stage = Stage::new().await;
    let (_bot, ann, forum) = (stage.start(app()), stage.user("Ann"), stage.emulator.supergroup("Forum"));
    ann.draft("/echo in the topic").to(&forum).in_topic(7).send();
    ann.draft("/echo in a thread of replies").to(&forum).with("message_thread_id", json!(9)).send();
    ann.send_to(&forum, "/echo in general");
    stage.emulator.wait_for_replies(forum.id(), 3, PATIENCE).await.unwrap();
    let threads: Vec<_> =
        stage.sends_to(forum.id()).iter().map(|send| send.params["message_thread_id"].as_i64()).collect();
    assert_eq!(threads, [Some(7), None, None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_through_the_business_connection_of_its_message() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let mut message = command(&ann, "/echo hello");
    message["business_connection_id"] = json!("a connection");
    stage.emulator.push(json!({ "business_message": message }));
    let reply = ann.read(PATIENCE).await.unwrap();
    assert_eq!(reply.text, "hello");
    assert_eq!(reply.sent_with["business_connection_id"], "a connection");
    ask(&ann, "/echo directly").await;
    assert_eq!(stage.sends_to(ann.id())[1].params.get("business_connection_id"), None);
}
