//! Answers that are no messages of their own: deleting, reacting, what Telegram asks, and calls by name.

use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch::teloxide_core::requests::Requester;
use pouch::types::{ChatAction, MessageId};
use pouch::{Call, IntoReply};
use pouch_emulator::PaymentOutcome;
use serde_json::{Value, json};

use crate::support::{Gate, PATIENCE, Stage, ask, command, until};

/// Delete what I wrote
#[command("delete")]
fn delete() -> (&'static str, Delete) {
    ("Deleted", Delete::this())
}

/// Delete another message
#[command("deletethat")]
fn delete_that(id: i32) -> (Delete, &'static str) {
    (Delete::message(MessageId(id)), "Done")
}

/// Like what I wrote
#[command("like")]
fn like(emoji: String) -> React {
    React::with(emoji).big()
}

/// Like it no more
#[command("unlike")]
fn unlike(message: &Message) -> Option<React> {
    message.reply_to_message()?;
    Some(React::none())
}

/// Show a button
#[command("show")]
fn show() -> Reply {
    Reply::text("Here").buttons([[close::button("Close"), love::button("Love"), format::button("Format")]])
}

#[callback]
fn close() -> (Toast, Delete) {
    (Toast::new("Closed"), Delete::this())
}

#[callback]
fn love() -> React {
    React::with("❤")
}

#[callback]
fn format() -> Edit {
    Edit::text(Text::new("").bold("<Here>"))
}

/// Take your time
#[command("slow")]
async fn slow(typing: &Typing, gate: &Gate) -> &'static str {
    typing.show(ChatAction::UploadPhoto);
    gate.pass().await;
    "Here it is"
}

/// Make any call
#[command("call")]
fn call(method: String, text: String) -> Call {
    Call::new(method, json!({ "text": text }))
}

/// Make a call with wrong parameters
#[command("callwrongly")]
fn call_wrongly() -> Call {
    Call::new("sendMessage", [1, 2])
}

/// Throw a die
#[command("dice")]
fn dice(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    bot.send_dice(chat.id)
}

/// Buy something
#[command("buy")]
fn buy(payload: String) -> Reply {
    Reply::invoice("Tea", "A cup", payload, Price::stars(3)).buttons([[Button::pay("Pay 3 stars")]])
}

/// Buy something that is sent by mail
#[command("order")]
fn order(title: String) -> Reply {
    let price = Price::money("EUR", "provider", [("Tea", 300), ("Box", 100)]);
    Reply::invoice(title, "A box", "box", price).with("need_shipping_address", true).with("is_flexible", true)
}

#[on(shipping_query)]
fn ship() -> Shipping {
    Shipping::offer([("mail", "By mail", 500)])
}

#[on(pre_checkout_query)]
fn may_pay(query: &PreCheckoutQuery) -> Result<Checkout, UserError> {
    match query.invoice_payload.as_str() {
        "old" => Ok(Checkout::refuse("That is sold out")),
        "said" => Err(say!("That is not for sale")),
        "panic" => panic!("asked to panic"),
        _ => Ok(Checkout::accept()),
    }
}

#[message(successful_payment)]
fn paid(payment: &SuccessfulPayment) -> String {
    format!("Paid for {}", payment.invoice_payload)
}

#[on(inline_query)]
fn search(query: &InlineQuery) -> InlineAnswer {
    let result = |id: &str| InlineResult::article(id, "Echo", Text::new("").bold(&query.query));
    match query.query.as_str() {
        "twice" => InlineAnswer::new([result("1"), result("1")]),
        "many" => InlineAnswer::new((0..51).map(|id| result(&id.to_string()))),
        _ => InlineAnswer::new([
            result("1")
                .description("As typed")
                .thumbnail("https://example.org/a.png")
                .buttons([[heart::button("Heart")]]),
            InlineResult::photo("2", "https://example.org/a.png").caption(Text::new("").italic("a")),
        ])
        .personal()
        .cache_for(Duration::from_secs(7))
        .next_offset("2")
        .start_button("Settings", "inline"),
    }
}

#[callback]
fn heart() -> (Toast, Edit) {
    (Toast::new("Thanks"), Edit::text("❤"))
}

#[derive(Clone, Default)]
struct Failures(Arc<Mutex<Vec<String>>>);

#[on_error]
fn note(error: &HandlerError, failures: &Failures) {
    failures
        .0
        .lock()
        .unwrap()
        .push(std::error::Error::source(error).map(ToString::to_string).unwrap_or_default());
}

fn app(failures: &Failures, gate: &Gate) -> App {
    let handlers = handlers![
        delete,
        delete_that,
        like,
        unlike,
        show,
        close,
        love,
        format,
        slow,
        call,
        call_wrongly,
        dice,
        buy,
        order,
        ship,
        may_pay,
        paid,
        search,
        heart,
        note
    ];
    App::new(handlers).state(failures.clone()).state(gate.clone())
}

async fn play() -> (Stage, Failures, crate::support::Run) {
    let (stage, failures) = (Stage::new().await, Failures::default());
    let bot = stage.start(app(&failures, &Gate::closed()));
    (stage, failures, bot)
}

fn has_message(stage: &Stage, chat: i64, id: i64) -> bool {
    stage.emulator.messages(chat).iter().any(|message| message.id == id)
}

async fn failure(failures: &Failures) -> String {
    until("the handler fails", || !failures.0.lock().unwrap().is_empty()).await;
    failures.0.lock().unwrap().remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_deleted_once_and_one_that_is_gone_is_nothing_to_report() {
    let (stage, failures, _bot) = play().await;
    let ann = stage.user("Ann");
    let sent = ann.send("/delete");
    until("it is gone", || !has_message(&stage, ann.id(), sent.message_id)).await;
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "Deleted");
    assert_eq!(ask(&ann, "/deletethat 999").await, "Done");
    let id = {
        ann.send("/show");
        ann.read(PATIENCE).await.unwrap().id
    };
    assert_eq!(ann.press("Close").answer().await.unwrap().text, "Closed");
    until("it is gone", || !has_message(&stage, ann.id(), id)).await;
    assert!(failures.0.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_reacts_to_what_was_written_or_pressed() {
    let (stage, _, _bot) = play().await;
    let ann = stage.user("Ann");
    let sent = ann.send("/like 🔥");
    let reactions = || stage.emulator.requests_of("setMessageReaction");
    until("it is liked", || reactions().len() == 1).await;
    let params = &reactions()[0].params;
    assert_eq!((&params["message_id"], &params["is_big"]), (&json!(sent.message_id), &json!(true)));
    assert_eq!(params["reaction"], json!([{ "type": "emoji", "emoji": "🔥" }]));
    ann.send("/show");
    let shown = ann.read(PATIENCE).await.unwrap();
    ann.draft("/unlike").answering(&shown).send();
    let _ = ann.press("Love").answer().await.unwrap();
    until("both are done", || reactions().len() == 3).await;
    assert_eq!(reactions()[1].params["reaction"], json!([]));
    assert_eq!(reactions()[2].params["message_id"], shown.id);
    let _ = ann.press("Format").answer().await.unwrap();
    until("it is edited", || !stage.emulator.requests_of("editMessageText").is_empty()).await;
    let edit = &stage.emulator.requests_of("editMessageText")[0].params;
    assert_eq!((&edit["text"], &edit["entities"][0]["type"]), (&json!("<Here>"), &json!("bold")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_to_a_business_message_fails_before_it_reaches_another_message() {
    let (stage, failures, _bot) = play().await;
    let mut message = command(&stage.user("Ann"), "/like 🔥");
    message["business_connection_id"] = json!("a connection");
    stage.emulator.push(json!({ "business_message": message }));
    let reason = failure(&failures).await;
    assert!(reason.contains("business account"), "{reason}");
    assert!(stage.emulator.requests_of("setMessageReaction").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_handler_shows_that_it_is_busy_in_its_topic() {
    let (stage, failures, gate) = (Stage::new().await, Failures::default(), Gate::closed());
    let _bot = stage.start(app(&failures, &gate));
    let (ann, forum) = (stage.user("Ann"), stage.emulator.supergroup("Forum"));
    ann.draft("/slow").to(&forum).in_topic(7).send();
    let actions = || stage.emulator.requests_of("sendChatAction");
    until("it shows what it does", || actions().iter().any(|call| call.params["action"] == "upload_photo"))
        .await;
    assert_eq!(actions()[0].params["message_thread_id"], 7);
    assert!(stage.sends_to(forum.id()).is_empty(), "the handler still runs");
    gate.open();
    stage.emulator.wait_for_replies(forum.id(), 1, PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_by_name_go_where_the_update_came_from() {
    let (stage, failures, _bot) = play().await;
    let (ann, forum) = (stage.user("Ann"), stage.emulator.supergroup("Forum"));
    assert_eq!(ask(&ann, "/call sendMessage hello").await, "hello");
    ann.draft("/call sendMessage hello").to(&forum).in_topic(7).send();
    ann.draft("/dice").to(&forum).in_topic(7).send();
    until("both are there", || {
        stage.emulator.messages(forum.id()).iter().filter(|message| message.from_bot).count() == 2
    })
    .await;
    for method in ["sendMessage", "sendDice"] {
        let calls = stage.emulator.requests_of(method);
        let params = &calls.last().unwrap().params;
        assert_eq!(
            (&params["message_thread_id"], &params["chat_id"]),
            (&json!(7), &json!(forum.id())),
            "{method}"
        );
    }
    let mut message = command(&ann, "/dice");
    message["business_connection_id"] = json!("a connection");
    stage.emulator.push(json!({ "business_message": message }));
    until("the other is there", || stage.emulator.requests_of("sendDice").len() == 2).await;
    assert_eq!(stage.emulator.requests_of("sendDice")[1].params["business_connection_id"], "a connection");
    for (text, words) in [
        ("/call Send-Message a", "is no method"),
        ("/call getUpdates a", "not for handlers"),
        ("/callwrongly", "JSON object"),
    ] {
        ann.send(text);
        let reason = failure(&failures).await;
        assert!(reason.contains(words), "{reason}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sold_is_paid_for_unless_the_bot_refuses() {
    let (stage, failures, _bot) = play().await;
    let ann = stage.user("Ann");
    for (payload, refusal) in [
        ("tea", None),
        ("old", Some("That is sold out")),
        ("said", Some("That is not for sale")),
        ("panic", Some("Sorry, that did not work.")),
    ] {
        ann.send(&format!("/buy {payload}"));
        let invoice = ann.read(PATIENCE).await.unwrap();
        assert_eq!(invoice.json["reply_markup"]["inline_keyboard"][0][0]["pay"], true);
        let outcome = ann.pay(&invoice).outcome().await.unwrap();
        let refused = match &outcome {
            PaymentOutcome::Refused(reason) => Some(reason.as_str()),
            _ => None,
        };
        assert_eq!(refused, refusal, "{payload}");
        if refusal.is_none() {
            assert_eq!(ann.read(PATIENCE).await.unwrap().text, "Paid for tea");
        }
    }
    assert_eq!(failures.0.lock().unwrap().len(), 1);
    failures.0.lock().unwrap().clear();
    ann.send("/order Box");
    let invoice = ann.read(PATIENCE).await.unwrap();
    assert!(matches!(ann.pay(&invoice).outcome().await.unwrap(), PaymentOutcome::Paid(_)));
    let shipping = &stage.emulator.requests_of("answerShippingQuery")[0].params;
    assert_eq!(shipping["shipping_options"][0]["prices"][0]["amount"], 500);
    ann.send(&format!("/order {}", "a".repeat(33)));
    let reason = failure(&failures).await;
    assert!(reason.contains("1 to 32 characters"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn inline_queries_get_results_with_texts_photos_and_buttons() {
    let (stage, failures, _bot) = play().await;
    let ann = stage.user("Ann");
    let query = ann.inline_query("<tea>");
    let answer = query.answer().await.unwrap();
    let text = &answer.results[0]["input_message_content"];
    assert_eq!((&text["message_text"], &text["entities"][0]["type"]), (&json!("<tea>"), &json!("bold")));
    let photo = &answer.results[1];
    assert_eq!(
        (&photo["photo_url"], &photo["thumbnail_url"]),
        (&json!("https://example.org/a.png"), &json!("https://example.org/a.png"))
    );
    let params = &stage.emulator.requests_of("answerInlineQuery")[0].params;
    let expected = json!({ "is_personal": true, "cache_time": 7, "next_offset": "2",
        "button": { "text": "Settings", "start_parameter": "inline" } });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&params[name], value, "{name}");
    }
    query.pick("1");
    let press = ann.press("Heart");
    assert_eq!(press.answer().await.unwrap().text, "Thanks");
    until("it is edited", || !stage.emulator.requests_of("editMessageText").is_empty()).await;
    let edit: &Value = &stage.emulator.requests_of("editMessageText")[0].params;
    assert!(edit["inline_message_id"].is_string(), "{edit}");
    for (asked, words) in [("twice", "two results have the id \"1\""), ("many", "0 to 50 results")] {
        let _ = ann.inline_query(asked);
        let reason = failure(&failures).await;
        assert!(reason.contains(words), "{reason}");
    }
}
