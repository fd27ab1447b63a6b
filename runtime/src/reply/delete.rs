//! Answers that take a message away, or show an emoji under it.

use serde_json::{Map, Value, json};
use teloxide_core::types::{CustomEmojiId, MessageId, ReactionType};

use super::into_reply::IntoReply;
use super::outcome::Outcome;
use crate::failure::Failure;
use crate::update::Place;

/// Deletes a message: that which the update brought, or the one whose button was pressed.
///
/// A message that is gone already is no error. Others' messages can be deleted in groups where the bot has the right to; its
/// own ones for 48 hours.
///
/// ```
/// use pouch::prelude::*;
///
/// #[callback]
/// fn close() -> (Toast, Delete) {
///     (Toast::new("Closed"), Delete::this())
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a message is deleted when a handler returns this"]
pub struct Delete {
    message: Option<MessageId>,
}

/// Shows an emoji of the bot's under the message that the update brought, or whose button was pressed.
///
/// For messages of business accounts Telegram has no such call: there, it is a failure of its handler.
///
/// ```
/// use pouch::prelude::*;
///
/// #[message(photo)]
/// fn like() -> React {
///     React::with("👍")
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a reaction is shown when a handler returns it"]
pub struct React {
    reaction: Option<ReactionType>,
    is_big: bool,
}

impl Delete {
    /// The message that the update brought, or whose button was pressed.
    pub fn this() -> Self {
        Delete { message: None }
    }

    /// Another message of the chat.
    pub fn message(message: MessageId) -> Self {
        Delete { message: Some(message) }
    }
}

impl React {
    /// Shows one of the emoji that Telegram has as [reactions](https://core.telegram.org/bots/api#reactiontypeemoji).
    pub fn with(emoji: impl Into<String>) -> Self {
        React { reaction: Some(ReactionType::Emoji { emoji: emoji.into() }), is_big: false }
    }

    /// Shows a custom emoji by its id, where the chat allows that.
    pub fn custom(id: impl Into<String>) -> Self {
        let custom_emoji_id = CustomEmojiId(id.into());
        React { reaction: Some(ReactionType::CustomEmoji { custom_emoji_id }), is_big: false }
    }

    /// Takes the bot's emoji away.
    pub fn none() -> Self {
        React { reaction: None, is_big: false }
    }

    /// Shows it with a large animation.
    pub fn big(self) -> Self {
        React { is_big: true, ..self }
    }
}

impl IntoReply for Delete {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let Some((chat, own)) = place(outcome, "Delete")? else { return Ok(()) };
        let Some(message) = self.message.map(|message| message.0.into()).or(own) else {
            return Err(nothing("Delete"));
        };
        let business = outcome.address().and_then(|address| address.business.clone());
        let (method, parameters) = match business {
            Some(business) => (
                "deleteBusinessMessages",
                json!({ "business_connection_id": business, "message_ids": [message] }),
            ),
            None => ("deleteMessage", json!({ "chat_id": chat, "message_id": message })),
        };
        outcome.push(outcome.lane(), method, &parameters)
    }
}

impl IntoReply for React {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let Some((chat, own)) = place(outcome, "React")? else { return Ok(()) };
        let Some(message) = own else { return Err(nothing("React")) };
        // Its id would name another message, in the bot's own chat with that person.
        if outcome.address().is_some_and(|address| address.business.is_some()) {
            let business = "`React` can't reach a message of a business account: Telegram has no reactions of bots there";
            return Err(Failure::Returned(business.into()));
        }
        let reactions: Vec<ReactionType> = self.reaction.into_iter().collect();
        let mut parameters = Map::from_iter([
            ("chat_id".to_owned(), Value::from(chat)),
            ("message_id".to_owned(), message.into()),
            ("reaction".to_owned(), json!(reactions)),
        ]);
        if self.is_big {
            parameters.insert("is_big".to_owned(), true.into());
        }
        outcome.push(outcome.lane(), "setMessageReaction", &parameters)
    }
}

/// The chat and the message that the update is about; none, if the bot can't reach it any more.
fn place(outcome: &Outcome, answer: &str) -> Result<Option<(i64, Option<i64>)>, Failure> {
    let pressed = outcome.pressed_in();
    match (pressed, outcome.address()) {
        (Some(Place::Inline(_)), _) => {
            let inline = format!("`{answer}` can't reach a message that was sent in inline mode");
            Err(Failure::Returned(inline.into()))
        }
        // The message is where it was, even if the chat goes by another id now.
        (Some(Place::Chat { id, .. }), Some(address)) => Ok(Some((*id, address.message))),
        (None, Some(address)) if !address.is_left_behind => Ok(Some((address.chat, address.message))),
        (Some(Place::Unknown), _) | (None, Some(_)) => Ok(None),
        (_, None) => outcome.leave_unsent().map(|()| None),
    }
}

fn nothing(answer: &str) -> Failure {
    Failure::Returned(format!("`{answer}` is for a message, and this update brought none").into())
}
