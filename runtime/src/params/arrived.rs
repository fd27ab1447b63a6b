//! What arrived, and the client, as parameters.

use std::ops::Deref;

use teloxide_core::Bot;
use teloxide_core::types::{
    BusinessConnection, BusinessMessagesDeleted, CallbackQuery, Chat, ChatBoostRemoved, ChatBoostUpdated,
    ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult, InlineQuery, Message,
    MessageReactionCountUpdated, MessageReactionUpdated, PaidMediaPurchased, Poll, PollAnswer,
    PreCheckoutQuery, ShippingQuery, Update, UpdateKind, User,
};

use super::administrators::Administrators;
use super::borrow::{Borrow, Need};
use super::call::Call;
use super::handled::Handled;
use super::lend::Lend;
use super::username::Username;
use crate::failure::{Failure, HandlerError};
use crate::migrations::Migrations;
use crate::update::{Arrived, Incoming, Migration, Part, RawUpdate, Sender};

/// What a filter can look at: what arrived, found in the update alone.
#[diagnostic::on_unimplemented(
    message = "a filter can't look at `{Self}`",
    label = "nothing that arrives",
    note = "a filter looks at what arrived, such as `&str`, `&Message`, `&User`, `&Chat` or `&RawUpdate`: nothing is loaded for it"
)]
pub trait Found {
    /// Holds what was found.
    type Guard<'a>: Deref<Target = Self> + Send + Sync;

    /// Finds it, if the update has it.
    fn find(arrived: Arrived<'_>) -> Option<Self::Guard<'_>>;
}

/// Implements [`Found`] and [`Lend`] for types that are found in an update, or built from it.
macro_rules! lend_arrived {
    ($($type:ty as $guard:ty: $need:expr, $find:expr;)*) => {$(
        impl Found for $type {
            type Guard<'a> = $guard;

            fn find(arrived: Arrived<'_>) -> Option<Self::Guard<'_>> {
                let find: fn(&Incoming) -> Option<Self::Guard<'_>> = $find;
                find(arrived.0)
            }
        }

        impl Lend for $type {
            type Guard<'a> = $guard;

            const BORROW: Borrow = Borrow::of($need);

            async fn lend_optional(call: &Call) -> Result<Option<Self::Guard<'_>>, Failure> {
                Ok(<Self as Found>::find(Arrived(&call.incoming)))
            }
        }
    )*};
}

pub(super) use lend_arrived;

lend_arrived! {
    Update as &'a Update: Need::Part(Part::Update), |incoming| incoming.update();
    Message as &'a Message: Need::Part(Part::Message), |incoming| incoming.message();
    Chat as Box<Chat>: Need::Part(Part::Chat), |incoming| incoming.chat().map(Box::new);
    User as Box<User>: Need::Part(Part::User), |incoming| incoming.user().map(Box::new);
    Sender as Box<Sender>: Need::Part(Part::Sender), |incoming| incoming.sender().map(Box::new);
    str as &'a str: Need::Part(Part::Text), |incoming| incoming.facts.text.as_deref();
    RawUpdate as &'a RawUpdate: Need::Part(Part::Raw), |incoming| Some(incoming.raw());
    Poll as Box<Poll>: Need::Part(Part::Poll), |incoming| incoming.poll().map(Box::new);
    BusinessMessagesDeleted as Box<BusinessMessagesDeleted>: Need::Part(Part::BusinessMessagesDeleted),
        |incoming| incoming.deleted_messages().map(Box::new);
}

/// Implements [`Lend`] for what a call has beside its update.
macro_rules! lend_from_call {
    ($($type:ty: $need:expr, $find:expr;)*) => {$(
        impl Lend for $type {
            type Guard<'a> = &'a $type;

            const BORROW: Borrow = Borrow::of($need);

            async fn lend_optional(call: &Call) -> Result<Option<Self::Guard<'_>>, Failure> {
                let find: fn(&Call) -> Option<Self::Guard<'_>> = $find;
                Ok(find(call))
            }
        }
    )*};
}

lend_from_call! {
    Bot: Need::Always, |call| Some(&call.services.bot);
    Migrations: Need::Always, |call| Some(&call.services.migrations);
    Administrators: Need::Always, |call| Some(&call.services.administrators);
    Username: Need::Always, |call| Some(&call.services.username);
    Migration: Need::Part(Part::Migration), |call| call.incoming.facts.migration.as_ref();
    HandlerError: Need::Part(Part::Failure), |call| call.failure.as_deref();
    Handled: Need::Part(Part::Handled), |call| call.handled.as_deref();
}

/// Implements them for what teloxide-core makes of an update's body.
macro_rules! lend_bodies {
    ($($body:ident: $($kind:ident)|+;)*) => {
        lend_arrived! {
            $($body as &'a $body: Need::Part(Part::$body), |incoming| match &incoming.update()?.kind {
                $(UpdateKind::$kind(body))|+ => Some(body),
                _ => None,
            };)*
        }
    };
}

lend_bodies! {
    CallbackQuery: CallbackQuery;
    InlineQuery: InlineQuery;
    ChosenInlineResult: ChosenInlineResult;
    ShippingQuery: ShippingQuery;
    PreCheckoutQuery: PreCheckoutQuery;
    PaidMediaPurchased: PurchasedPaidMedia;
    PollAnswer: PollAnswer;
    ChatMemberUpdated: MyChatMember | ChatMember;
    ChatJoinRequest: ChatJoinRequest;
    MessageReactionUpdated: MessageReaction;
    MessageReactionCountUpdated: MessageReactionCount;
    ChatBoostUpdated: ChatBoost;
    ChatBoostRemoved: RemovedChatBoost;
    BusinessConnection: BusinessConnection;
}
