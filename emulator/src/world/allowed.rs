//! Which kinds of updates the bot asked for.

use std::collections::HashSet;

use serde_json::Value;

/// Every kind of update of the Bot API.
const KINDS: [&str; 27] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
];

/// Kinds that come only to bots that name them.
const ONLY_ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// `allowed_updates`, kept from call to call.
pub(crate) struct AllowedKinds(HashSet<&'static str>);

impl Default for AllowedKinds {
    fn default() -> Self {
        Self(KINDS.into_iter().filter(|kind| !ONLY_ON_REQUEST.contains(kind)).collect())
    }
}

impl AllowedKinds {
    /// Takes the list of a call. As at Telegram, a list that is no array of strings changes
    /// nothing, and one that names no known kind stands for the default.
    pub(crate) fn choose(&mut self, list: &Value) {
        let Some(names) = list.as_array() else { return };
        let Some(names) = names.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else { return };
        let chosen: HashSet<_> = names.into_iter().filter_map(known).collect();
        *self = if chosen.is_empty() { Self::default() } else { Self(chosen) };
    }

    /// The kinds, unless they are those that every bot gets.
    pub(crate) fn shown(&self) -> Option<Vec<&'static str>> {
        let is_chosen = self.0 != Self::default().0;
        is_chosen.then(|| KINDS.into_iter().filter(|kind| self.0.contains(kind)).collect())
    }

    /// Whether an update of this kind is queued. Kinds that the Bot API does not have pass: only
    /// tests make them, and they mean the bot to get them.
    pub(crate) fn allow(&self, kind: &str) -> bool {
        self.0.contains(kind) || known(kind).is_none()
    }
}

fn known(name: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| kind.eq_ignore_ascii_case(name))
}
