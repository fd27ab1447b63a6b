//! Presses that come to nothing: the handler does not run, nothing changes, and the presser is told.

use std::time::SystemTime;

use pouch::prelude::*;
use serde_json::json;

use super::{answer, poll, shown};
use crate::support::{PATIENCE, Stage};

pub(super) const OUT_OF_DATE: &str = "This button is out of date.";
const NOT_YOURS: &str = "This button is for somebody else.";

/// What the button with that label holds.
pub(super) fn data(message: &pouch_emulator::Message, label: &str) -> String {
    let rows = message.json["reply_markup"]["inline_keyboard"].as_array().unwrap();
    let mut buttons = rows.iter().flat_map(|row| row.as_array().unwrap());
    let button = buttons.find(|button| button["text"] == label).unwrap();
    button["callback_data"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn forged_data_changes_nothing_and_is_answered() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(poll()));
    let message = shown(&ann, "/ask Tea?").await;
    let yes = data(&message, "Yes");
    let no = data(&message, "No");
    let other_vote = format!("{}{}", &yes[..yes.len() - 1], &no[no.len() - 1..]);
    for forged in ["", "yes", "ü", "true", &yes[1..], &format!("{yes}A"), &other_vote, &"x".repeat(64)] {
        assert_eq!(answer(&stage, ann.press_data(&message, forged)).await.text, OUT_OF_DATE, "{forged}");
    }
    assert_eq!(answer(&stage, ann.press("Yes")).await.text, "Ann: 1 yes, 0 no of 1");
    bot.stop().await;
}

#[tokio::test]
async fn what_was_seen_in_one_chat_is_worth_nothing_in_another() {
    let stage = Stage::new().await;
    let (ann, eve) = (stage.user("Ann"), stage.user("Eve"));
    let bot = stage.start(App::new(poll()));
    let anns = shown(&ann, "/ask Tea?").await;
    let eves = shown(&eve, "/ask Coffee?").await;
    assert_eq!(answer(&stage, eve.press_data(&eves, &data(&anns, "Yes"))).await.text, OUT_OF_DATE);
    assert_eq!(answer(&stage, eve.press("Yes")).await.text, "Eve: 1 yes, 0 no of 1");
    bot.stop().await;
}

/// Show buttons that are bound
#[command("bound")]
fn bound(user: &User) -> Reply {
    let press = |label| pressed::button(label);
    Reply::text("Here").buttons([[
        press("Mine").only_for(user.id),
        press("Soon over").valid_for(Duration::from_hours(1)),
        press("Over").until(SystemTime::now()),
        press("Mine, over").only_for(user.id).valid_for(Duration::ZERO),
    ]])
}

#[callback]
fn pressed(user: &User) -> Toast {
    Toast::new(format!("{} did it", user.first_name))
}

#[tokio::test]
async fn a_button_is_bound_to_one_person_and_to_a_time() {
    let stage = Stage::new().await;
    let (ann, eve, group) = (stage.user("Ann"), stage.user("Eve"), stage.emulator.group("Team"));
    let bot = stage.start(App::new(handlers![bound, pressed]));
    ann.send_to(&group, "/bound");
    super::group_message(&stage, &group, "Here").await;
    for (person, label, told) in [
        (&ann, "Mine", "Ann did it"),
        (&eve, "Mine", NOT_YOURS),
        (&eve, "Soon over", "Eve did it"),
        (&ann, "Over", OUT_OF_DATE),
        (&ann, "Mine, over", OUT_OF_DATE),
        (&eve, "Mine, over", NOT_YOURS),
    ] {
        assert_eq!(answer(&stage, person.press_in(&group, label)).await.text, told, "{label}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_button_of_another_signature_or_of_a_handler_that_is_gone_is_out_of_date() {
    mod later {
        use pouch::prelude::*;

        #[callback(name = "vote")]
        pub(super) fn vote(choice: u8) -> Toast {
            Toast::new(choice.to_string())
        }

        /// Say that it is there
        #[command("ping")]
        pub(super) fn ping() {}
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(poll()));
    shown(&ann, "/ask Tea?").await;
    bot.stop().await;
    for handlers in [handlers![later::vote], handlers![later::ping]] {
        let bot = stage.start(App::new(handlers));
        assert_eq!(answer(&stage, ann.press("Yes")).await.text, OUT_OF_DATE);
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_handler_that_needs_a_message_is_out_of_date_where_that_is_gone() {
    #[callback]
    fn repeat(message: &Message) -> Option<&str> {
        message.text()
    }

    /// Show a button
    #[command("show")]
    fn show() -> Reply {
        Reply::text("Here").buttons([[repeat::button("Again")]])
    }

    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(handlers![show, repeat]));
    let message = shown(&ann, "/show").await;
    assert_eq!(answer(&stage, ann.press("Again")).await.text, "");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "Here");
    let chat = message.json["chat"].clone();
    let from = json!({ "id": ann.id(), "is_bot": false, "first_name": "Ann" });
    stage.emulator.push(json!({ "callback_query": {
        "id": "gone", "from": from, "chat_instance": "1", "data": data(&message, "Again"),
        "message": { "chat": chat, "message_id": message.id, "date": 0 },
    }}));
    stage.all_confirmed().await;
    crate::support::until("the press is answered", || {
        stage.emulator.requests_of("answerCallbackQuery").len() == 2
    })
    .await;
    let answers = stage.emulator.requests_of("answerCallbackQuery");
    assert_eq!(answers[1].params["text"], OUT_OF_DATE);
    bot.stop().await;
}

#[tokio::test]
async fn a_button_of_an_inline_message_that_the_bot_did_not_make_is_answered() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.start(App::new(poll()));
    let yes = data(&shown(&ann, "/ask Tea?").await, "Yes");
    let from = json!({ "id": ann.id(), "is_bot": false, "first_name": "Ann" });
    for data in [json!(yes), json!(null)] {
        stage.emulator.push(json!({ "callback_query": {
            "id": "inline", "from": from, "chat_instance": "1", "data": data, "inline_message_id": "i",
        }}));
    }
    let answers = || stage.emulator.requests_of("answerCallbackQuery");
    crate::support::until("the presses are answered", || answers().len() == 2).await;
    assert!(answers().iter().all(|call| call.params["text"] == OUT_OF_DATE));
    bot.stop().await;
}
