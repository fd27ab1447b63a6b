//! Whose records an update of each kind lends.

use pouch::prelude::*;
use serde_json::{Value, json};

use super::{ANN, CHANNEL, GROUP, channel, group, update};
use crate::support::Stage;

/// How many updates a person was in.
#[user_data]
#[derive(Default)]
struct OfUser {
    count: u32,
}

/// How many updates a chat was in.
#[chat_data]
#[derive(Default)]
struct OfChat {
    count: u32,
}

/// How many updates a person was in, in one chat.
#[member_data]
#[derive(Default)]
struct OfMember {
    count: u32,
}

fn count(user: &mut OfUser, chat: &mut OfChat, member: &mut OfMember) {
    user.count += 1;
    chat.count += 1;
    member.count += 1;
}

macro_rules! in_chats {
    ($($kind:ident),*) => {$(
        #[on($kind)]
        fn $kind(user: &mut OfUser, chat: &mut OfChat, member: &mut OfMember, _: &Chat, _: &Sender) {
            count(user, chat, member);
        }
    )*};
}

in_chats!(
    edited_message,
    business_message,
    edited_business_message,
    message_reaction,
    my_chat_member,
    chat_member,
    chat_join_request
);

macro_rules! of_chats {
    ($($kind:ident),*) => {$(
        #[on($kind)]
        fn $kind(chat: &mut OfChat, _: &Chat) {
            chat.count += 1;
        }
    )*};
}

of_chats!(
    channel_post,
    edited_channel_post,
    deleted_business_messages,
    message_reaction_count,
    chat_boost,
    removed_chat_boost
);

macro_rules! of_people {
    ($($kind:ident),*) => {$(
        #[on($kind)]
        fn $kind(user: &mut OfUser, _: &Sender) {
            user.count += 1;
        }
    )*};
}

of_people!(
    business_connection,
    inline_query,
    chosen_inline_result,
    shipping_query,
    pre_checkout_query,
    purchased_paid_media,
    poll_answer
);

fn app() -> App {
    App::new(handlers![
        edited_message,
        business_message,
        edited_business_message,
        message_reaction,
        my_chat_member,
        chat_member,
        chat_join_request,
        channel_post,
        edited_channel_post,
        deleted_business_messages,
        message_reaction_count,
        chat_boost,
        removed_chat_boost,
        business_connection,
        inline_query,
        chosen_inline_result,
        shipping_query,
        pre_checkout_query,
        purchased_paid_media,
        poll_answer,
    ])
}

/// The counts of a user and of a chat after those updates.
async fn counts(updates: impl IntoIterator<Item = Value>, user: i64, chat: i64) -> [Value; 2] {
    let stage = Stage::new().await;
    let bot = stage.start(app());
    stage.more_polls(1).await;
    for update in updates {
        stage.emulator.push(update);
    }
    stage.all_confirmed().await;
    bot.stop().await;
    let store = stage.store();
    [store.record("user", user, "OfUser"), store.record("chat", chat, "OfChat")]
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_chat_the_person_and_the_chat_have_records() {
    let kinds = ["edited_message", "business_message", "edited_business_message", "message_reaction"];
    let kinds = kinds.into_iter().chain(["my_chat_member", "chat_member", "chat_join_request"]);
    let counts = counts(kinds.map(update), ANN, GROUP).await;
    assert_eq!(counts, [json!({ "count": 7 }), json!({ "count": 7 })]);
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_boosts_and_anonymous_reactions_are_the_chats_alone() {
    let kinds = ["channel_post", "edited_channel_post", "message_reaction_count"];
    let kinds = kinds.into_iter().chain(["chat_boost", "removed_chat_boost"]);
    let counts = counts(kinds.map(update), ANN, CHANNEL).await;
    assert_eq!(counts, [Value::Null, json!({ "count": 5 })]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_no_chat_is_the_persons_alone() {
    let kinds = ["business_connection", "inline_query", "chosen_inline_result", "shipping_query"];
    let kinds = kinds.into_iter().chain(["pre_checkout_query", "purchased_paid_media", "poll_answer"]);
    let counts = counts(kinds.map(update), ANN, ANN).await;
    assert_eq!(counts, [json!({ "count": 7 }), Value::Null]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_acts_on_behalf_of_a_chat_is_that_chat() {
    let mut vote = update("poll_answer");
    vote["poll_answer"]["voter_chat"] = channel();
    vote["poll_answer"]["user"]["id"] = json!(136_817_688);
    let mut reaction = update("message_reaction");
    let fields = reaction["message_reaction"].as_object_mut().unwrap();
    fields.remove("user");
    fields.insert("actor_chat".to_owned(), channel());
    let mut edited = update("edited_message");
    edited["edited_message"]["sender_chat"] = channel();
    edited["edited_message"]["from"]["id"] = json!(136_817_688);
    let counts = counts([vote, reaction, edited], CHANNEL, GROUP).await;
    assert_eq!(counts, [json!({ "count": 3 }), json!({ "count": 2 })]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_id_without_the_chat_behind_it_has_no_record() {
    let mut vote = update("poll_answer");
    vote["poll_answer"]["user"]["id"] = json!(136_817_688);
    let mut deleted = update("deleted_business_messages");
    deleted["deleted_business_messages"]["chat"] = group();
    let counts = counts([vote, deleted], 136_817_688, GROUP).await;
    assert_eq!(counts, [Value::Null, json!({ "count": 1 })]);
}
