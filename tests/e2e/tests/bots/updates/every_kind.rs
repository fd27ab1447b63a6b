//! Each kind reaches its handler, with teloxide-core's type for it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use serde_json::json;

use super::{ANN, update};
use crate::support::{Stage, until};

/// The kinds whose handlers have run.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<BTreeSet<String>>>);

impl Seen {
    fn note(&self, kind: &str) {
        self.0.lock().unwrap().insert(kind.to_owned());
    }

    fn all(&self) -> BTreeSet<String> {
        self.0.lock().unwrap().clone()
    }
}

macro_rules! handlers_of_kinds {
    ($($kind:ident: $body:ty;)*) => {
        $(
            #[on($kind)]
            fn $kind(_: &$body, raw: &RawUpdate, seen: &Seen) {
                assert!(raw.to_value()[stringify!($kind)].is_object());
                seen.note(stringify!($kind));
            }
        )*

        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn app(seen: &Seen) -> App {
            App::new(handlers![$($kind,)* brand_new]).state(seen.clone())
        }
    };
}

handlers_of_kinds! {
    edited_message: Message;
    channel_post: Message;
    edited_channel_post: Message;
    business_connection: BusinessConnection;
    business_message: Message;
    edited_business_message: Message;
    deleted_business_messages: BusinessMessagesDeleted;
    message_reaction: MessageReactionUpdated;
    message_reaction_count: MessageReactionCountUpdated;
    inline_query: InlineQuery;
    chosen_inline_result: ChosenInlineResult;
    shipping_query: ShippingQuery;
    pre_checkout_query: PreCheckoutQuery;
    purchased_paid_media: PaidMediaPurchased;
    poll: Poll;
    poll_answer: PollAnswer;
    my_chat_member: ChatMemberUpdated;
    chat_member: ChatMemberUpdated;
    chat_join_request: ChatJoinRequest;
    chat_boost: ChatBoostUpdated;
    removed_chat_boost: ChatBoostRemoved;
}

#[on("brand_new")]
fn brand_new(raw: &RawUpdate, seen: &Seen) {
    assert_eq!(raw.to_value()["brand_new"]["from"]["id"], ANN);
    seen.note("brand_new");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_of_every_kind_reaches_its_handler() {
    let (stage, seen) = (Stage::new().await, Seen::default());
    let bot = stage.start(app(&seen));
    stage.more_polls(1).await;
    for kind in KINDS {
        stage.emulator.push(update(kind));
    }
    stage.emulator.push(json!({ "brand_new": { "from": { "id": ANN } } }));
    stage.all_confirmed().await;
    bot.stop().await;
    let mut expected: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    expected.insert("brand_new".to_owned());
    assert_eq!(seen.all(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn telegram_is_asked_for_the_kinds_that_have_handlers() {
    let (stage, seen) = (Stage::new().await, Seen::default());
    let _bot = stage.start(App::new(handlers![poll_answer, chat_member, channel_post]).state(seen));
    until("the bot polls", || !stage.emulator.requests_of("getUpdates").is_empty()).await;
    let asked = &stage.emulator.requests_of("getUpdates")[0].params["allowed_updates"];
    let messages = ["message", "channel_post", "business_message", "callback_query"];
    let expected: Vec<&str> = messages.into_iter().chain(["chat_member", "poll_answer"]).collect();
    assert_eq!(asked, &json!(expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_teloxide_cannot_read_is_passed_over_unless_the_handler_needs_only_its_json() {
    #[on(message_reaction)]
    fn typed(_: &MessageReactionUpdated, seen: &Seen) {
        seen.note("typed");
    }

    #[on(message_reaction)]
    fn raw(_: &RawUpdate, seen: &Seen) {
        seen.note("raw");
    }

    let (stage, seen) = (Stage::new().await, Seen::default());
    let _bot = stage.start(App::new(handlers![typed, raw]).state(seen.clone()));
    stage.more_polls(1).await;
    let mut by_nobody = update("message_reaction");
    by_nobody["message_reaction"].as_object_mut().unwrap().remove("user");
    stage.emulator.push(by_nobody);
    let mut garbled = update("message_reaction");
    garbled["message_reaction"]["chat"] = json!("no chat");
    stage.emulator.push(garbled);
    stage.all_confirmed().await;
    assert_eq!(seen.all(), BTreeSet::from(["raw".to_owned()]));
    stage.emulator.push(update("message_reaction"));
    until("the next one is handled", || seen.all().contains("typed")).await;
}
