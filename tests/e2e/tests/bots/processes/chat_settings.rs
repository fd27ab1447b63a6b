//! The example `chat_settings`, as a program.

use pouch_emulator::{Chat, User};
use serde_json::json;

use crate::support::{CHAT_SETTINGS, PATIENCE, Stage, until};

/// Writes in the group and reads the next thing that the bot says there.
async fn ask(stage: &Stage, ann: &User, group: &Chat, text: &str) -> String {
    let count = stage.emulator.replies(group.id()).len();
    ann.send_to(group, text);
    stage.emulator.wait_for_replies(group.id(), count + 1, PATIENCE).await.unwrap().pop().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_and_subscriptions_survive_an_upgrade_and_a_kill() {
    let stage = Stage::new().await;
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Friends"));
    let bot = stage.program(CHAT_SETTINGS).start();
    assert_eq!(ask(&stage, &ann, &group, "/settings").await, "No settings");
    assert_eq!(ask(&stage, &ann, &group, "/set tone  very  loud ").await, "tone = very  loud");
    assert!(ask(&stage, &ann, &group, "/set tone").await.contains("/set"));
    assert!(ask(&stage, &ann, &group, "/set").await.contains("/set"));
    assert_eq!(ask(&stage, &ann, &group, "/set lang de").await, "lang = de");
    assert_eq!(ask(&stage, &ann, &group, "/subscribe").await, "Subscribed");
    ask(&stage, &ann, &group, "/panel").await;
    let new = group.upgrade();
    stage.all_confirmed().await;
    bot.kill().await;

    let bot = stage.program(CHAT_SETTINGS).start();
    let press = ann.press_in(&group, "Mute");
    assert_eq!(press.answer().await.unwrap().text, "Muted");
    assert_eq!(ask(&stage, &ann, &new, "/settings").await, "lang = de\nmuted = true\ntone = very  loud");
    assert_eq!(ask(&stage, &ann, &new, "/subscribers").await, new.id().to_string());
    assert_eq!(ask(&stage, &ann, &new, "/migrations").await, "1");
    ann.draft("/subscribe").to(&group).late().send();
    stage.emulator.wait_for_replies(new.id(), 4, PATIENCE).await.unwrap();
    assert_eq!(ask(&stage, &ann, &new, "/subscribers").await, new.id().to_string());
    assert_eq!(press.attempts(), 1);
    bot.stop().await;
    assert_eq!(stage.store().record_count_of(group.id()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_button_data_changes_nothing_and_is_answered() {
    let stage = Stage::new().await;
    let (ann, group, other) =
        (stage.user("Ann"), stage.emulator.group("Friends"), stage.emulator.group("Others"));
    let bot = stage.program(CHAT_SETTINGS).start();
    for chat in [&group, &other] {
        ask(&stage, &ann, chat, "/panel").await;
    }
    let of = |chat: &Chat| stage.emulator.messages(chat.id()).pop().unwrap();
    let real = of(&other).json["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        .as_str()
        .unwrap()
        .to_owned();
    for data in ["", "mute", "x", &real, &format!("{real}x"), &real[1..], "\u{1f600}", &"y".repeat(64)] {
        let press = ann.press_data(&of(&group), data);
        let answer = press.answer().await.unwrap();
        assert!(!answer.text.is_empty(), "{data}");
        until("the press is confirmed", || stage.emulator.pending_updates() == 0).await;
        assert_eq!(press.attempts(), 1, "{data}");
    }
    bot.stop().await;
    assert_eq!(stage.store().record("chat", group.id(), "Settings"), json!(null));
}
