//! Samples of all that Telegram sends, each of which reaches a handler.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use serde_json::{Map, Value, json};

use super::{ann, group};
use crate::support::Stage;

/// What has reached which handler: the id of the update, and the handler's kind.
#[derive(Clone, Default)]
struct Reached(Arc<Mutex<BTreeSet<(i64, String)>>>);

impl Reached {
    fn note(&self, raw: &RawUpdate, kind: &str) {
        let id = raw.to_value()["update_id"].as_i64().unwrap();
        self.0.lock().unwrap().insert((id, kind.to_owned()));
    }
}

macro_rules! contents {
    ($($content:ident)*) => {
        /// A module, since many of the names are those of other handlers.
        mod of_contents {
            use pouch::prelude::*;

            use super::Reached;

            $(
                #[message($content)]
                pub(super) fn $content(raw: &RawUpdate, reached: &Reached) {
                    reached.note(raw, stringify!($content));
                }
            )*

            pub(super) fn app(reached: &Reached) -> App {
                App::new(handlers![$($content),*]).state(reached.clone())
            }
        }
    };
}

contents! {
    text animation audio checklist contact dice document game gift giveaway giveaway_winners invoice live_photo location paid_media passport_data photo poll rich_message sticker story unique_gift venue video video_note voice boost_added channel_chat_created chat_background_set chat_owner_changed chat_owner_left chat_shared checklist_tasks_added checklist_tasks_done community_chat_added community_chat_joined community_chat_removed connected_website delete_chat_photo direct_message_price_changed forum_topic_closed forum_topic_created forum_topic_edited forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden gift_upgrade_sent giveaway_completed giveaway_created group_chat_created left_chat_member managed_bot_created message_auto_delete_timer_changed migrate_from_chat_id migrate_to_chat_id new_chat_members new_chat_photo new_chat_title paid_message_price_changed pinned_message poll_option_added poll_option_deleted proximity_alert_triggered refunded_payment successful_payment suggested_post_approval_failed suggested_post_approved suggested_post_declined suggested_post_paid suggested_post_refunded supergroup_chat_created users_shared video_chat_ended video_chat_participants_invited video_chat_scheduled video_chat_started web_app_data write_access_allowed
}

macro_rules! kinds {
    ($($kind:ident)*) => {
        mod of_kinds {
            use pouch::prelude::*;

            use super::Reached;

            $(
                #[on($kind)]
                pub(super) fn $kind(raw: &RawUpdate, reached: &Reached) {
                    reached.note(raw, stringify!($kind));
                }
            )*

            #[on("new_update_kind")]
            pub(super) fn unknown(raw: &RawUpdate, reached: &Reached) {
                reached.note(raw, "new_update_kind");
            }

            #[message]
            pub(super) fn message(raw: &RawUpdate, reached: &Reached) {
                reached.note(raw, "message");
            }

            pub(super) fn app(reached: &Reached) -> App {
                App::new(handlers![$($kind,)* unknown, message]).state(reached.clone())
            }
        }
    };
}

kinds! {
    my_chat_member message_reaction message_reaction_count chat_boost removed_chat_boost purchased_paid_media poll poll_answer
}

/// Pushes all samples, waits until they are handled, and says which did not reach the handler of their kind.
async fn missed(app: App, reached: &Reached, samples: Vec<(String, Value)>) -> Vec<String> {
    let stage = Stage::new().await;
    let _bot = stage.start(app);
    stage.more_polls(1).await;
    let pushed: Vec<(i64, String)> =
        samples.into_iter().map(|(kind, update)| (stage.emulator.push(update), kind)).collect();
    stage.all_confirmed().await;
    let reached = reached.0.lock().unwrap();
    pushed.into_iter().filter(|sample| !reached.contains(sample)).map(|(_, kind)| kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_with_each_content_reaches_its_handler() {
    let samples: Map<String, Value> = serde_json::from_str(include_str!("samples/messages.json")).unwrap();
    assert_eq!(samples.len(), 78);
    let message = |(kind, content): (String, Value)| {
        let mut message = json!({ "message_id": 7, "date": 1_700_000_000, "chat": group(), "from": ann() });
        if kind == "migrate_to_chat_id" {
            message["chat"] = json!({ "id": -42, "type": "group", "title": "Tea" });
        }
        message[&kind] = content;
        (kind, json!({ "message": message }))
    };
    let reached = Reached::default();
    let samples = samples.into_iter().map(message).collect();
    assert_eq!(missed(of_contents::app(&reached), &reached, samples).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_of_teloxide_core_reach_handlers() {
    let samples = include_str!("samples/teloxide_core.jsonl").lines().filter_map(|line| {
        let sample: Value = serde_json::from_str(line).unwrap();
        let kind = sample["update"].as_object().unwrap().keys().next().unwrap().clone();
        // Made up there, and of no bot's buttons: a press is answered without a handler.
        (kind != "callback_query").then(|| (kind, sample["update"].clone()))
    });
    let samples: Vec<(String, Value)> = samples.collect();
    assert_eq!(samples.len(), 49);
    let reached = Reached::default();
    assert_eq!(missed(of_kinds::app(&reached), &reached, samples).await, [""; 0]);
}
