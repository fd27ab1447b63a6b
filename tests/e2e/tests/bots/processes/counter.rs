//! The example `counter`.

use pouch_emulator::{Chat, User};
use serde_json::json;

use crate::support::{COUNTER, PATIENCE, Process, Stage, ask};

/// The ids that Telegram writes in `from` for everybody who writes as a chat.
const SHARED: [i64; 3] = [1_087_968_824, 136_817_688, 777_000];

fn start(stage: &Stage) -> Process {
    stage.program(COUNTER).start()
}

/// The bot's last message of so many in a group.
async fn last_of(stage: &Stage, chat: &Chat, count: usize) -> String {
    stage.emulator.wait_for_replies(chat.id(), count, PATIENCE).await.unwrap().pop().unwrap()
}

/// Lets someone ask in a group that the bot has answered so many times before.
async fn ask_in(stage: &Stage, user: &User, chat: &Chat, answered: usize, text: &str) -> String {
    user.send_to(chat, text);
    last_of(stage, chat, answered + 1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn people_chats_and_the_bot_are_counted_apart() {
    let stage = Stage::new().await;
    let (bot, ann, bob) = (start(&stage), stage.user("Ann"), stage.user("Bob"));
    let group = stage.emulator.supergroup("Friends");
    assert_eq!(ask(&ann, "/show").await, "you: 0, chat: 0, bot: 0");
    assert_eq!(ask(&ann, "/count").await, "you: 1, chat: 1, bot: 1");
    assert_eq!(ask_in(&stage, &ann, &group, 0, "/count").await, "you: 2, chat: 1, bot: 2");
    assert_eq!(ask_in(&stage, &bob, &group, 1, "/count").await, "you: 1, chat: 2, bot: 3");
    assert_eq!(ask(&bob, "/show").await, "you: 1, chat: 0, bot: 3");
    assert_eq!(ask(&ann, "/slow").await, "you: 3");
    assert_eq!(ask(&ann, "/show").await, "you: 3, chat: 1, bot: 3");
    bot.stop().await;

    let _bot = start(&stage);
    assert_eq!(ask(&ann, "/count").await, "you: 4, chat: 2, bot: 4");
    assert_eq!(ask_in(&stage, &bob, &group, 2, "/show").await, "you: 1, chat: 2, bot: 4");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_fail_or_panic_count_nothing_and_send_nothing() {
    let stage = Stage::new().await;
    let (bot, ann) = (start(&stage), stage.user("Ann"));
    ask(&ann, "/count").await;
    for command in ["/fail", "/panic", "/fail", "/panic"] {
        ann.send(command);
    }
    assert_eq!(ask(&ann, "/show").await, "you: 1, chat: 1, bot: 1");
    assert_eq!(ask(&ann, "/count").await, "you: 2, chat: 2, bot: 2");
    let output = bot.stop().await.output;
    assert!(output.contains("asked to fail") && output.contains("asked to panic"), "{output}");
    assert_eq!(stage.emulator.replies(ann.id()).len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_slow_counts_end_at_a_hundred() {
    let stage = Stage::new().await;
    let (_bot, ann) = (start(&stage), stage.user("Ann"));
    let groups: Vec<Chat> = (0..4).map(|number| stage.emulator.supergroup(&number.to_string())).collect();
    for _ in 0..20 {
        ann.send("/slow");
        for group in &groups {
            ann.send_to(group, "/slow");
        }
    }
    stage.emulator.wait_for_replies(ann.id(), 20, PATIENCE).await.unwrap();
    for group in &groups {
        stage.emulator.wait_for_replies(group.id(), 20, PATIENCE).await.unwrap();
    }
    assert!(ask_after(&stage, &ann, 20, "/show").await.starts_with("you: 100, "));
}

/// Lets someone ask in private whom the bot has answered so many times before.
async fn ask_after(stage: &Stage, user: &User, answered: usize, text: &str) -> String {
    user.send(text);
    let mut replies = stage.emulator.wait_for_replies(user.id(), answered + 1, PATIENCE).await.unwrap();
    replies.pop().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_counted_for_who_really_writes() {
    let stage = Stage::new().await;
    let (bot, ann) = (start(&stage), stage.user("Ann"));
    let (group, other) = (stage.emulator.supergroup("Friends"), stage.emulator.supergroup("Others"));
    let channel = stage.emulator.channel("News");
    assert_eq!(ask(&ann, "/note").await, "noted: 1");
    channel.post("/note");
    assert_eq!(last_of(&stage, &channel, 1).await, "noted: 1");
    stage.emulator.send_as(&channel, &group, "/note");
    assert_eq!(last_of(&stage, &group, 1).await, "noted: 2");
    group.post("/note");
    assert_eq!(last_of(&stage, &group, 2).await, "noted: 1");
    other.post("/note");
    assert_eq!(last_of(&stage, &other, 1).await, "noted: 1");
    assert_eq!(ask_in(&stage, &ann, &group, 2, "/note").await, "noted: 2");
    // A post of the channel that Telegram itself forwards into the group of its discussion.
    let forwarder = json!({ "id": 777_000, "is_bot": false, "first_name": "Telegram" });
    let sender = json!({ "id": channel.id(), "type": "channel", "title": "News" });
    let forward = ann.draft("/note").to(&group).with("from", forwarder).with("sender_chat", sender);
    forward.with("is_automatic_forward", json!(true)).send();
    assert_eq!(last_of(&stage, &group, 4).await, "noted: 3");
    bot.stop().await;

    let notes = stage.store().record("bot", 0, "Notes")["by_sender"].clone();
    let expected = [(ann.id(), 2), (channel.id(), 3), (group.id(), 1), (other.id(), 1)];
    for (sender, count) in expected {
        assert_eq!(notes[sender.to_string()], count, "{notes}");
    }
    assert_eq!(notes.as_object().unwrap().len(), expected.len(), "{notes}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_writes_as_a_person_has_counters_of_its_own() {
    let stage = Stage::new().await;
    let bot = start(&stage);
    let (group, other) = (stage.emulator.supergroup("Friends"), stage.emulator.supergroup("Others"));
    let (news, sports) = (stage.emulator.channel("News"), stage.emulator.channel("Sports"));
    group.post("/count");
    assert_eq!(last_of(&stage, &group, 1).await, "you: 1, chat: 1, bot: 1");
    other.post("/count");
    assert_eq!(last_of(&stage, &other, 1).await, "you: 1, chat: 1, bot: 2");
    stage.emulator.send_as(&news, &group, "/count");
    assert_eq!(last_of(&stage, &group, 2).await, "you: 1, chat: 2, bot: 3");
    stage.emulator.send_as(&sports, &group, "/count");
    assert_eq!(last_of(&stage, &group, 3).await, "you: 1, chat: 3, bot: 4");
    // A channel's own posts have no user record, so `/count` is passed over there.
    let post = news.post("/count");
    stage.emulator.wait_until_confirmed(post.update_id, PATIENCE).await.unwrap();
    bot.stop().await;
    assert!(stage.emulator.replies(news.id()).is_empty());
    for shared in SHARED {
        assert!(stage.store().record("user", shared, "Mine").is_null());
    }
}
