//! What all methods that send a message have in common: where to, in answer to what, with which keyboard.

use serde_json::{Map, Value, json};

use super::{Outcome, answering, markup, target::chat_id};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{ChatKind, Content, Markup, Reply, World},
};

/// Sends a message with this content.
pub(super) fn send(world: &mut World, params: &Params, content: Content) -> Outcome {
    let envelope = usual_envelope(world, params)?;
    world.reply(envelope.with(content))
}

/// As [`envelope`], for messages in which nothing is sold.
pub(super) fn usual_envelope(world: &World, params: &Params) -> Result<Envelope, Refusal> {
    let envelope = envelope(world, params)?;
    if let Some(Markup::Inline(keyboard)) = &envelope.markup {
        markup::refuse_payment(keyboard)?;
    }
    Ok(envelope)
}

/// Everything of a message but its content.
#[derive(Clone)]
pub(super) struct Envelope {
    pub(super) chat_id: i64,
    pub(super) markup: Option<Markup>,
    pub(super) fields: Map<String, Value>,
    sent_with: Value,
}

impl Envelope {
    pub(super) fn with(self, content: Content) -> Reply {
        let Self { chat_id, markup, fields, sent_with, .. } = self;
        Reply { chat_id, content, markup, fields, sent_with }
    }
}

/// Checks where a message goes, and what beside its content the call gives.
pub(super) fn envelope(world: &World, params: &Params) -> Result<Envelope, Refusal> {
    let chat_id = chat_id(world, params)?;
    let answered = answering::read(params)?;
    let markup = markup::read(params)?;
    let kind = world.sendable_chat(chat_id)?.kind;
    let mut fields = answering::fields(world, chat_id, answered)?;
    if let Some(markup) = &markup {
        markup::admit(markup, kind)?;
    }
    add_fields(&mut fields, params, kind)?;
    Ok(Envelope { chat_id, markup, fields, sent_with: params.to_value() })
}

/// The parameters that show in the message.
fn add_fields(fields: &mut Map<String, Value>, params: &Params, kind: ChatKind) -> Result<(), Refusal> {
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    if let Some(thread) = params.integer("message_thread_id") {
        set("message_thread_id", json!(thread));
        set("is_topic_message", json!(true));
    }
    if let Some(connection) = params.text("business_connection_id").filter(|id| !id.is_empty()) {
        set("business_connection_id", json!(connection));
    }
    if params.flag("protect_content") {
        set("has_protected_content", json!(true));
    }
    if let Some(effect) = params.text("message_effect_id").filter(|id| !id.is_empty()) {
        let is_effect = effect.parse::<i64>().is_ok_and(|id| id > 0) && kind == ChatKind::Private;
        if !is_effect {
            return Err(Refusal::bad_request("EFFECT_ID_INVALID"));
        }
        set("effect_id", json!(effect));
    }
    Ok(())
}
