//! Calls that send a message, before it is known where to.

use serde::Serialize;
use serde_json::{Map, Value, json};
use teloxide_core::types::ReplyMarkup;

use super::body::{Part, Unsendable};
use super::file::{Attached, File};
use crate::button::Unshowable;
use crate::failure::Failure;
use crate::update::Address;

/// A call that sends a message, before it is known where to.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) method: &'static str,
    pub(super) parameters: Map<String, Value>,
    pub(super) files: Vec<Attached>,
}

/// What is wrong with a message, so that it can't be sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Text(#[from] Unsendable),
    #[error(transparent)]
    Button(#[from] Unshowable),
    #[error("an empty text is neither the id nor the address of a file")]
    NoFile,
    #[error("an album with no media can't be sent")]
    EmptyAlbum,
    #[error(
        "`{0}` and `{1}` can't be in one album: Telegram shows photos with videos, documents and audio by themselves"
    )]
    Mixed(&'static str, &'static str),
    #[error("a `{0}` can't be in an album: only photos, videos, documents and audio can")]
    NotInAlbums(&'static str),
    #[error("an album has no room for a keyboard or buttons: return them with a message behind it")]
    MarkedAlbum,
    #[error(
        "a message has buttons, a keyboard, a keyboard that goes, or asks for a reply: this one got `{0}` and `{1}`; return \
         two messages"
    )]
    Marks(&'static str, &'static str),
    #[error("{what} has to have {least} to {most} {unit}, and this has {got}")]
    Size { what: &'static str, least: usize, most: usize, unit: &'static str, got: usize },
    #[error("{0} can be asked for in private chats only")]
    NotPrivate(&'static str),
    #[error("{0}")]
    Address(String),
    #[error("a result sends a blank text")]
    BlankResult,
    #[error("two results have the id {0}")]
    TwoResults(String),
    #[error("an edited message can't be blank: return `Delete` to take it away")]
    BlankEdit,
    #[error("the effect of a message shows in private chats only")]
    NoEffect,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Returned(fault.into())
    }
}

/// A size that Telegram refuses.
pub(super) fn check_size(
    what: &'static str,
    (least, most): (usize, usize),
    unit: &'static str,
    got: usize,
) -> Result<(), Fault> {
    if (least..=most).contains(&got) { Ok(()) } else { Err(Fault::Size { what, least, most, unit, got }) }
}

/// A parameter's value. What can't be JSON is no value.
pub(super) fn parameter(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

impl Draft {
    pub(super) fn new(method: &'static str) -> Draft {
        Draft { method, parameters: Map::new(), files: Vec::new() }
    }

    /// A message that is a text.
    pub(super) fn text(part: Part) -> Draft {
        let mut draft = Draft::new("sendMessage");
        part.add_as_text(&mut draft.parameters);
        draft
    }

    pub(super) fn set(&mut self, name: &str, value: impl Serialize) {
        self.parameters.insert(name.to_owned(), parameter(value));
    }

    /// Adds a file as the parameter of that name.
    pub(super) fn add_file(&mut self, name: &str, file: File) -> Result<(), Fault> {
        match file.into_parameter(name) {
            Ok(known) if known.is_empty() => return Err(Fault::NoFile),
            Ok(known) => self.set(name, known),
            Err(file) => self.files.push(file),
        }
        Ok(())
    }

    /// Says where it goes. What is there already stays.
    pub(super) fn address(&mut self, address: &Address) {
        address_parameters(&mut self.parameters, address);
    }

    /// Shows it as an answer to a message, if that still is there, and to a part of it if one is given.
    pub(super) fn answer(&mut self, message: i64, part: Option<&str>) {
        let mut answered = json!({ "message_id": message, "allow_sending_without_reply": true });
        if let Some(part) = part {
            answered["quote"] = part.into();
        }
        self.set("reply_parameters", answered);
    }

    pub(super) fn mark(&mut self, markup: &ReplyMarkup) {
        self.set("reply_markup", markup);
    }
}

/// Adds chat, topic and business connection to parameters that have none.
pub(super) fn address_parameters(parameters: &mut Map<String, Value>, address: &Address) {
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            parameters.entry(name).or_insert(value);
        }
    };
    add("chat_id", Some(address.chat.into()));
    add("message_thread_id", address.thread.map(Value::from));
    add("business_connection_id", address.business.clone().map(Value::from));
    add("direct_messages_topic_id", address.direct_topic.map(Value::from));
}
