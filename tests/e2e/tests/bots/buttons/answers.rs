//! What a press is answered with: exactly one answer, whatever the handler does.

use std::io;

use pouch::prelude::*;
use pouch_emulator::Fault;

use super::{answer, shown};
use crate::support::{PATIENCE, Stage, until};

const SORRY: &str = "Sorry, that did not work.";

/// What a user has.
#[user_data]
#[derive(Default)]
struct Purse {
    coins: u32,
}

/// Show all buttons
#[command("show")]
fn show() -> Reply {
    Reply::text("Here").buttons([
        [nothing::button("Nothing"), text::button("Text"), alert::button("Alert")],
        [refuse::button("Refuse"), fail::button("Fail"), panic::button("Panic")],
        [hang::button("Hang"), long::button("Long"), twice::button("Twice")],
        [own::button("Own"), balance::button("Balance"), both::button("Both")],
    ])
}

#[callback]
fn nothing() {}

#[callback]
fn text() -> &'static str {
    "A message"
}

#[callback]
fn alert(user: &User) -> Option<Alert> {
    (!user.is_bot).then(|| Alert::new("Look here"))
}

#[callback]
fn refuse(purse: &mut Purse) -> Result<Toast, UserError> {
    purse.coins = 99;
    Err(say!("You have only {} coins", purse.coins))
}

#[callback]
fn fail(purse: &mut Purse) -> (Toast, io::Result<Toast>) {
    purse.coins = 99;
    (Toast::new("not to be seen"), Err(io::Error::other("asked to fail")))
}

#[callback]
fn panic(purse: &mut Purse) -> Toast {
    purse.coins = 99;
    panic!("asked to panic")
}

#[callback]
async fn hang(purse: &mut Purse) -> Toast {
    purse.coins = 99;
    std::future::pending().await
}

#[callback]
fn long() -> Toast {
    Toast::new("é".repeat(500))
}

#[callback]
fn twice(purse: &mut Purse) -> (Toast, Alert) {
    purse.coins = 99;
    (Toast::new("One"), Alert::new("Two"))
}

#[callback]
fn own(bot: &Bot, query: &CallbackQuery) -> impl pouch::IntoReply + use<> {
    bot.answer_callback_query(query.id.clone())
}

#[callback]
fn balance(purse: &Purse) -> Toast {
    Toast::new(purse.coins.to_string())
}

#[callback]
fn both() -> (Edit, &'static str) {
    (Edit::text("There").buttons([[both::button("Both")]]), "A message")
}

fn app() -> App {
    let handlers =
        handlers![show, nothing, text, alert, refuse, fail, panic, hang, long, twice, own, balance, both];
    App::new(handlers).deadline(Duration::from_millis(300))
}

#[tokio::test]
async fn a_press_is_answered_once_whatever_the_handler_does() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(app());
    shown(&ann, "/show").await;
    for (label, told, is_alert) in [
        ("Nothing", "", false),
        ("Text", "", false),
        ("Alert", "Look here", true),
        ("Refuse", "You have only 99 coins", true),
        ("Fail", SORRY, false),
        ("Panic", SORRY, false),
        ("Hang", SORRY, false),
        ("Twice", SORRY, false),
        ("Own", "", false),
        ("Balance", "0", false),
    ] {
        let answer = answer(&stage, ann.press(label)).await;
        assert_eq!((answer.text.as_str(), answer.is_alert), (told, is_alert), "{label}");
    }
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "A message");
    let cut = answer(&stage, ann.press("Long")).await.text;
    assert!(cut.chars().count() == 200 && cut.ends_with("é…"), "{cut}");
    assert_eq!(stage.sends_to(ann.id()).len(), 2);
    bot.stop().await;
}

#[tokio::test]
async fn a_failure_handler_can_answer_the_press() {
    #[on_error]
    fn told(error: &HandlerError) -> Alert {
        let broken = matches!(error, HandlerError::Panicked { .. });
        Alert::new(if broken { "I broke" } else { "I failed" })
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let handlers = handlers![show, fail, panic, told];
    let bot = stage.start(App::new(handlers));
    shown(&ann, "/show").await;
    assert_eq!(answer(&stage, ann.press("Panic")).await.text, "I broke");
    assert_eq!(answer(&stage, ann.press("Fail")).await.text, "I failed");
    bot.stop().await;
}

#[tokio::test]
async fn an_edit_names_the_message_above_the_button_and_comes_after_the_answer() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(app());
    let message = shown(&ann, "/show").await;
    assert_eq!(answer(&stage, ann.press("Both")).await.text, "");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "A message");
    let edits = stage.emulator.requests_of("editMessageText");
    assert_eq!(edits[0].params["chat_id"], ann.id());
    assert_eq!(edits[0].params["message_id"], message.id);
    assert_eq!(edits[0].params["text"], "There");
    assert_eq!(edits[0].params["reply_markup"]["inline_keyboard"][0][0]["text"], "Both");
    bot.stop().await;
}

#[tokio::test]
async fn neither_an_unchanged_edit_nor_a_late_answer_is_tried_again_or_holds_up_the_chat() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(app());
    shown(&ann, "/show").await;
    let late = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let unchanged = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same";
    stage.emulator.fail("answerCallbackQuery", Fault::error(400, late));
    stage.emulator.fail("editMessageText", Fault::error(400, unchanged));
    let press = ann.press("Both");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "A message");
    stage.all_confirmed().await;
    let counts =
        ["answerCallbackQuery", "editMessageText"].map(|method| stage.emulator.requests_of(method).len());
    assert_eq!((counts, press.seen()), ([1, 1], None));
    bot.stop().await;
}

#[tokio::test]
async fn a_button_in_a_group_that_was_upgraded_is_answered() {
    let stage = Stage::new().await;
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Team"));
    let bot = stage.start(app());
    ann.send_to(&group, "/show");
    super::group_message(&stage, &group, "Here").await;
    let upgraded = group.upgrade();
    assert_eq!(answer(&stage, ann.press_in(&group, "Alert")).await.text, "Look here");
    let text = ann.press_in(&group, "Both");
    assert_eq!(answer(&stage, text).await.text, "");
    let is_there = || stage.emulator.replies(upgraded.id()).iter().any(|reply| reply == "A message");
    until("the supergroup has the message", is_there).await;
    bot.stop().await;
}
