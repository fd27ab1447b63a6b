//! Keyboards, buttons, and what goes together.

use pouch::prelude::*;
use pouch::types::{ButtonRequest, ChatId, ForceReply, KeyboardButtonRequestChat, RequestId};
use serde_json::{Value, json};

use super::{Speaker, pressed};

fn reply() -> Reply {
    Reply::text("a")
}

fn many_buttons(count: usize) -> Vec<[Button; 1]> {
    (0..count).map(|number| [Button::copy_text(number.to_string(), "a")]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_has_its_keys_and_goes_again() {
    let bot = Speaker::new().await;
    let keys = [
        vec![Key::text("Yes"), "No".into()],
        vec![Key::contact("Number"), Key::location("Place"), Key::poll("Poll")],
        vec![Key::users("People", 1, 3), Key::group("Group", 2), Key::channel("Channel", 3)],
        vec![Key::web_app("App", "https://example.org/app")],
    ];
    bot.shown(
        reply()
            .keyboard(Keyboard::new(keys).one_time().persistent().placeholder("Say it").selective())
            .quote(),
    )
    .await;
    let keyboard = bot.ann.keyboard().unwrap();
    let rows = &keyboard["keyboard"];
    assert_eq!((&rows[0][0]["text"], &rows[0][1]["text"]), (&json!("Yes"), &json!("No")));
    assert_eq!(
        (&rows[1][0]["request_contact"], &rows[1][1]["request_location"]),
        (&json!(true), &json!(true))
    );
    assert!(rows[1][2]["request_poll"].is_object());
    assert_eq!(rows[2][0]["request_users"]["max_quantity"], 3);
    assert_eq!(
        [1, 2].map(|key| &rows[2][key]["request_chat"]["chat_is_channel"]),
        [&json!(false), &json!(true)]
    );
    assert_eq!(rows[3][0]["web_app"]["url"], "https://example.org/app");
    for name in ["one_time_keyboard", "is_persistent", "resize_keyboard"] {
        assert_eq!(keyboard[name], true, "{name}");
    }
    assert_eq!(keyboard["input_field_placeholder"], "Say it");
    bot.shown(reply().remove_keyboard()).await;
    assert_eq!(bot.ann.keyboard(), None);
    bot.shown(reply().keyboard(Keyboard::new([["Yes"]]).full_size())).await;
    assert!(bot.ann.keyboard().unwrap().get("resize_keyboard").is_none());
    bot.shown(reply().force_reply()).await;
    assert_eq!(bot.ann.keyboard().unwrap()["force_reply"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_do_what_they_say() {
    let bot = Speaker::new().await;
    let rows = [
        vec![
            Button::url("Page", "example.org"),
            Button::url("Ann", format!("tg://user?id={}", bot.ann.id())),
        ],
        vec![
            Button::web_app("App", "https://example.org/app"),
            Button::login("Login", "https://example.org/in"),
        ],
        vec![Button::switch_inline("There", "tea"), Button::switch_inline_here("Here", "")],
        vec![Button::copy_text("Copy", "a code")],
    ];
    let message = bot.shown(reply().buttons(rows)).await;
    let rows = &message["reply_markup"]["inline_keyboard"];
    assert_eq!(rows[0][0]["url"], "http://example.org/");
    assert!(rows[0][1]["url"].as_str().unwrap().starts_with("tg://user"));
    assert_eq!(
        (&rows[1][0]["web_app"]["url"], &rows[1][1]["login_url"]["url"]),
        (&json!("https://example.org/app"), &json!("https://example.org/in"))
    );
    assert_eq!(
        (&rows[2][0]["switch_inline_query"], &rows[2][1]["switch_inline_query_current_chat"]),
        (&json!("tea"), &json!(""))
    );
    assert_eq!(rows[3][0]["copy_text"]["text"], "a code");
    assert!(bot.shown(reply().buttons(many_buttons(100))).await["reply_markup"].is_object());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_message_can_not_have_fails_its_handler() {
    let bot = Speaker::new().await;
    let group = ChatId(bot.emulator().group("Friends").id());
    let rights = KeyboardButtonRequestChat::new(RequestId(1), false);
    let placeholder = ForceReply::new().input_field_placeholder("a".repeat(65));
    for (wrong, words) in [
        (
            reply().buttons([[pressed::button("a", "b".to_owned())]]).force_reply(),
            "`buttons` and `force_reply`",
        ),
        (reply().remove_keyboard().keyboard(Keyboard::new([["a"]])), "`remove_keyboard` and `keyboard`"),
        (reply().buttons(many_buttons(101)), "100 buttons, and this one has 101"),
        (reply().buttons([[Button::copy_text("a", "")]]), "1 to 256"),
        (reply().buttons([[Button::switch_inline("a", "b".repeat(257))]]), "0 to 256"),
        (reply().buttons([[Button::url("a", "no address")]]), "no address"),
        (reply().buttons([[Button::web_app("a", "http://example.org")]]), "HTTPS"),
        (reply().buttons([[Button::copy_text(" ", "a")]]), "without a text"),
        (reply().to(group).buttons([[Button::web_app("a", "https://example.org")]]), "private chats"),
        (reply().to(group).buttons([[pressed::button("a", "b".repeat(100))]]), "64 bytes"),
        (reply().to(group).keyboard(Keyboard::new([[Key::contact("a")]])), "a phone number"),
        (
            reply()
                .to(group)
                .keyboard(Keyboard::new([[Key::asking("a", ButtonRequest::RequestChat(rights))]])),
            "a chat",
        ),
        (reply().keyboard(Keyboard::new([[""]])), "text is empty"),
        (reply().keyboard(Keyboard::new(Vec::<[&str; 1]>::new())), "1 to 300 keys"),
        (reply().keyboard(Keyboard::new([["a"]]).placeholder("a".repeat(65))), "0 to 64"),
        (reply().keyboard(Keyboard::new([[Key::web_app("a", "nowhere")]])), "nowhere"),
        (reply().markup(placeholder), "0 to 64"),
    ] {
        let reason = bot.fails(wrong).await;
        assert!(reason.contains(words), "{words}: {reason}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_in_another_chat_works_there() {
    let bot = Speaker::new().await;
    let bob = bot.stage.user("Bob");
    bob.send("/say");
    bot.stage.all_confirmed().await;
    bot.shows(reply().to(ChatId(bob.id())).buttons([[pressed::button("Press", "for Bob".to_owned())]]), 0)
        .await;
    bob.read(crate::support::PATIENCE).await.unwrap();
    assert_eq!(bob.press("Press").answer().await.unwrap().text, "for Bob");
    let sent: &Value = &bot.stage.sends_to(bob.id())[0].params;
    assert_eq!(sent["text"], "a");
}
