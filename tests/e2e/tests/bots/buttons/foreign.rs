//! Presses of buttons that the bot has not made: of the program before it, of games.

use pouch::prelude::*;
use serde_json::json;

use super::refused::{OUT_OF_DATE, data};
use super::{Turnout, Votes, answer, ask_all, shown, vote};
use crate::support::{PATIENCE, Stage, until};

/// Show a keyboard as another program made it
#[command("old")]
fn old() -> Call {
    let button = |text: &str, data: &str| json!({ "text": text, "callback_data": data });
    let rows = [[button("Next", "page:2"), button("Drop", "drop:7"), button("Odd", "ü")]];
    Call::new("sendMessage", json!({ "text": "An old list", "reply_markup": { "inline_keyboard": rows } }))
}

/// Play
#[command("play")]
fn play() -> Call {
    Call::new("sendGame", json!({ "game_short_name": "chess" }))
}

fn is_page(query: &CallbackQuery) -> bool {
    query.data.as_deref().is_some_and(|data| data.starts_with("page:"))
}

#[on(callback_query, filter = is_page)]
fn turn(query: &CallbackQuery, votes: &mut Votes, turnout: &mut Turnout, text: &str) -> (Toast, Edit) {
    votes.yes += 1;
    turnout.votes += 1;
    let page = query.data.as_deref().and_then(|data| data.split_once(':')).map_or("?", |(_, page)| page);
    (Toast::new(format!("{} of {}", votes.yes, turnout.votes)), Edit::text(format!("{text}, page {page}")))
}

#[on(callback_query)]
fn start_game(query: &CallbackQuery, user: &User) -> Option<OpenUrl> {
    let game = query.game_short_name.as_ref()?;
    Some(OpenUrl::new(format!("https://games.example.com/{game}?player={}", user.id)))
}

#[on(callback_query)]
fn watch(query: &CallbackQuery) -> Pass {
    println!("{:?}", query.data);
    Pass
}

#[tokio::test]
async fn a_press_of_an_old_keyboard_or_a_game_reaches_the_handler_that_asks_for_it() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![ask_all, vote, old, play, watch, turn, start_game]));
    shown(&ann, "/old").await;
    let turned = answer(&stage, ann.press("Next")).await;
    assert_eq!((turned.text.as_str(), turned.url), ("1 of 1", None));
    let latest = || stage.emulator.messages(ann.id()).into_iter().next_back().unwrap().text;
    until("the page is turned", || latest() == "An old list, page 2").await;
    shown(&ann, "/old").await;
    for label in ["Drop", "Odd"] {
        let silent = answer(&stage, ann.press(label)).await;
        assert_eq!((silent.text.as_str(), silent.url), ("", None), "nobody forgets to answer");
    }
    shown(&ann, "/play").await;
    let opened = answer(&stage, ann.press("Play chess")).await.url.unwrap();
    assert_eq!(opened, format!("https://games.example.com/chess?player={}", ann.id()));
    bot.stop().await;
}

#[on(callback_query)]
fn any() -> Toast {
    Toast::new("foreign")
}

/// Ask something that this version asks no more
#[command("former")]
fn former() -> Reply {
    Reply::text("Former?").buttons([[
        gone::button("Gone", 1),
        gone::button("Over", 2).valid_for(Duration::ZERO),
        gone::button("Mine", 3).only_for(UserId(1)),
    ]])
}

#[callback]
fn gone(number: u32) -> Toast {
    Toast::new(number.to_string())
}

#[tokio::test]
async fn a_forged_or_dead_press_of_the_bots_own_buttons_never_gets_there() {
    let stage = Stage::new().await;
    let (ann, eve) = (stage.user("Ann"), stage.user("Eve"));
    let bot = stage.start(App::new(handlers![ask_all, vote, former, gone, any]));
    let asked = shown(&ann, "/ask Tea?").await;
    let yes = data(&asked, "Yes");
    for at in 0..yes.len() {
        let other = if &yes[at..=at] == "B" { "C" } else { "B" };
        let forged = format!("{}{other}{}", &yes[..at], &yes[at + 1..]);
        assert_eq!(answer(&stage, ann.press_data(&asked, &forged)).await.text, OUT_OF_DATE, "{forged}");
    }
    let eves = shown(&eve, "/ask Coffee?").await;
    assert_eq!(answer(&stage, eve.press_data(&eves, &yes)).await.text, OUT_OF_DATE, "it is of Ann's chat");
    shown(&ann, "/former").await;
    assert_eq!(answer(&stage, ann.press("Over")).await.text, OUT_OF_DATE);
    assert_eq!(answer(&stage, ann.press("Mine")).await.text, "This button is for somebody else.");
    bot.stop().await;
    let bot = stage.start(App::new(handlers![ask_all, vote, any]));
    assert_eq!(answer(&stage, ann.press("Gone")).await.text, OUT_OF_DATE, "its function is no more");
    assert_eq!(answer(&stage, ann.press_data(&asked, "vote:yes")).await.text, "foreign");
    bot.stop().await;
}

#[tokio::test]
async fn without_such_a_handler_they_are_out_of_date() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![old, play, turn]));
    shown(&ann, "/old").await;
    assert_eq!(answer(&stage, ann.press("Drop")).await.text, OUT_OF_DATE);
    ann.send("/play");
    ann.read(PATIENCE).await.unwrap();
    assert_eq!(answer(&stage, ann.press("Play chess")).await.text, OUT_OF_DATE);
    bot.stop().await;
}
