//! Filters for `filter = ..` that many bots need: `#[message(text, filter = filters::private & !filters::forwarded)]`.

use teloxide_core::types::{Chat, User};

use crate::filter::Filter;
use crate::update::{Arrived, Fields};

/// In a private chat.
pub fn private(chat: &Chat) -> bool {
    chat.is_private()
}

/// In a group or supergroup.
pub fn group(chat: &Chat) -> bool {
    chat.is_group() || chat.is_supergroup()
}

/// In a supergroup.
pub fn supergroup(chat: &Chat) -> bool {
    chat.is_supergroup()
}

/// In a channel.
pub fn channel(chat: &Chat) -> bool {
    chat.is_channel()
}

/// In a topic of a forum.
pub fn in_topic(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["is_topic_message"]) })
}

/// In a chat of a connected business account.
pub fn business(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["business_connection_id"]) })
}

/// Forwarded from elsewhere.
pub fn forwarded(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["forward_origin"]) })
}

/// Forwarded by Telegram from a channel to its discussion group.
pub fn forwarded_by_telegram(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["is_automatic_forward"]) })
}

/// A reply to a message or a story, in this chat or elsewhere.
pub fn reply(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["reply_to_message", "external_reply", "reply_to_story"]) })
}

/// Sent through an inline bot.
pub fn via_bot(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["via_bot"]) })
}

/// From a bot.
pub fn from_bot(user: &User) -> bool {
    user.is_bot
}

/// From a person with Telegram Premium.
pub fn from_premium(user: &User) -> bool {
    user.is_premium
}

/// On behalf of a chat: from an anonymous administrator or a channel.
pub fn from_chat(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["sender_chat"]) })
}

/// With a caption.
pub fn captioned(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["caption"]) })
}

/// With media that are hidden until they are touched.
pub fn spoiler(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["has_media_spoiler"]) })
}

/// Part of an album.
pub fn in_album(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["media_group_id"]) })
}

/// Protected from being forwarded and saved.
pub fn protected(update: Arrived<'_>) -> bool {
    update.has_any(const { Fields::of(&["has_protected_content"]) })
}

/// From one of the people with these ids.
pub fn from_users<const N: usize>(ids: [u64; N]) -> impl Filter {
    FromUsers(ids)
}

/// In one of the chats with these ids.
pub fn in_chats<const N: usize>(ids: [i64; N]) -> impl Filter {
    InChats(ids)
}

/// From a person whose Telegram is in that language: `language("de")` is for `de` and `de-AT`.
pub fn language(code: &'static str) -> impl Filter {
    Language(code)
}

macro_rules! has_entities {
    ($($(#[$docs:meta])* $name:ident: $($kind:literal)|+;)*) => {$(
        $(#[$docs])*
        pub fn $name(update: Arrived<'_>) -> bool {
            update.has_entity(&[$($kind),+])
        }
    )*};
}

has_entities! {
    /// With a `@username`, or a person without one who is mentioned.
    has_mention: "mention" | "text_mention";
    /// With a `#hashtag`.
    has_hashtag: "hashtag";
    /// With a `$CASHTAG`.
    has_cashtag: "cashtag";
    /// With a `/command`, anywhere.
    has_command: "bot_command";
    /// With a link, as its address or behind a text.
    has_link: "url" | "text_link";
    /// With an email address.
    has_email: "email";
    /// With a phone number.
    has_phone_number: "phone_number";
    /// With a piece of code.
    has_code: "code" | "pre";
    /// With an emoji of a custom set.
    has_custom_emoji: "custom_emoji";
    /// With a text that is hidden until it is touched.
    has_spoiler: "spoiler";
}

struct FromUsers<const N: usize>([u64; N]);

impl<const N: usize> Filter for FromUsers<N> {
    fn accepts(&self, update: Arrived<'_>) -> bool {
        update.user().is_some_and(|user| self.0.contains(&user.id.0))
    }
}

struct InChats<const N: usize>([i64; N]);

impl<const N: usize> Filter for InChats<N> {
    fn accepts(&self, update: Arrived<'_>) -> bool {
        update.chat().is_some_and(|chat| self.0.contains(&chat.id.0))
    }
}

struct Language(&'static str);

impl Filter for Language {
    fn accepts(&self, update: Arrived<'_>) -> bool {
        let code = update.user().and_then(|user| user.language_code).unwrap_or_default();
        code.strip_prefix(self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}
