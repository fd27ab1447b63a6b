//! What a message says, in one of the ways to format it, and how much of it fits where.

use pouch_formatting::Formatted;
use serde_json::{Map, Value, json};
use teloxide_core::types::ParseMode;

use super::text::Text;

/// The most characters (UTF-16 code units) that Telegram takes in one message.
pub(super) const LONGEST_TEXT: usize = 4096;

/// The most characters (UTF-16 code units) that Telegram takes under media.
pub(super) const LONGEST_CAPTION: usize = 1024;

/// The most bytes that Telegram takes before it looks at the formatting.
const LONGEST_SOURCE: usize = 1 << 15;

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Text(Text),
    /// A text in which marks stand for the formatting.
    Marked(String, ParseMode),
}

/// Why a text can't be sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsendable {
    /// Its marks are wrong.
    #[error("the {mode:?} of {text:?} can't be read: {reason}")]
    Marks { mode: ParseMode, text: String, reason: String },
    /// A link in it leads nowhere.
    #[error("a link of the text {text:?} leads nowhere: {reason}")]
    Link { text: String, reason: String },
    /// It is longer than it may be, where it can't be split.
    #[error("{what} has room for {room} UTF-16 code units, and this has {length}: {text:?}")]
    Long { what: &'static str, room: usize, length: usize, text: String },
}

/// A part of a body, as the parameters of a call have it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) text: String,
    /// `parse_mode` or `entities`.
    formatting: Option<(&'static str, Value)>,
}

impl Body {
    pub(super) fn html(text: String) -> Body {
        Body::Marked(text, ParseMode::Html)
    }

    pub(super) fn markdown(text: String) -> Body {
        Body::Marked(text, ParseMode::MarkdownV2)
    }

    /// As many parts as it takes: the first one of at most `first` UTF-16 code units. A blank body has none.
    pub(super) fn to_parts(&self, first: usize) -> Result<Vec<Part>, Unsendable> {
        let read = self.read()?;
        let length = pouch_formatting::utf16_len(&read.text);
        Ok(if read.is_empty() {
            Vec::new()
        } else if length <= first && self.source().len() < LONGEST_SOURCE {
            vec![self.whole()]
        } else {
            read.into_parts(first, LONGEST_TEXT).into_iter().map(Part::of).collect()
        })
    }

    /// The body where it can't be split, for such a thing with so much room; none, if it is blank.
    pub(super) fn to_part(&self, what: &'static str, room: usize) -> Result<Option<Part>, Unsendable> {
        let mut parts = self.to_parts(room)?;
        if parts.len() > 1 {
            let length = pouch_formatting::utf16_len(&self.read()?.text);
            return Err(Unsendable::Long { what, room, length, text: self.excerpt() });
        }
        Ok(parts.pop())
    }

    /// As Telegram reads it.
    fn read(&self) -> Result<Formatted, Unsendable> {
        match self {
            Body::Text(text) => text
                .to_formatted()
                .and_then(Formatted::cleaned)
                .map_err(|reason| Unsendable::Link { text: self.excerpt(), reason }),
            Body::Marked(text, mode) => Formatted::parse(text, name(*mode))
                .and_then(Formatted::cleaned)
                .map_err(|reason| Unsendable::Marks { mode: *mode, text: self.excerpt(), reason }),
        }
    }

    fn source(&self) -> &str {
        match self {
            Body::Text(text) => text.as_str(),
            Body::Marked(text, _) => text,
        }
    }

    /// The start of it, for an error.
    fn excerpt(&self) -> String {
        const LENGTH: usize = 80;
        let source = self.source();
        match source.char_indices().nth(LENGTH) {
            Some((end, _)) => format!("{}…", &source[..end]),
            None => source.to_owned(),
        }
    }

    /// All of it as one part: marks are Telegram's to read.
    fn whole(&self) -> Part {
        match self {
            Body::Text(text) => text.to_formatted().map_or_else(|_| Part::plain(text.as_str()), Part::of),
            Body::Marked(text, mode) => {
                Part { text: text.clone(), formatting: Some(("parse_mode", json!(name(*mode)))) }
            }
        }
    }
}

impl Part {
    fn of(formatted: Formatted) -> Part {
        // Telegram looks at the id alone.
        let entities = formatted.to_json(|id| Some(json!({ "id": id, "is_bot": false, "first_name": "" })));
        Part { text: formatted.text, formatting: entities.map(|entities| ("entities", entities)) }
    }

    fn plain(text: &str) -> Part {
        Part { text: text.to_owned(), formatting: None }
    }

    /// Adds it to the parameters of a message that is a text.
    pub(super) fn add_as_text(self, parameters: &mut Map<String, Value>) {
        self.add(parameters, "text", "entities");
    }

    /// Adds it to the parameters of media.
    pub(super) fn add_as_caption(self, parameters: &mut Map<String, Value>) {
        self.add(parameters, "caption", "caption_entities");
    }

    /// Adds it under these names.
    pub(super) fn add(self, parameters: &mut Map<String, Value>, text: &str, entities: &str) {
        parameters.insert(text.to_owned(), self.text.into());
        if let Some((name, value)) = self.formatting {
            let name = if name == "entities" { entities } else { name };
            parameters.insert(name.to_owned(), value);
        }
    }
}

fn name(mode: ParseMode) -> &'static str {
    match mode {
        ParseMode::Html => "HTML",
        ParseMode::MarkdownV2 => "MarkdownV2",
        #[expect(deprecated, reason = "teloxide-core has it")]
        ParseMode::Markdown => "Markdown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(part: Part) -> Value {
        let mut parameters = Map::new();
        part.add_as_text(&mut parameters);
        parameters.into()
    }

    #[test]
    fn marks_are_left_to_telegram_if_one_message_is_enough() {
        let parts = Body::html("<b>a</b>".to_owned()).to_parts(LONGEST_TEXT).unwrap();
        assert_eq!(
            parts.into_iter().map(parameters).collect::<Vec<_>>(),
            [json!({"text": "<b>a</b>", "parse_mode": "HTML"})]
        );
        // Only what people see counts.
        let tags = format!("<b>{}</b>", "a".repeat(LONGEST_TEXT));
        assert_eq!(Body::html(tags).to_parts(LONGEST_TEXT).unwrap().len(), 1);
    }

    #[test]
    fn long_marked_texts_are_cut_with_their_formatting() {
        for (body, kind) in [
            (Body::html(format!("&lt;<i>{}</i>", "word ".repeat(1_000))), "italic"),
            (Body::markdown(format!("\\<_{}_", "word ".repeat(1_000))), "italic"),
            (Body::Text(Text::new("<").spoiler("word ".repeat(1_000))), "spoiler"),
        ] {
            let parts: Vec<Value> =
                body.to_parts(LONGEST_TEXT).unwrap().into_iter().map(parameters).collect();
            assert_eq!(parts.len(), 2, "{body:?}");
            assert!(parts[0]["text"].as_str().unwrap().starts_with("<word word"), "{}", parts[0]);
            assert_eq!([&parts[0], &parts[1]].map(|part| &part["entities"][0]["type"]), [kind, kind]);
            assert_eq!(parts[1]["entities"][0]["offset"], 0);
        }
    }

    #[test]
    fn what_telegram_could_not_read_is_refused() {
        let wrong = Body::html("<b>a".to_owned()).to_parts(LONGEST_TEXT).unwrap_err().to_string();
        assert!(wrong.contains("<b>a") && wrong.contains("end tag"), "{wrong}");
        let wrong = Body::markdown("1.5".to_owned()).to_parts(LONGEST_TEXT).unwrap_err().to_string();
        assert!(wrong.contains("reserved"), "{wrong}");
        let long = Body::Text("a".repeat(1_025).into()).to_part("a caption", LONGEST_CAPTION).unwrap_err();
        assert!(long.to_string().contains("a caption has room for 1024"), "{long}");
    }

    #[test]
    fn a_blank_body_has_no_parts() {
        for body in [Body::Text(" \n".into()), Body::html("<b> </b>".to_owned()), Body::Text(Text::default())]
        {
            assert_eq!(body.to_parts(LONGEST_TEXT).unwrap(), []);
        }
    }
}
