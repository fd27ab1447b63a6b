//! What a message says, whoever sent it.

use pouch_formatting::Formatted;
use serde_json::{Map, Value, json};

/// Every field in which a message's content stands, so that an edit can replace it, and a copy can take it along.
const FIELDS: [&str; 24] = [
    "text",
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
    "photo",
    "video",
    "animation",
    "audio",
    "document",
    "voice",
    "video_note",
    "sticker",
    "contact",
    "location",
    "venue",
    "dice",
    "poll",
    "paid_media",
    "invoice",
    "game",
    "checklist",
];

/// A text, or something else with a caption.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Text or caption.
    pub(crate) formatted: Formatted,
    /// `formatted` is a caption, which may be empty.
    pub(crate) is_caption: bool,
    /// Further fields of the `Message`: `photo`, `link_preview_options` and so on.
    pub(crate) fields: Map<String, Value>,
}

impl Content {
    pub(crate) fn text(formatted: Formatted) -> Self {
        Self { formatted, is_caption: false, fields: Map::new() }
    }

    /// Something that is no text, without caption yet.
    pub(crate) fn media(name: &str, value: Value) -> Self {
        let fields = [(name.to_owned(), value)].into_iter().collect();
        Self { formatted: Formatted::default(), is_caption: true, fields }
    }

    /// The content of a message that exists; `None` for a service message.
    pub(crate) fn of(message: &Value) -> Option<Self> {
        let fields = message.as_object()?.iter().filter(|(name, _)| FIELDS.contains(&name.as_str()));
        let fields: Map<_, _> = fields.map(|(name, value)| (name.clone(), value.clone())).collect();
        (!fields.is_empty()).then(|| Self { formatted: Formatted::default(), is_caption: true, fields })
    }

    /// What a message carries beside its text or caption.
    pub(crate) fn beside_text(message: &Value) -> Map<String, Value> {
        let texts = ["text", "entities", "caption", "caption_entities", "link_preview_options"];
        let fields = Self::of(message).map(|content| content.fields).unwrap_or_default();
        fields.into_iter().filter(|(name, _)| !texts.contains(&name.as_str())).collect()
    }

    /// Replaces the caption.
    pub(crate) fn captioned(mut self, caption: Formatted) -> Self {
        self.fields.retain(|name, _| !name.starts_with("caption"));
        Self { formatted: caption, is_caption: true, fields: self.fields }
    }

    /// Text or caption; empty if there is none.
    pub(crate) fn shown_text(&self) -> &str {
        let kept = || ["text", "caption"].into_iter().find_map(|name| self.fields.get(name)?.as_str());
        if self.formatted.is_empty() { kept().unwrap_or_default() } else { &self.formatted.text }
    }

    /// Sets a further field of the `Message`.
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.fields.insert(name.to_owned(), value);
        self
    }

    /// Replaces a message's content by this one.
    pub(crate) fn write(self, message: &mut Value, person: impl Fn(i64) -> Option<Value>) {
        let Some(message) = message.as_object_mut() else { return };
        message.retain(|name, _| !FIELDS.contains(&name.as_str()));
        write_text(message, &self.formatted, self.is_caption, person);
        message.extend(self.fields);
    }
}

/// Sets text or caption, with its entities.
pub(crate) fn write_text(
    message: &mut Map<String, Value>,
    formatted: &Formatted,
    is_caption: bool,
    person: impl Fn(i64) -> Option<Value>,
) {
    let (text, entities) = if is_caption { ("caption", "caption_entities") } else { ("text", "entities") };
    message.remove(text);
    message.remove(entities);
    if !formatted.is_empty() {
        message.insert(text.to_owned(), json!(formatted.text));
    }
    if let Some(found) = formatted.to_json(person) {
        message.insert(entities.to_owned(), found);
    }
}
