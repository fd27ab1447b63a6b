//! Polls, reactions, pins.

use std::time::Duration;

use crate::bot::Bot;
use pouch_emulator::{Emulator, Message, Standing, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

async fn ask(emulator: &Emulator, bot: &Bot, chat_id: i64, more: Value) -> Message {
    let mut poll =
        json!({ "chat_id": chat_id, "question": "Tea?", "options": ["Yes", { "text": "No" }, "Both"] });
    poll.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    bot.ok("sendPoll", poll).await;
    emulator.messages(chat_id).pop().unwrap()
}

/// All updates that were not confirmed, which are then.
async fn updates(bot: &Bot) -> Vec<Value> {
    let updates = bot.ok("getUpdates", json!({ "allowed_updates": ["message", "poll", "poll_answer", "message_reaction", "message_reaction_count", "my_chat_member"] })).await;
    let last = updates.as_array().unwrap().last().map_or(0, |update| update["update_id"].as_i64().unwrap());
    bot.update_ids(last + 1).await;
    updates.as_array().unwrap().clone()
}

fn refused(reason: &str) -> (u64, String) {
    (400, format!("Bad Request: {reason}"))
}

#[tokio::test]
async fn open_votes_are_told_by_name_and_secret_ones_by_number() {
    let (emulator, bot, ann) = start().await;
    let open =
        ask(&emulator, &bot, ann.id(), json!({ "is_anonymous": false, "allows_multiple_answers": true }))
            .await;
    let last = ann.vote(&open, &[0, 2]);
    let told = updates(&bot).await;
    assert_eq!(told[0]["poll"]["options"][2]["voter_count"], 1);
    assert_eq!(told[1]["update_id"], last);
    let answer = &told[1]["poll_answer"];
    assert_eq!((&answer["user"]["id"], &answer["option_ids"]), (&json!(ann.id()), &json!([0, 2])));
    ann.vote(&open, &[]);
    let told = updates(&bot).await;
    assert_eq!(
        (&told[0]["poll"]["total_voter_count"], &told[1]["poll_answer"]["option_ids"]),
        (&json!(0), &json!([]))
    );

    let secret = ask(&emulator, &bot, ann.id(), json!({})).await;
    ann.vote(&secret, &[1]);
    let told = updates(&bot).await;
    assert_eq!((told.len(), &told[0]["poll"]["options"][1]["voter_count"]), (1, &json!(1)));
    let now = emulator.messages(ann.id()).pop().unwrap();
    assert_eq!(now.json["poll"]["total_voter_count"], 1);
}

#[tokio::test]
async fn a_stopped_poll_takes_no_votes() {
    let (emulator, bot, ann) = start().await;
    let poll = ask(&emulator, &bot, ann.id(), json!({})).await;
    let stop = json!({ "chat_id": ann.id(), "message_id": poll.id });
    assert_eq!(bot.ok("stopPoll", stop.clone()).await["is_closed"], true);
    assert_eq!(bot.refusal("stopPoll", stop).await, refused("poll has already been closed"));
    let vote = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ann.vote(&poll, &[0])));
    assert!(vote.is_err());
    let text = bot.ok("sendMessage", json!({ "chat_id": ann.id(), "text": "x" })).await["message_id"].clone();
    let stop = json!({ "chat_id": ann.id(), "message_id": text });
    assert_eq!(bot.refusal("stopPoll", stop).await, refused("message with poll to stop not found"));
    let short = ask(&emulator, &bot, ann.id(), json!({ "open_period": 60 })).await;
    emulator.clock().advance(Duration::from_mins(2));
    let stop = json!({ "chat_id": ann.id(), "message_id": short.id });
    assert_eq!(bot.refusal("stopPoll", stop).await, refused("poll has already been closed"));
}

#[tokio::test]
async fn quizzes_know_the_answer() {
    let (emulator, bot, ann) = start().await;
    let quiz = json!({
        "type": "quiz", "correct_option_id": 1, "explanation": "<b>So</b>", "explanation_parse_mode": "HTML",
    });
    let quiz = ask(&emulator, &bot, ann.id(), quiz).await.json["poll"].clone();
    assert_eq!((&quiz["correct_option_ids"], &quiz["explanation"]), (&json!([1]), &json!("So")));
    assert_eq!(quiz["explanation_entities"][0]["type"], "bold");
    assert_eq!(quiz["allows_revoting"], false);
}

#[tokio::test]
async fn wrong_polls_are_refused_in_telegrams_words() {
    let (emulator, bot, ann) = start().await;
    let channel = emulator.channel("News");
    let cases = [
        (json!({ "question": "" }), "poll question must be non-empty"),
        (json!({ "question": "x".repeat(301) }), "poll question length must not exceed 300"),
        (json!({ "options": ["one"] }), "poll must have at least 2 option"),
        (json!({ "options": vec!["x"; 13] }), "poll can't have more than 12 options"),
        (json!({ "options": ["x", " "] }), "poll options must be non-empty"),
        (json!({ "options": ["x", "y".repeat(101)] }), "poll options length must not exceed 100"),
        (json!({ "type": "quiz" }), "wrong correct option ID specified"),
        (json!({ "type": "quiz", "correct_option_id": 2 }), "wrong correct option ID specified"),
        (
            json!({ "is_anonymous": false, "chat_id": channel.id() }),
            "non-anonymous polls can't be sent to channel chats",
        ),
    ];
    for (more, reason) in cases {
        let mut poll = json!({ "chat_id": ann.id(), "question": "x", "options": ["a", "b"] });
        poll.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(bot.refusal("sendPoll", poll).await, refused(reason));
    }
}

#[tokio::test]
async fn people_send_polls() {
    let (_emulator, bot, ann) = start().await;
    ann.draft("").poll("Tea?", &["Yes", "No"]).send();
    assert_eq!(updates(&bot).await[0]["message"]["poll"]["options"][1]["text"], "No");
}

#[tokio::test]
async fn reactions_go_both_ways() {
    let (emulator, bot, ann) = start().await;
    updates(&bot).await;
    ann.send("hello");
    let message = emulator.messages(ann.id()).pop().unwrap();
    updates(&bot).await;
    ann.react(&message, &["👍"]);
    ann.react(&message, &["❤"]);
    let told = updates(&bot).await;
    let emoji = |emoji: &str| json!([{ "type": "emoji", "emoji": emoji }]);
    assert_eq!(told[0]["message_reaction"]["old_reaction"], json!([]));
    assert_eq!(told[1]["message_reaction"]["old_reaction"], emoji("👍"));
    assert_eq!(told[1]["message_reaction"]["new_reaction"], emoji("❤"));

    let react =
        |reaction: Value| json!({ "chat_id": ann.id(), "message_id": message.id, "reaction": reaction });
    bot.ok("setMessageReaction", react(emoji("👀"))).await;
    bot.ok("setMessageReaction", react(json!([]))).await;
    let two = json!([{ "type": "emoji", "emoji": "👍" }, { "type": "emoji", "emoji": "❤" }]);
    for (reaction, reason) in [
        (emoji("x"), "REACTION_INVALID"),
        (json!([{ "type": "paid" }]), "REACTION_INVALID"),
        (two, "REACTIONS_TOO_MANY"),
        (json!([{}]), "can't parse ReactionType: Can't find field \"type\""),
    ] {
        assert_eq!(bot.refusal("setMessageReaction", react(reaction)).await, refused(reason));
    }
    let lacking = json!({ "chat_id": ann.id(), "message_id": 99, "reaction": emoji("👍") });
    assert_eq!(bot.refusal("setMessageReaction", lacking).await, refused("message to react not found"));
}

#[tokio::test]
async fn an_administrator_removes_the_reactions_of_others() {
    let (emulator, bot, ann) = start().await;
    let (bob, club) = (emulator.user("Bob"), emulator.supergroup("Club"));
    for text in ["one", "two"] {
        ann.send_to(&club, text);
        let message = emulator.messages(club.id()).pop().unwrap();
        ann.react(&message, &["👍"]);
        bob.react(&message, &["🔥"]);
    }
    let reactions = || {
        let messages = emulator.messages(club.id());
        messages.iter().map(|message| message.reaction_counts().as_array().unwrap().len()).collect::<Vec<_>>()
    };
    let first = emulator.messages(club.id())[0].id;
    let one = json!({ "chat_id": club.id(), "message_id": first, "user_id": ann.id() });
    assert_eq!(bot.refusal("deleteMessageReaction", one.clone()).await, refused("CHAT_ADMIN_REQUIRED"));
    club.set_bot_standing(Standing::administrator(&["can_delete_messages"]));
    bot.ok("deleteMessageReaction", one).await;
    assert_eq!(reactions(), [1, 2]);
    bot.ok("deleteAllMessageReactions", json!({ "chat_id": club.id(), "user_id": bob.id() })).await;
    assert_eq!(reactions(), [0, 1]);
    for (params, reason) in [
        (json!({ "chat_id": club.id(), "message_id": 99, "user_id": ann.id() }), "MESSAGE_ID_INVALID"),
        (json!({ "chat_id": club.id(), "message_id": first }), "PARTICIPANT_ID_INVALID"),
        (json!({ "chat_id": ann.id(), "user_id": ann.id() }), "method is available only in groups"),
    ] {
        assert_eq!(bot.refusal("deleteMessageReaction", params).await, refused(reason));
    }
}

#[tokio::test]
async fn channels_count_reactions() {
    let (emulator, bot, ann) = start().await;
    updates(&bot).await;
    let channel = emulator.channel("News");
    channel.post("news");
    let post = emulator.messages(channel.id()).pop().unwrap();
    ann.react(&post, &["🔥"]);
    emulator.user("Bob").react(&post, &["🔥"]);
    let told = updates(&bot).await;
    let counts = &told.last().unwrap()["message_reaction_count"]["reactions"];
    assert_eq!(counts, &json!([{ "type": { "type": "emoji", "emoji": "🔥" }, "total_count": 2 }]));
}

#[tokio::test]
async fn messages_are_pinned_with_a_notice_and_unpinned_without() {
    let (emulator, bot, ann) = start().await;
    let ids = [ann.send("one").message_id, ann.send("two").message_id];
    updates(&bot).await;
    let pin = |id: i64| json!({ "chat_id": ann.id(), "message_id": id });
    bot.ok("pinChatMessage", pin(ids[0])).await;
    bot.ok("pinChatMessage", pin(ids[1])).await;
    let told = updates(&bot).await;
    assert_eq!(told[0]["message"]["pinned_message"]["text"], "one");
    let chat = json!({ "chat_id": ann.id() });
    assert_eq!(bot.ok("getChat", chat.clone()).await["pinned_message"]["text"], "two");
    bot.ok("unpinChatMessage", chat.clone()).await;
    assert_eq!(bot.ok("getChat", chat.clone()).await["pinned_message"]["text"], "one");
    bot.ok("unpinAllChatMessages", chat.clone()).await;
    assert_eq!(bot.refusal("unpinChatMessage", chat).await, refused("message to unpin not found"));
    assert_eq!(bot.refusal("pinChatMessage", pin(99)).await, refused("message to pin not found"));
    assert!(updates(&bot).await.is_empty());
    let group = emulator.supergroup("Friends");
    group.set_bot_standing(Standing::restricted(&["can_send_messages"]));
    let pin = json!({ "chat_id": group.id(), "message_id": ann.send_to(&group, "x").message_id });
    let reason = "not enough rights to manage pinned messages in the chat";
    assert_eq!(bot.refusal("pinChatMessage", pin).await, refused(reason));
}
