//! What arrived, and the client, as parameters.

use teloxide_core::Bot;
use teloxide_core::types::{
    BusinessConnection, BusinessMessagesDeleted, CallbackQuery, Chat, ChatBoostRemoved, ChatBoostUpdated,
    ChatJoinRequest, ChatMemberUpdated, ChosenInlineResult, InlineQuery, Message,
    MessageReactionCountUpdated, MessageReactionUpdated, PaidMediaPurchased, Poll, PollAnswer,
    PreCheckoutQuery, ShippingQuery, Update, UpdateKind, User,
};

use super::borrow::{Borrow, Need};
use super::call::Call;
use super::lend::Lend;
use crate::failure::{Failure, HandlerError};
use crate::migrations::Migrations;
use crate::update::{Migration, Part, RawUpdate, Sender};

/// Implements [`Lend`] for types that are found in a call, or built from it.
macro_rules! lend_from_call {
    ($($type:ty as $guard:ty: $need:expr, $find:expr;)*) => {$(
        impl Lend for $type {
            type Guard<'a> = $guard;

            const BORROW: Borrow = Borrow::of($need);

            async fn lend_optional(call: &Call) -> Result<Option<Self::Guard<'_>>, Failure> {
                let find: fn(&Call) -> Option<Self::Guard<'_>> = $find;
                Ok(find(call))
            }
        }
    )*};
}

lend_from_call! {
    Update as &'a Update: Need::Part(Part::Update), |call| call.incoming.update();
    Message as &'a Message: Need::Part(Part::Message), |call| call.incoming.message();
    Chat as Box<Chat>: Need::Part(Part::Chat), |call| call.incoming.chat().map(Box::new);
    User as Box<User>: Need::Part(Part::User), |call| call.incoming.user().map(Box::new);
    Sender as Box<Sender>: Need::Part(Part::Sender), |call| call.incoming.sender().map(Box::new);
    str as &'a str: Need::Part(Part::Text), |call| call.incoming.facts.text.as_deref();
    RawUpdate as &'a RawUpdate: Need::Part(Part::Raw), |call| Some(call.incoming.raw());
    Bot as &'a Bot: Need::Always, |call| Some(&call.services.bot);
    Migrations as &'a Migrations: Need::Always, |call| Some(&call.services.migrations);
    Migration as &'a Migration: Need::Part(Part::Migration), |call| call.incoming.facts.migration.as_ref();
    BusinessMessagesDeleted as Box<BusinessMessagesDeleted>: Need::Part(Part::BusinessMessagesDeleted),
        |call| call.incoming.deleted_messages().map(Box::new);
    HandlerError as &'a HandlerError: Need::Part(Part::Failure), |call| call.failure.as_deref();
}

/// Implements [`Lend`] for what teloxide-core makes of an update's body.
macro_rules! lend_bodies {
    ($($body:ident: $($kind:ident)|+;)*) => {
        lend_from_call! {
            $($body as &'a $body: Need::Part(Part::$body), |call| match &call.incoming.update()?.kind {
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
    Poll: Poll;
    PollAnswer: PollAnswer;
    ChatMemberUpdated: MyChatMember | ChatMember;
    ChatJoinRequest: ChatJoinRequest;
    MessageReactionUpdated: MessageReaction;
    MessageReactionCountUpdated: MessageReactionCount;
    ChatBoostUpdated: ChatBoost;
    ChatBoostRemoved: RemovedChatBoost;
    BusinessConnection: BusinessConnection;
}
