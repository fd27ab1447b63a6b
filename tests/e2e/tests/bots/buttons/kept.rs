//! Buttons that are kept in the store: those with more in them than Telegram takes, and those for one use.

use std::io;

use pouch::prelude::*;
use pouch_emulator::Message;

use super::{answer, shown};
use crate::support::{PATIENCE, Stage};

const OUT_OF_DATE: &str = "This button is out of date.";

/// Show a text behind a button
#[command("show")]
fn show(text: String) -> Reply {
    Reply::text("Here").buttons([[say_it::button("Say it", 7, text)]])
}

#[callback]
fn say_it(number: u32, mut text: String) -> String {
    text.insert_str(0, &format!("{number}: "));
    text
}

/// What a button in the first row holds.
fn data(message: &Message, column: usize) -> &str {
    message.json["reply_markup"]["inline_keyboard"][0][column]["callback_data"].as_str().unwrap()
}

#[tokio::test]
async fn what_does_not_fit_is_kept_over_a_restart() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let app = || App::new(handlers![show, say_it]);
    let bot = stage.start(app());
    for length in [46, 47, 3_000] {
        let text = "x".repeat(length);
        let message = shown(&ann, &format!("/show {text}")).await;
        let data = data(&message, 0);
        assert!(data.len() <= 64 && data.ends_with('x') == (length == 46), "{data}");
        answer(&stage, ann.press("Say it")).await;
        assert_eq!(ann.read(PATIENCE).await.unwrap().text, format!("7: {text}"));
    }
    bot.stop().await;
    let bot = stage.start(app());
    answer(&stage, ann.press("Say it")).await;
    assert!(ann.read(PATIENCE).await.unwrap().text.starts_with("7: xxx"));
    bot.stop().await;
}

/// What a chat has received.
#[chat_data]
#[derive(Default)]
struct Gifts {
    opened: u32,
    is_broken: bool,
}

/// Get a gift that can be opened once
#[command("gift")]
fn gift(gifts: &mut Gifts, user: &User, is_broken: bool) -> Reply {
    gifts.is_broken = is_broken;
    let open = open::button("Open").once();
    Reply::text("A gift").buttons([[open.clone(), open.only_for(user.id).valid_for(Duration::from_hours(1))]])
}

/// Repair the gifts
#[command("repair")]
fn repair(gifts: &mut Gifts) -> &'static str {
    gifts.is_broken = false;
    "Repaired"
}

#[callback]
fn open(gifts: &mut Gifts) -> io::Result<(Toast, Edit)> {
    gifts.opened += 1;
    if gifts.is_broken {
        return Err(io::Error::other("it is broken"));
    }
    let again = Edit::text("Another").buttons([[open::button("Open another").once()]]);
    Ok((Toast::new(gifts.opened.to_string()), again))
}

#[tokio::test]
async fn a_button_for_one_use_works_once_even_if_it_is_pressed_twice_at_once() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![gift, repair, open]));
    let message = shown(&ann, "/gift no").await;
    let (first, second) = (ann.press("Open"), ann.press("Open"));
    assert_eq!(answer(&stage, first).await.text, "1");
    assert_eq!(answer(&stage, second).await.text, OUT_OF_DATE);
    let other = data(&message, 1);
    assert_eq!(answer(&stage, ann.press_data(&message, other)).await.text, "2");
    assert_eq!(answer(&stage, ann.press_data(&message, other)).await.text, OUT_OF_DATE);
    bot.stop().await;
}

#[tokio::test]
async fn a_button_for_one_use_is_not_used_up_by_a_handler_that_fails() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![gift, repair, open]));
    let message = shown(&ann, "/gift yes").await;
    let press = || ann.press_data(&message, data(&message, 0));
    assert_eq!(answer(&stage, press()).await.text, "Sorry, that did not work.");
    assert_eq!(shown(&ann, "/repair").await.text, "Repaired");
    assert_eq!(answer(&stage, press()).await.text, "1");
    assert_eq!(answer(&stage, press()).await.text, OUT_OF_DATE);
    bot.stop().await;
}

#[tokio::test]
async fn kept_buttons_follow_a_group_that_becomes_a_supergroup() {
    let stage = Stage::new().await;
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Team"));
    let bot = stage.start(App::new(handlers![gift, repair, open]));
    ann.send_to(&group, "/gift no");
    super::group_message(&stage, &group, "A gift").await;
    let upgraded = group.upgrade();
    ann.send_to(&upgraded, "/gift no");
    super::group_message(&stage, &upgraded, "A gift").await;
    assert_eq!(answer(&stage, ann.press_in(&group, "Open")).await.text, "1");
    assert_eq!(answer(&stage, ann.press_in(&group, "Open")).await.text, OUT_OF_DATE);
    assert_eq!(answer(&stage, ann.press_in(&upgraded, "Open")).await.text, "2");
    bot.stop().await;
}
