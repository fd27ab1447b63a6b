//! What a bot's source needs: `use pouch::prelude::*;`.

#[doc(no_inline)]
pub use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
#[doc(no_inline)]
pub use std::time::Duration;

#[doc(no_inline)]
pub use serde_json::json;
#[doc(no_inline)]
pub use teloxide_core::Bot;
#[doc(no_inline)]
pub use teloxide_core::prelude::Requester;
#[doc(no_inline)]
pub use teloxide_core::types::{
    Animation, Audio, BusinessConnection, BusinessMessagesDeleted, CallbackQuery, Chat, ChatBoostRemoved,
    ChatBoostUpdated, ChatId, ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult, Contact, Dice,
    Document, InlineQuery, Location, MediaAudio, MediaDocument, MediaPhoto, MediaVideo, Message, MessageId,
    MessageReactionCountUpdated, MessageReactionUpdated, PaidMediaPurchased, PhotoSize, Poll, PollAnswer,
    PreCheckoutQuery, ShippingQuery, Sticker, SuccessfulPayment, ThreadId, Update, User, UserId, Venue,
    Video, VideoNote, Voice, WebAppData,
};
#[doc(no_inline)]
pub use uuid::Uuid;

#[doc(no_inline)]
#[cfg(feature = "zones")]
pub use crate::survey::Moment;
#[doc(no_inline)]
pub use crate::survey::{Consent, Email, Nps, OrOther, Phone, Rank, Rating, Url};
#[doc(no_inline)]
pub use crate::{
    Alert, App, BoxError, Button, Call, CancelTimer, Checkout, Choice, Date, Delete, Edit, Erase, File,
    Handled, HandlerError, Handlers, InlineAnswer, InlineResult, Key, Keyboard, Map, Media, Migration,
    Migrations, OpenUrl, Parsed, Pass, Price, RawUpdate, React, Reply, Schedule, Section, Sender, Shipping,
    Survey, Text, Time, Timer, Timers, Toast, Typing, UserError, Weekday, Zone, after, before, bot_data,
    callback, chat_data, command, every, guard, handlers, member_data, message, on, on_error, on_migrate,
    on_start, on_stop, say, survey_done, timer, topic_data, user_data,
};
#[doc(no_inline)]
pub use crate::{filters, guards};
