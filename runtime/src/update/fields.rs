//! Which fields a message has, as a set.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

/// The fields of `Message` in the Bot API that handlers and filters ask for. The first are what a message can hold.
const NAMES: [&str; 93] = [
    "text",
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "gift",
    "giveaway",
    "giveaway_winners",
    "invoice",
    "live_photo",
    "location",
    "paid_media",
    "passport_data",
    "photo",
    "poll",
    "rich_message",
    "sticker",
    "story",
    "unique_gift",
    "venue",
    "video",
    "video_note",
    "voice",
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "chat_owner_changed",
    "chat_owner_left",
    "chat_shared",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "community_chat_added",
    "community_chat_joined",
    "community_chat_removed",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift_upgrade_sent",
    "giveaway_completed",
    "giveaway_created",
    "group_chat_created",
    "left_chat_member",
    "managed_bot_created",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "pinned_message",
    "poll_option_added",
    "poll_option_deleted",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "suggested_post_approval_failed",
    "suggested_post_approved",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "supergroup_chat_created",
    "users_shared",
    "video_chat_ended",
    "video_chat_participants_invited",
    "video_chat_scheduled",
    "video_chat_started",
    "web_app_data",
    "write_access_allowed",
    // What is no content, but says where a message comes from.
    "business_connection_id",
    "caption",
    "caption_entities",
    "entities",
    "external_reply",
    "forward_origin",
    "has_media_spoiler",
    "has_protected_content",
    "is_automatic_forward",
    "is_topic_message",
    "media_group_id",
    "reply_to_message",
    "reply_to_story",
    "sender_chat",
    "via_bot",
];

/// A set of fields of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u128);

impl Fields {
    /// The empty set.
    pub const NONE: Fields = Fields(0);

    /// The fields with those names.
    ///
    /// # Panics
    /// If Pouch does not know one of them.
    pub const fn of(names: &[&str]) -> Fields {
        let (mut bits, mut index) = (0, 0);
        while index < names.len() {
            bits |= 1 << position(names[index]);
            index += 1;
        }
        Fields(bits)
    }

    /// Reads which fields there are in a message's JSON.
    pub(super) fn read(message: &str) -> Fields {
        let found: BTreeMap<String, Option<IgnoredAny>> = serde_json::from_str(message).unwrap_or_default();
        let is_there = |name: &str| found.get(name).is_some_and(Option::is_some);
        let holds = |name: &str| {
            is_there(name)
                && match name {
                    // Telegram adds these for bots that know only them.
                    "document" => !is_there("animation"),
                    "location" => !is_there("venue"),
                    _ => true,
                }
        };
        let bits = NAMES.iter().enumerate().filter(|(_, name)| holds(name)).map(|(at, _)| 1 << at);
        Fields(bits.fold(0, |all, one: u128| all | one))
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether at least one of the other set is in this one.
    pub const fn has_any(self, other: Fields) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of the other set are in this one.
    pub const fn covers(self, other: Fields) -> bool {
        self.0 & other.0 == other.0
    }

    /// The names of those that are in both sets.
    /// The names of all of them.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        self.names_in(self)
    }

    pub(super) fn names_in(self, other: Fields) -> impl Iterator<Item = &'static str> {
        let both = self.0 & other.0;
        NAMES.into_iter().enumerate().filter(move |(at, _)| both & (1 << at) != 0).map(|(_, name)| name)
    }
}

const fn position(name: &str) -> usize {
    let mut index = 0;
    while index < NAMES.len() {
        if super::kind::is_same(NAMES[index], name) {
            return index;
        }
        index += 1;
    }
    panic!("no field of a message that Pouch knows");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_attribute_is_known() {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../macros/src/handler/contents.rs");
        let source = std::fs::read_to_string(source).unwrap();
        let written = source.split("NAMES").nth(1).unwrap().split("];").next().unwrap();
        let written: Vec<&str> = written.split('"').skip(1).step_by(2).collect();
        let contents = NAMES.iter().position(|name| *name == "business_connection_id").unwrap();
        assert_eq!(written, NAMES[..contents]);
    }

    #[test]
    fn a_field_that_is_there_for_older_bots_does_not_count() {
        let fields = Fields::read(r#"{"document": {}, "animation": {}, "photo": null, "location": {}}"#);
        assert_eq!(fields, Fields::of(&["animation", "location"]));
        assert_eq!(Fields::read(r#"{"location": {}, "venue": {}}"#), Fields::of(&["venue"]));
        assert_eq!(Fields::read("[]"), Fields::NONE);
    }
}
