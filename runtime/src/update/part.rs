//! The parts of an update that a handler can need, and which ones an update has.

/// A part of an update that a handler can borrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Part {
    /// The update as teloxide-core reads it.
    Update,
    /// The message.
    Message,
    /// The chat.
    Chat,
    /// The person who speaks.
    User,
    /// Who speaks, a person or a chat.
    Sender,
    /// A text or a caption.
    Text,
    /// The record of who speaks.
    UserRecord,
    /// The chat's record.
    ChatRecord,
    /// The record of who speaks in this chat.
    MemberRecord,
    /// The forum topic's record.
    TopicRecord,
    /// The failure that an `#[on_error]` handler is called for.
    Failure,
    /// A pressed button, as teloxide-core reads it.
    CallbackQuery,
    /// The messages of an album.
    Album,
    /// What came of the handler that an `#[after]` function runs after.
    Handled,
    /// The update as Telegram sent it.
    Raw,
    /// The move that an `#[on_migrate]` handler is called for.
    Migration,
    /// An inline query.
    InlineQuery,
    /// A chosen result of an inline query.
    ChosenInlineResult,
    /// A question for shipping options.
    ShippingQuery,
    /// A question whether a payment may go on.
    PreCheckoutQuery,
    /// A purchase of paid media.
    PaidMediaPurchased,
    /// A poll.
    Poll,
    /// A vote in a poll.
    PollAnswer,
    /// A change of a member's standing.
    ChatMemberUpdated,
    /// A request to join a chat.
    ChatJoinRequest,
    /// A change of somebody's reactions.
    MessageReactionUpdated,
    /// A change of anonymous reactions.
    MessageReactionCountUpdated,
    /// A boost that was added or changed.
    ChatBoostUpdated,
    /// A boost that was removed.
    ChatBoostRemoved,
    /// A connection with a business account.
    BusinessConnection,
    /// Messages deleted from a business account.
    BusinessMessagesDeleted,
}

impl Part {
    /// Those that are the whole body of an update of some kind, as teloxide-core reads it, by the type's name and with
    /// what has to stand above a handler that borrows it.
    pub(crate) const BODIES: [(Part, &str, &str); 16] = [
        (Part::CallbackQuery, "CallbackQuery", "#[callback]` and `#[on(callback_query)]"),
        (Part::InlineQuery, "InlineQuery", "#[on(inline_query)]"),
        (Part::ChosenInlineResult, "ChosenInlineResult", "#[on(chosen_inline_result)]"),
        (Part::ShippingQuery, "ShippingQuery", "#[on(shipping_query)]"),
        (Part::PreCheckoutQuery, "PreCheckoutQuery", "#[on(pre_checkout_query)]"),
        (Part::PaidMediaPurchased, "PaidMediaPurchased", "#[on(purchased_paid_media)]"),
        (Part::Poll, "Poll", "#[on(poll)]"),
        (Part::PollAnswer, "PollAnswer", "#[on(poll_answer)]"),
        (Part::ChatMemberUpdated, "ChatMemberUpdated", "#[on(chat_member)]` and `#[on(my_chat_member)]"),
        (Part::ChatJoinRequest, "ChatJoinRequest", "#[on(chat_join_request)]"),
        (Part::MessageReactionUpdated, "MessageReactionUpdated", "#[on(message_reaction)]"),
        (Part::MessageReactionCountUpdated, "MessageReactionCountUpdated", "#[on(message_reaction_count)]"),
        (Part::ChatBoostUpdated, "ChatBoostUpdated", "#[on(chat_boost)]"),
        (Part::ChatBoostRemoved, "ChatBoostRemoved", "#[on(removed_chat_boost)]"),
        (Part::BusinessConnection, "BusinessConnection", "#[on(business_connection)]"),
        (Part::BusinessMessagesDeleted, "BusinessMessagesDeleted", "#[on(deleted_business_messages)]"),
    ];
}

/// A set of [`Part`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

impl Parts {
    /// The empty set.
    pub const NONE: Parts = Parts(0);

    /// The set with one part more.
    #[must_use]
    pub const fn with(self, part: Part) -> Parts {
        Parts(self.0 | 1 << part as u8)
    }

    /// The set with one part more, if `present`.
    #[must_use]
    pub const fn with_if(self, part: Part, present: bool) -> Parts {
        if present { self.with(part) } else { self }
    }

    /// The set without that part.
    #[must_use]
    pub const fn without(self, part: Part) -> Parts {
        Parts(self.0 & !(1 << part as u8))
    }

    /// Whether the part is in the set.
    pub const fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// The parts of both sets.
    #[must_use]
    pub(crate) const fn and(self, other: Parts) -> Parts {
        Parts(self.0 | other.0)
    }

    /// Whether all parts of the other set are in this one.
    pub const fn covers(self, other: Parts) -> bool {
        self.0 & other.0 == other.0
    }
}
