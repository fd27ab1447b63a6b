//! Forwarding and copying.

use serde_json::{Value, json};

use super::{
    Outcome,
    edit::message_ids,
    outgoing::{Envelope, usual_envelope as envelope},
    target::named_chat,
    text::caption,
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, World, origin},
};

const MOST_AT_ONCE: usize = 100;

/// How a message is passed on.
#[derive(Clone, Copy)]
enum Way {
    /// With a line that says where it came from.
    Forward,
    /// As if the bot had written it.
    Copy,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Copy => "copy",
        }
    }

    fn participle(self) -> &'static str {
        match self {
            Self::Forward => "forwarded",
            Self::Copy => "copied",
        }
    }
}

/// <https://core.telegram.org/bots/api#forwardmessage>
pub(super) fn forward_message(world: &mut World, params: &Params) -> Outcome {
    let content = original(world, params, message_id(params)?, Way::Forward)?;
    let envelope = envelope(world, params)?;
    forward(world, envelope, content)
}

/// <https://core.telegram.org/bots/api#copymessage>
pub(super) fn copy_message(world: &mut World, params: &Params) -> Outcome {
    let (mut content, _) = original(world, params, message_id(params)?, Way::Copy)?;
    let envelope = envelope(world, params)?;
    let has_text = content.fields.contains_key("text");
    if params.text("caption").is_some() && !has_text {
        content = content.captioned(caption(world, params)?);
        if params.flag("show_caption_above_media") {
            content = content.with("show_caption_above_media", json!(true));
        }
    }
    let message = world.reply(envelope.with(content))?;
    Ok(json!({ "message_id": message["message_id"] }))
}

/// <https://core.telegram.org/bots/api#forwardmessages>
pub(super) fn forward_messages(world: &mut World, params: &Params) -> Outcome {
    several(world, params, Way::Forward)
}

/// <https://core.telegram.org/bots/api#copymessages>
pub(super) fn copy_messages(world: &mut World, params: &Params) -> Outcome {
    several(world, params, Way::Copy)
}

/// What can't be passed on is passed over, unless nothing is left.
fn several(world: &mut World, params: &Params, way: Way) -> Outcome {
    let ids = message_ids(params, way.name(), MOST_AT_ONCE)?;
    if !ids.is_sorted_by(|one, next| one < next) {
        return Err(Refusal::bad_request("message identifiers must be in a strictly increasing order"));
    }
    let envelope = envelope(world, params)?;
    from_chat(world, params)?;
    let originals: Vec<_> = ids.into_iter().filter_map(|id| original(world, params, id, way).ok()).collect();
    if originals.is_empty() {
        // Copies are forwards without a name, to the server.
        return Err(Refusal::bad_request("there are no messages to forward"));
    }
    let mut sent = Vec::new();
    for original in originals {
        let message = match way {
            Way::Forward => forward(world, envelope.clone(), original)?,
            Way::Copy if params.flag("remove_caption") => world
                .reply(envelope.clone().with(original.0.captioned(pouch_formatting::Formatted::default())))?,
            Way::Copy => world.reply(envelope.clone().with(original.0))?,
        };
        sent.push(json!({ "message_id": message["message_id"] }));
    }
    Ok(Value::Array(sent))
}

fn forward(world: &mut World, mut envelope: Envelope, (content, origin): (Content, Value)) -> Outcome {
    envelope.fields.insert("forward_origin".to_owned(), origin);
    world.reply(envelope.with(content))
}

fn message_id(params: &Params) -> Result<i64, Refusal> {
    let id = params.integer("message_id").filter(|id| *id > 0);
    id.ok_or_else(|| Refusal::bad_request("message identifier is not specified"))
}

fn from_chat(world: &World, params: &Params) -> Result<i64, Refusal> {
    if params.text("from_chat_id").is_none_or(|id| id.is_empty()) {
        return Err(Refusal::bad_request("parameter \"from_chat_id\" is required"));
    }
    let id = named_chat(world, params, "from_chat_id")?;
    world.open_chat(id).map(|_| id)
}

/// What is passed on, and where it came from.
fn original(world: &World, params: &Params, id: i64, way: Way) -> Result<(Content, Value), Refusal> {
    let chat_id = from_chat(world, params)?;
    let message = world.chat(chat_id).and_then(|chat| chat.message(id));
    let not_found = || Refusal::bad_request(&format!("message to {} not found", way.name()));
    let message = &message.ok_or_else(not_found)?.json;
    let cannot = || Refusal::bad_request(&format!("message can't be {}", way.participle()));
    if message["has_protected_content"] == true {
        return Err(cannot());
    }
    let content = Content::of(message).ok_or_else(cannot)?;
    Ok((content, origin(message)))
}
