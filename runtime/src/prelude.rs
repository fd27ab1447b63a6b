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
pub use teloxide_core::types::{CallbackQuery, Chat, ChatId, Message, Update, User};
#[doc(no_inline)]
pub use uuid::Uuid;

#[doc(no_inline)]
pub use crate::{
    Alert, App, Button, Choice, Date, Edit, HandlerError, Migration, Migrations, Parsed, RawUpdate, Reply,
    Sender, Time, Toast, UserError, bot_data, callback, chat_data, command, handlers, member_data, message,
    on_error, on_migrate, say, topic_data, user_data,
};
