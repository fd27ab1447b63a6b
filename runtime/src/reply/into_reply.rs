//! Types that a handler can return.

use std::borrow::Cow;

use serde::Serialize;
use teloxide_core::requests::{HasPayload, JsonRequest, Payload};
use uuid::Uuid;

use super::message::Reply;
use super::outcome::Outcome;
use super::payload::push_payload;
use super::text::Text;
use crate::button::DeepLink;
use crate::failure::{BoxError, Failure};

/// A type that a handler can return: what the bot answers.
///
/// `()` is no answer. Text (`&str`, `String`, numbers, `char`, `bool`, `Uuid`, a [`DeepLink`]) becomes a message to where the update
/// came from, and an empty text none. Beside these:
///
/// | to | return |
/// |---|---|
/// | format a text, whoever typed it | [`Text`] |
/// | send photos, videos, documents, music, voice | [`Media`](crate::Media), [`Reply::media`], [`Reply::album`] |
/// | send anything else, with buttons or a keyboard, as an answer, without a sound .. | [`Reply`] |
/// | answer the press of a button | [`Toast`](crate::Toast), [`Alert`](crate::Alert) |
/// | change the message under whose button was pressed | [`Edit`](crate::Edit) |
/// | delete a message, or show an emoji under it | [`Delete`](crate::Delete), [`React`](crate::React) |
/// | answer an inline query | [`InlineAnswer`](crate::InlineAnswer) |
/// | answer before somebody pays | [`Checkout`](crate::Checkout), [`Shipping`](crate::Shipping) |
/// | have something run later, or not any more | [`Timer`](crate::Timer), [`CancelTimer`](crate::CancelTimer) |
/// | call any method by its name | [`Call`](crate::Call) |
/// | make a request of teloxide-core whose parameters are JSON | the request (`bot.send_dice(chat.id)`, not awaited), or its payload |
/// | do several of these, in order, or perhaps none | tuples, `Vec`, arrays, `Option`, `Result` |
///
/// What is sent goes to the chat, forum topic and business connection of the update, unless it says otherwise.
///
/// Answers are sent after the handler's changes are durable, in order for each chat. An `Err` sends nothing and
/// changes nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing a handler can answer with",
    label = "no answer",
    note = "return `()`, text, a number, `Uuid`, `Reply`, a request of teloxide-core, or `Option`, `Result`, `Vec` or a tuple of them"
)]
pub trait IntoReply {
    /// Adds the answer to what comes of the handler.
    #[doc(hidden)]
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure>;
}

impl IntoReply for () {
    fn into_reply(self, _: &mut Outcome) -> Result<(), Failure> {
        Ok(())
    }
}

impl IntoReply for Text {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::text(self).into_reply(outcome)
    }
}

impl IntoReply for &str {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::text(self).into_reply(outcome)
    }
}

impl IntoReply for String {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::text(self).into_reply(outcome)
    }
}

impl IntoReply for &String {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::text(self).into_reply(outcome)
    }
}

impl IntoReply for Cow<'_, str> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::text(self).into_reply(outcome)
    }
}

macro_rules! into_reply_by_display {
    ($($type:ty),*) => {$(
        impl IntoReply for $type {
            fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
                Reply::text(self.to_string()).into_reply(outcome)
            }
        }
    )*};
}

into_reply_by_display!(
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    bool,
    char,
    Uuid,
    chrono::NaiveDate,
    chrono::NaiveTime,
    DeepLink
);

impl<P: Payload + Serialize> IntoReply for JsonRequest<P> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        push_payload(self.payload_ref(), outcome)
    }
}

impl<T: IntoReply> IntoReply for Option<T> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.map_or(Ok(()), |reply| reply.into_reply(outcome))
    }
}

impl<T: IntoReply, E: Into<BoxError>> IntoReply for Result<T, E> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.map_err(|error| Failure::from(error.into()))?.into_reply(outcome)
    }
}

impl<T: IntoReply> IntoReply for Box<T> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        (*self).into_reply(outcome)
    }
}

impl<T: IntoReply> IntoReply for Vec<T> {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.into_iter().try_for_each(|reply| reply.into_reply(outcome))
    }
}

impl<T: IntoReply, const N: usize> IntoReply for [T; N] {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.into_iter().try_for_each(|reply| reply.into_reply(outcome))
    }
}

macro_rules! into_reply_for_tuples {
    ($(($($name:ident),+))*) => {$(
        impl<$($name: IntoReply),+> IntoReply for ($($name,)+) {
            #[expect(non_snake_case, reason = "each variable is named after its type")]
            fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
                let ($($name,)+) = self;
                $($name.into_reply(outcome)?;)+
                Ok(())
            }
        }
    )*};
}

into_reply_for_tuples! {
    (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F)
}
