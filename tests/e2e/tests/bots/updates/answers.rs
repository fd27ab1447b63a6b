//! Where the answers to updates go that are no messages.

use pouch::prelude::*;
use pouch::teloxide_core::payloads::AnswerPreCheckoutQuerySetters;
use pouch::types::{
    InlineQueryResult, InlineQueryResultArticle, InputMessageContent, InputMessageContentText,
};
use serde_json::json;

use super::{ANN, GROUP, update};
use crate::support::{Stage, until};

#[on(chat_member)]
fn greet(change: &ChatMemberUpdated) -> Reply {
    Reply::text(format!("Hello, {}!", change.new_chat_member.user.first_name)).quote()
}

#[on(message_reaction)]
fn thank(user: &User) -> Reply {
    Reply::text(format!("Thanks, {}!", user.first_name)).quote()
}

#[on(chat_join_request)]
fn admit(request: &ChatJoinRequest, bot: &Bot) -> impl pouch::IntoReply + use<> {
    bot.approve_chat_join_request(request.chat.id, request.from.id)
}

#[on(inline_query)]
fn search(query: &InlineQuery, bot: &Bot) -> impl pouch::IntoReply + use<> {
    let content = InputMessageContent::Text(InputMessageContentText::new(&query.query));
    let article = InlineQueryResultArticle::new("1", "Echo", content);
    bot.answer_inline_query(query.id.clone(), [InlineQueryResult::Article(article)])
}

#[on(pre_checkout_query)]
fn refuse(query: &PreCheckoutQuery, bot: &Bot) -> impl pouch::IntoReply + use<> {
    bot.answer_pre_checkout_query(query.id.clone(), false).error_message("Sold out")
}

/// A text behind a type that tells nothing.
#[on(chosen_inline_result)]
fn speak_to_nobody() -> impl pouch::IntoReply {
    "Hello?"
}

#[on_error]
fn tell(error: &HandlerError, failures: &Failures) -> &'static str {
    failures.0.lock().unwrap().push(format!("{error}: {:?}", std::error::Error::source(error)));
    "Sorry"
}

#[derive(Clone, Default)]
struct Failures(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

fn app(failures: &Failures) -> App {
    App::new(handlers![greet, thank, admit, search, refuse, speak_to_nobody, tell]).state(failures.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_goes_to_the_updates_chat_and_quotes_the_message_if_there_is_one() {
    let stage = Stage::new().await;
    let _bot = stage.start(app(&Failures::default()));
    stage.more_polls(1).await;
    stage.emulator.push(update("chat_member"));
    stage.emulator.push(update("message_reaction"));
    until("both are answered", || stage.sends_to(GROUP).len() >= 2).await;
    let sends = stage.sends_to(GROUP);
    assert_eq!(sends[0].params["text"], "Hello, Ann!");
    assert!(sends[0].params.get("reply_parameters").is_none());
    assert_eq!(sends[1].params["reply_parameters"]["message_id"], 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_sent_where_there_is_no_chat() {
    let stage = Stage::new().await;
    let _bot = stage.start(app(&Failures::default()));
    for kind in ["inline_query", "pre_checkout_query", "chat_join_request"] {
        stage.emulator.push(update(kind));
    }
    let made = |method: &str| stage.emulator.requests_of(method);
    let methods = ["answerInlineQuery", "answerPreCheckoutQuery", "approveChatJoinRequest"];
    until("all are answered", || methods.iter().all(|method| !made(method).is_empty())).await;
    assert_eq!(made("answerInlineQuery")[0].params["inline_query_id"], "q");
    assert_eq!(made("answerPreCheckoutQuery")[0].params["error_message"], "Sold out");
    let approved = &made("approveChatJoinRequest")[0].params;
    assert_eq!((&approved["chat_id"], &approved["user_id"]), (&json!(GROUP), &json!(ANN)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inline_query_of_a_person_is_answered_by_a_request() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app(&Failures::default())), stage.user("Ann"));
    let answer = ann.inline_query("tea").answer().await.unwrap();
    assert_eq!(answer.results[0]["input_message_content"]["message_text"], "tea");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_without_a_chat_is_a_failure_of_its_handler() {
    let (stage, failures) = (Stage::new().await, Failures::default());
    let _bot = stage.start(app(&failures));
    stage.emulator.push(update("chosen_inline_result"));
    until("the failure is told", || !failures.0.lock().unwrap().is_empty()).await;
    stage.all_confirmed().await;
    let told = failures.0.lock().unwrap().join("\n");
    assert!(told.contains("speak_to_nobody") && told.contains("no chat to send a message to"), "{told}");
    assert!(stage.emulator.requests_of("sendMessage").is_empty());
}
