//! What can be borrowed of an update, built on demand.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use teloxide_core::types::{
    BusinessConnectionId, BusinessMessagesDeleted, Chat, ChatId, MaybeInaccessibleMessage, Message,
    MessageId, Poll, Update, UpdateKind, User,
};

use super::Incoming;
use crate::update::facts::Speaker;
use crate::update::{Fields, Part, Parts, Sender};

impl Incoming {
    /// The update as teloxide-core reads it; `None` if it can't.
    pub(crate) fn update(&self) -> Option<&Update> {
        let parse = || {
            let names_nobody = ["poll_answer", "message_reaction"].contains(&self.facts.kind.name())
                && self.facts.speaker.is_none();
            // teloxide-core panics where it finds nobody who votes or reacts.
            if names_nobody {
                return None;
            }
            let update: Update = serde_json::from_str(self.raw.as_str()).ok()?;
            (!matches!(update.kind, UpdateKind::Error(_))).then(|| Box::new(update))
        };
        self.typed.get_or_init(parse).as_deref()
    }

    /// The message, as teloxide-core reads it; for a pressed button, the one that it is under.
    pub(crate) fn message(&self) -> Option<&Message> {
        match &self.update()?.kind {
            UpdateKind::Message(message)
            | UpdateKind::EditedMessage(message)
            | UpdateKind::ChannelPost(message)
            | UpdateKind::EditedChannelPost(message)
            | UpdateKind::BusinessMessage(message)
            | UpdateKind::EditedBusinessMessage(message) => Some(message),
            UpdateKind::CallbackQuery(query) => {
                query.message.as_ref().and_then(MaybeInaccessibleMessage::regular_message)
            }
            _ => None,
        }
    }

    /// Messages deleted from a business account. teloxide-core 0.13 expects their ids in another form than Telegram's.
    pub(crate) fn deleted_messages(&self) -> Option<BusinessMessagesDeleted> {
        #[derive(Deserialize)]
        struct Fields {
            business_connection_id: BusinessConnectionId,
            chat: Chat,
            message_ids: Vec<i32>,
        }
        if self.facts.kind.name() != "deleted_business_messages" {
            return None;
        }
        let Fields { business_connection_id, chat, message_ids } = read_from(self.body())?;
        let message_ids = message_ids.into_iter().map(MessageId).collect();
        Some(BusinessMessagesDeleted { business_connection_id, chat, message_ids })
    }

    /// The id of the query that the update is, if it is of that kind.
    pub(crate) fn query(&self, kind: &str) -> Option<String> {
        #[derive(Deserialize)]
        struct Query {
            id: String,
        }
        let is_one = self.facts.kind.name() == kind;
        is_one.then(|| read_from::<Query>(self.body())).flatten().map(|query| query.id)
    }

    /// Which fields the message has; for a pressed button, the one that it is under.
    pub(crate) fn fields(&self) -> Fields {
        let read = || Fields::read(self.place());
        *self.fields.get_or_init(read)
    }

    /// What stands in the first of those fields that the message has, if it can be read.
    pub(crate) fn content<T: DeserializeOwned>(&self, of: Fields) -> Option<T> {
        let name = self.fields().names_in(of).next()?;
        let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(self.place()).ok()?;
        serde_json::from_str(fields.remove(name)?.get()).ok()
    }

    /// The message as a type for those that have one of the fields, if it can be read.
    pub(crate) fn message_with<T: DeserializeOwned>(&self, fields: Fields) -> Option<T> {
        if self.fields().has_any(fields) { read_from(self.place()) } else { None }
    }

    /// The poll that the update is about, or that its message holds.
    pub(crate) fn poll(&self) -> Option<Poll> {
        match self.facts.kind.name() {
            "poll" => read_from(self.body()),
            _ => self.content(Fields::of(&["poll"])),
        }
    }

    /// The part that the update's body is, as teloxide-core reads it, beside a message.
    fn body_part(&self) -> Option<Part> {
        if self.deleted_messages().is_some() {
            return Some(Part::BusinessMessagesDeleted);
        }
        match &self.update()?.kind {
            UpdateKind::CallbackQuery(_) => Some(Part::CallbackQuery),
            UpdateKind::InlineQuery(_) => Some(Part::InlineQuery),
            UpdateKind::ChosenInlineResult(_) => Some(Part::ChosenInlineResult),
            UpdateKind::ShippingQuery(_) => Some(Part::ShippingQuery),
            UpdateKind::PreCheckoutQuery(_) => Some(Part::PreCheckoutQuery),
            UpdateKind::PurchasedPaidMedia(_) => Some(Part::PaidMediaPurchased),
            UpdateKind::Poll(_) => Some(Part::Poll),
            UpdateKind::PollAnswer(_) => Some(Part::PollAnswer),
            UpdateKind::MyChatMember(_) | UpdateKind::ChatMember(_) => Some(Part::ChatMemberUpdated),
            UpdateKind::ChatJoinRequest(_) => Some(Part::ChatJoinRequest),
            UpdateKind::MessageReaction(_) => Some(Part::MessageReactionUpdated),
            UpdateKind::MessageReactionCount(_) => Some(Part::MessageReactionCountUpdated),
            UpdateKind::ChatBoost(_) => Some(Part::ChatBoostUpdated),
            UpdateKind::RemovedChatBoost(_) => Some(Part::ChatBoostRemoved),
            UpdateKind::BusinessConnection(_) => Some(Part::BusinessConnection),
            UpdateKind::DeletedBusinessMessages(_)
            | UpdateKind::Message(_)
            | UpdateKind::EditedMessage(_)
            | UpdateKind::ChannelPost(_)
            | UpdateKind::EditedChannelPost(_)
            | UpdateKind::BusinessMessage(_)
            | UpdateKind::EditedBusinessMessage(_)
            | UpdateKind::Error(_) => None,
        }
    }

    /// The chat that the update is from, with the id that it has now.
    pub(crate) fn chat(&self) -> Option<Chat> {
        #[derive(Deserialize)]
        struct Field {
            chat: Chat,
        }
        let id = ChatId(self.facts.address.as_ref()?.chat);
        read_from(self.place()).map(|Field { chat }| Chat { id, ..chat })
    }

    /// The person who speaks; none where a chat does.
    pub(crate) fn user(&self) -> Option<User> {
        #[derive(Deserialize)]
        struct Field {
            #[serde(alias = "user")]
            from: User,
        }
        match self.facts.speaker? {
            Speaker::User(_) => read_from(self.body()).map(|Field { from }| from),
            Speaker::Chat(_) => None,
        }
    }

    /// Who speaks.
    pub(crate) fn sender(&self) -> Option<Sender> {
        #[derive(Deserialize)]
        struct Field {
            #[serde(alias = "actor_chat", alias = "voter_chat")]
            sender_chat: Chat,
        }
        match self.facts.speaker? {
            Speaker::User(_) => self.user().map(Sender::User),
            Speaker::Chat(_) if self.facts.user_owner().is_none() => self.chat().map(Sender::Chat),
            Speaker::Chat(id) => {
                let chat = read_from(self.body()).map(|Field { sender_chat }| sender_chat);
                chat.map(|chat| Sender::Chat(Chat { id: ChatId(id), ..chat }))
            }
        }
    }

    /// Whether the update has all of those parts, in a form that can be lent.
    pub(crate) fn has_all(&self, needed: Parts) -> bool {
        let typed = |part, present: &dyn Fn() -> bool| !needed.has(part) || present();
        let certain = self.facts.parts();
        let record_or_text = [
            Part::Text,
            Part::UserRecord,
            Part::ChatRecord,
            Part::MemberRecord,
            Part::TopicRecord,
            Part::Failure,
            Part::Handled,
            Part::Raw,
            Part::Migration,
        ];
        record_or_text.into_iter().all(|part| !needed.has(part) || certain.has(part))
            && typed(Part::Update, &|| self.update().is_some())
            && typed(Part::Message, &|| self.message().is_some())
            && self.has_bodies(needed)
            && typed(Part::Chat, &|| self.chat().is_some())
            && typed(Part::User, &|| self.user().is_some())
            && typed(Part::Sender, &|| self.sender().is_some())
    }

    /// Whether of all bodies of updates only its own is needed, if any.
    fn has_bodies(&self, needed: Parts) -> bool {
        let mut needed = Part::BODIES.iter().map(|(part, ..)| *part).filter(|part| needed.has(*part));
        needed.all(|part| self.body_part() == Some(part) || (part == Part::Poll && self.poll().is_some()))
    }
}

fn read_from<T: DeserializeOwned>(object: &str) -> Option<T> {
    serde_json::from_str(object).ok()
}
