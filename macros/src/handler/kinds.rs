//! The kinds of updates that `#[on(..)]` takes by their names.

/// A kind of update of the Bot API.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The type of teloxide-core that holds all of it.
    pub(crate) body: &'static str,
    /// Whose records there are.
    pub(crate) whose: Whose,
}

/// Who an update is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A person's in a chat.
    Member,
    /// The chat's alone.
    Chat,
    /// A person's, in no chat of the bot.
    Person,
    /// Nobody's.
    Nobody,
}

impl Kind {
    /// The kind with that name.
    pub(crate) fn of(name: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}

const fn kind(name: &'static str, body: &'static str, whose: Whose) -> Kind {
    Kind { name, body, whose }
}

/// All of them. `message` has an attribute of its own; `callback_query` is for presses that no `#[callback]` is for.
const KINDS: [Kind; 22] = [
    kind("edited_message", "Message", Whose::Member),
    kind("channel_post", "Message", Whose::Chat),
    kind("edited_channel_post", "Message", Whose::Chat),
    kind("business_connection", "BusinessConnection", Whose::Person),
    kind("business_message", "Message", Whose::Member),
    kind("edited_business_message", "Message", Whose::Member),
    kind("deleted_business_messages", "BusinessMessagesDeleted", Whose::Chat),
    kind("message_reaction", "MessageReactionUpdated", Whose::Member),
    kind("message_reaction_count", "MessageReactionCountUpdated", Whose::Chat),
    kind("inline_query", "InlineQuery", Whose::Person),
    kind("chosen_inline_result", "ChosenInlineResult", Whose::Person),
    kind("callback_query", "CallbackQuery", Whose::Member),
    kind("shipping_query", "ShippingQuery", Whose::Person),
    kind("pre_checkout_query", "PreCheckoutQuery", Whose::Person),
    kind("purchased_paid_media", "PaidMediaPurchased", Whose::Person),
    kind("poll", "Poll", Whose::Nobody),
    kind("poll_answer", "PollAnswer", Whose::Person),
    kind("my_chat_member", "ChatMemberUpdated", Whose::Member),
    kind("chat_member", "ChatMemberUpdated", Whose::Member),
    kind("chat_join_request", "ChatJoinRequest", Whose::Member),
    kind("chat_boost", "ChatBoostUpdated", Whose::Chat),
    kind("removed_chat_boost", "ChatBoostRemoved", Whose::Chat),
];

/// The names of all of them.
pub(crate) const NAMES: [&str; 22] = {
    let mut names = [""; KINDS.len()];
    let mut index = 0;
    while index < KINDS.len() {
        names[index] = KINDS[index].name;
        index += 1;
    }
    names
};
