//! Buttons: pressed, forged, out of date, and answered exactly once.

mod answers;
mod foreign;
mod kept;
mod refused;

use pouch::Handlers;
use pouch::prelude::*;
use pouch_emulator::{Message, Press, PressAnswer, User as Person};

use crate::support::{PATIENCE, Stage};

/// How often somebody has voted, and for what.
#[user_data]
#[derive(Default)]
pub(crate) struct Votes {
    yes: u32,
    no: u32,
}

/// How many votes a chat has seen.
#[chat_data]
#[derive(Default)]
pub(crate) struct Turnout {
    votes: u32,
}

/// Ask a question
#[command("ask")]
pub(crate) fn ask_all(question: String) -> Reply {
    Reply::text(question).buttons([[vote::button("Yes", true), vote::button("No", false)]])
}

#[callback]
pub(crate) fn vote(votes: &mut Votes, turnout: &mut Turnout, user: &User, yes: bool) -> Toast {
    turnout.votes += 1;
    if yes {
        votes.yes += 1;
    } else {
        votes.no += 1;
    }
    Toast::new(format!("{}: {} yes, {} no of {}", user.first_name, votes.yes, votes.no, turnout.votes))
}

fn poll() -> Handlers {
    handlers![ask_all, vote]
}

/// Lets somebody write to the bot, and reads the message with buttons that it answers with.
pub(crate) async fn shown(person: &Person, text: &str) -> Message {
    person.send(text);
    person.read(PATIENCE).await.unwrap()
}

/// What the bot answers to a press, of which it must have tried just once.
pub(crate) async fn answer(stage: &Stage, press: Press) -> PressAnswer {
    let answer = press.wait_for_answer(PATIENCE).await.unwrap();
    stage.all_confirmed().await;
    assert_eq!(press.attempts(), 1);
    answer
}

#[tokio::test]
async fn a_press_runs_the_handler_with_the_data_of_who_presses_and_of_the_chat() {
    let stage = Stage::new().await;
    let (ann, ben, group) = (stage.user("Ann"), stage.user("Ben"), stage.emulator.group("Team"));
    let bot = stage.start(App::new(poll()));
    ann.send_to(&group, "/ask Tea?");
    group_message(&stage, &group, "Tea?").await;
    for (person, label, told) in [
        (&ann, "Yes", "Ann: 1 yes, 0 no of 1"),
        (&ben, "No", "Ben: 0 yes, 1 no of 2"),
        (&ann, "Yes", "Ann: 2 yes, 0 no of 3"),
    ] {
        let answer = answer(&stage, person.press_in(&group, label)).await;
        assert_eq!((answer.text.as_str(), answer.is_alert), (told, false));
    }
    bot.stop().await;
}

/// Waits for the bot's message with that text in a group.
async fn group_message(stage: &Stage, group: &pouch_emulator::Chat, text: &str) {
    let is_there = || stage.emulator.replies(group.id()).iter().any(|reply| reply == text);
    crate::support::until("the group has the message", is_there).await;
}

#[tokio::test]
async fn buttons_work_after_a_restart() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(poll()));
    shown(&ann, "/ask Tea?").await;
    bot.stop().await;
    let press = ann.press("Yes");
    let bot = stage.start(App::new(poll()));
    assert_eq!(answer(&stage, press).await.text, "Ann: 1 yes, 0 no of 1");
    bot.stop().await;
}

#[tokio::test]
async fn presses_are_handled_in_their_order_and_answered_before_what_else_is_returned() {
    /// Show a counter
    #[command("count")]
    fn count() -> Reply {
        Reply::text("0").buttons([[next::button("+1", 1)]])
    }

    #[callback]
    fn next(number: u64) -> (String, Toast) {
        (format!("It is {number}."), Toast::new(number.to_string()))
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![count, next]));
    shown(&ann, "/count").await;
    let presses = [ann.press("+1"), ann.press("+1")];
    for press in presses {
        assert_eq!(answer(&stage, press).await.text, "1");
    }
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "It is 1.");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "It is 1.");
    let calls = stage.emulator.requests();
    let calls = calls.iter().map(|call| call.method.to_lowercase());
    let made: Vec<String> =
        calls.filter(|method| method.starts_with("send") || method.starts_with("answer")).collect();
    assert_eq!(made[1..], ["answercallbackquery", "sendmessage", "answercallbackquery", "sendmessage"]);
    bot.stop().await;
}

#[tokio::test]
async fn every_type_of_field_comes_back_and_large_ones_fit() {
    /// Show a button
    #[command("show")]
    fn show() -> Reply {
        let time = Time::from_hms_opt(18, 30, 0);
        let (number, id) = (Some(-5_i64), Uuid::from_u128(u128::MAX));
        Reply::text("Here").buttons([vec![
            numbers::button("Numbers", u64::MAX, i8::MIN, 'ß', 2.5),
            texts::button("Text", "a.b|c".to_owned(), id),
            times::button("Times", Duration::from_secs(90), Date::default(), time, number),
            Button::url("Page", "https://example.org/a"),
        ]])
    }

    #[callback]
    fn numbers(a: u64, b: i8, letter: char, share: f64) -> Toast {
        Toast::new(format!("{a} {b} {letter} {share}"))
    }

    #[callback]
    fn texts(text: String, id: Uuid) -> Toast {
        Toast::new(text + &format!(" {id}"))
    }

    #[callback]
    fn times(duration: Duration, date: Date, time: Option<Time>, number: Option<i64>) -> Toast {
        Toast::new(format!("{duration:?} {date} {time:?} {number:?}"))
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![show, numbers, texts, times]));
    let message = shown(&ann, "/show").await;
    assert_eq!(message.json["reply_markup"]["inline_keyboard"][0][3]["url"], "https://example.org/a");
    for (label, told) in [
        ("Numbers", "18446744073709551615 -128 ß 2.5"),
        ("Text", "a.b|c ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ("Times", "90s 1970-01-01 Some(18:30:00) Some(-5)"),
    ] {
        assert_eq!(answer(&stage, ann.press(label)).await.text, told);
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_choice_is_typed_and_pressed_and_an_old_button_means_what_it_meant() {
    mod before {
        use pouch::prelude::*;

        #[derive(Choice, Clone, Copy)]
        pub(super) enum Drink {
            Tea,
            IcedCoffee,
        }

        /// Order a drink
        #[command("order")]
        pub(super) fn typed(drink: Drink) -> Reply {
            Reply::text(drink.label())
                .buttons([Drink::ALL.iter().map(|drink| order::button(drink.label(), *drink))])
        }

        #[callback]
        pub(super) fn order(drink: Drink) -> Toast {
            Toast::new(drink.label())
        }
    }

    /// The same with other names and labels, in another order.
    mod after {
        use pouch::prelude::*;

        #[derive(Choice, Clone, Copy)]
        pub(super) enum Drink {
            #[choice("Kaffee 🧊", name = "IcedCoffee")]
            Coffee,
        }

        #[callback]
        pub(super) fn order(drink: Drink) -> Toast {
            Toast::new(drink.label())
        }
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![before::typed, before::order]));
    assert_eq!(shown(&ann, "/order \"iced coffee\"").await.text, "Iced coffee");
    let usage = "Usage: /order <drink>\ndrink: expected Tea or Iced coffee, got “milk”";
    assert_eq!(shown(&ann, "/order milk").await.text, usage);
    assert_eq!(answer(&stage, ann.press("Tea")).await.text, "Tea");
    bot.stop().await;
    let bot = stage.start(App::new(handlers![after::order]));
    assert_eq!(answer(&stage, ann.press("Iced coffee")).await.text, "Kaffee 🧊");
    assert_eq!(answer(&stage, ann.press("Tea")).await.text, "This button is out of date.");
    bot.stop().await;
}
