//! What a bot's source needs: `use pouch::prelude::*;`.

#[doc(no_inline)]
pub use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
#[doc(no_inline)]
pub use std::time::Duration;

#[doc(no_inline)]
pub use teloxide_core::Bot;
#[doc(no_inline)]
pub use teloxide_core::prelude::Requester;
#[doc(no_inline)]
pub use teloxide_core::types::{
    BusinessConnection, BusinessMessagesDeleted, CallbackQuery, Chat, ChatBoostRemoved, ChatBoostUpdated,
    ChatId, ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult, InlineQuery, Message,
    MessageReactionCountUpdated, MessageReactionUpdated, PaidMediaPurchased, Poll, PollAnswer,
    PreCheckoutQuery, ShippingQuery, Update, User,
};
#[doc(no_inline)]
pub use uuid::Uuid;

#[doc(no_inline)]
pub use crate::{
    Alert, App, Button, Choice, Date, Edit, HandlerError, Migration, Migrations, Parsed, RawUpdate, Reply,
    Sender, Time, Toast, UserError, bot_data, callback, chat_data, command, handlers, member_data, message,
    on, on_error, on_migrate, on_start, on_stop, say, topic_data, user_data,
};
