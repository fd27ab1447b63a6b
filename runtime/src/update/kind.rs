//! The kinds of updates, and what an update of each may have.

use super::part::{Part, Parts};

/// What kind of update this is, as far as handlers tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A new message in a private chat or a group.
    Message,
    /// A new post in a channel.
    ChannelPost,
    /// A new message of a connected business account.
    BusinessMessage,
    /// A press of a button under a message.
    CallbackQuery,
    /// A group's move to a supergroup: no update, but what `#[on_migrate]` runs for.
    Migration,
    /// The bot's start or stop: no update, but what `#[on_start]` and `#[on_stop]` run for.
    Course,
    /// A moment that was waited for: no update, but what timers run for, and surveys remind people by.
    Timer,
    /// A reply that was refused: no update, but what `#[on_error]` runs for.
    Refusal,
    /// Anything else, by its name in the Bot API.
    Other(String),
}

/// What every update has that teloxide-core can read.
const ALWAYS: Parts = Parts::NONE.with(Part::Raw).with(Part::Update);
const CHAT: Parts = ALWAYS.with(Part::Chat).with(Part::ChatRecord);
const PERSON: Parts = ALWAYS.with(Part::User).with(Part::Sender).with(Part::UserRecord);
const MEMBER: Parts = PERSON.and(CHAT).with(Part::MemberRecord);
const WRITTEN: Parts =
    CHAT.with(Part::Message).with(Part::Sender).with(Part::Text).with(Part::TopicRecord).with(Part::Poll);
const MESSAGE: Parts = WRITTEN.and(MEMBER);

/// Every kind of the Bot API, with all that an update of it may have. A person who is not in here is not lent, and has
/// no record, even where Telegram names one: reaction counts and boosts are the chat's.
const KINDS: [(&str, Parts); 23] = [
    ("message", MESSAGE),
    ("edited_message", MESSAGE),
    ("channel_post", WRITTEN),
    ("edited_channel_post", WRITTEN),
    ("business_connection", PERSON.with(Part::BusinessConnection)),
    ("business_message", MESSAGE),
    ("edited_business_message", MESSAGE),
    // teloxide-core 0.13 can't read such an update.
    ("deleted_business_messages", CHAT.without(Part::Update).with(Part::BusinessMessagesDeleted)),
    ("message_reaction", MEMBER.with(Part::MessageReactionUpdated)),
    ("message_reaction_count", CHAT.with(Part::MessageReactionCountUpdated)),
    ("inline_query", PERSON.with(Part::InlineQuery)),
    ("chosen_inline_result", PERSON.with(Part::ChosenInlineResult)),
    ("callback_query", MESSAGE.with(Part::CallbackQuery)),
    ("shipping_query", PERSON.with(Part::ShippingQuery)),
    ("pre_checkout_query", PERSON.with(Part::PreCheckoutQuery)),
    ("purchased_paid_media", PERSON.with(Part::PaidMediaPurchased)),
    ("poll", ALWAYS.with(Part::Poll)),
    ("poll_answer", PERSON.with(Part::PollAnswer)),
    ("my_chat_member", MEMBER.with(Part::ChatMemberUpdated)),
    ("chat_member", MEMBER.with(Part::ChatMemberUpdated)),
    ("chat_join_request", MEMBER.with(Part::ChatJoinRequest)),
    ("chat_boost", CHAT.with(Part::ChatBoostUpdated)),
    ("removed_chat_boost", CHAT.with(Part::ChatBoostRemoved)),
];

/// The kinds that are edited messages.
pub(crate) const EDITED: [&str; 3] = ["edited_message", "edited_channel_post", "edited_business_message"];

impl Kind {
    /// The name in the Bot API.
    pub(crate) fn name(&self) -> &str {
        match self {
            Kind::Message => "message",
            Kind::ChannelPost => "channel_post",
            Kind::BusinessMessage => "business_message",
            Kind::CallbackQuery => "callback_query",
            Kind::Migration | Kind::Course | Kind::Timer | Kind::Refusal => "",
            Kind::Other(name) => name,
        }
    }

    /// Whether it is a new message, to which commands may belong.
    pub(crate) fn is_message(&self) -> bool {
        matches!(self, Kind::Message | Kind::ChannelPost | Kind::BusinessMessage)
    }

    /// Whether it is a message that has been edited.
    pub(crate) fn is_edited_message(&self) -> bool {
        EDITED.contains(&self.name())
    }

    /// Everything that an update of this kind may have.
    pub(super) fn parts(&self) -> Parts {
        match self {
            Kind::Course => Parts::NONE,
            Kind::Timer => Parts::NONE
                .with(Part::UserRecord)
                .with(Part::ChatRecord)
                .with(Part::MemberRecord)
                .with(Part::TopicRecord),
            Kind::Refusal => Parts::NONE.with(Part::UserRecord).with(Part::ChatRecord),
            Kind::Migration => Parts::NONE.with(Part::Migration).with(Part::ChatRecord),
            _ => parts_of(self.name()),
        }
    }
}

/// Everything that an update of the kind with this name may have.
pub(crate) const fn parts_of(kind: &str) -> Parts {
    let mut index = 0;
    while index < KINDS.len() {
        let (name, parts) = KINDS[index];
        if is_same(name, kind) {
            return parts;
        }
        index += 1;
    }
    Parts::NONE.with(Part::Raw)
}

/// Whether the Bot API has a kind of that name, as far as Pouch knows.
pub(super) fn is_known(kind: &str) -> bool {
    KINDS.iter().any(|(name, _)| *name == kind)
}

pub(super) const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_be_written_in_an_attribute_is_known() {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../macros/src/handler/kinds.rs");
        let source = std::fs::read_to_string(source).unwrap();
        let names = source.split('"').filter(|text| is_known(text)).count();
        assert_eq!(names, KINDS.len() - 1, "all but `message`");
    }

    #[test]
    fn of_an_unknown_kind_only_its_json_is_known() {
        assert_eq!(parts_of("a_kind_of_next_year"), Parts::NONE.with(Part::Raw));
        assert!(!parts_of("poll").has(Part::UserRecord) && parts_of("poll_answer").has(Part::UserRecord));
    }
}
