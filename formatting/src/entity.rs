//! A part of a text that is special.

use serde_json::{Value, json};

/// A `MessageEntity`; places are counted in UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What makes it special.
    pub kind: Kind,
    /// Where it begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
}

/// What makes the part special.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `@name`.
    Mention,
    /// `#word`.
    Hashtag,
    /// `$USD`.
    Cashtag,
    /// `/start`.
    BotCommand,
    /// An address as it stands in the text.
    Url,
    /// An address for mail.
    Email,
    /// A phone number.
    PhoneNumber,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strikethrough,
    /// Hidden until it is touched.
    Spoiler,
    /// A quotation.
    Blockquote,
    /// A quotation of which the start is shown.
    ExpandableBlockquote,
    /// Letters of one width.
    Code,
    /// A block of code: the programming language, which may be empty.
    Pre(String),
    /// A link: the address.
    TextLink(String),
    /// A mention of somebody: the person's id.
    TextMention(i64),
    /// The custom emoji's id.
    CustomEmoji(i64),
    /// A date: seconds since 1970, and the format.
    DateTime(i64, String),
}

impl Entity {
    /// An entity of that kind, in that place.
    pub fn new(kind: Kind, offset: usize, length: usize) -> Self {
        Self { kind, offset, length }
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.offset + self.length
    }

    /// The order of a message's entities: by place, the longer first, then by kind.
    pub fn order(&self) -> (usize, std::cmp::Reverse<usize>, u8) {
        (self.offset, std::cmp::Reverse(self.length), self.kind.priority())
    }

    /// The `MessageEntity` object; `None` for a mention of somebody whom `person` does not know.
    pub(crate) fn to_json(&self, person: &impl Fn(i64) -> Option<Value>) -> Option<Value> {
        let mut json = json!({ "type": self.kind.name(), "offset": self.offset, "length": self.length });
        match &self.kind {
            Kind::Pre(language) if !language.is_empty() => json["language"] = json!(language),
            Kind::TextLink(url) => json["url"] = json!(url),
            Kind::TextMention(id) => json["user"] = person(*id)?,
            Kind::CustomEmoji(id) => json["custom_emoji_id"] = json!(id.to_string()),
            Kind::DateTime(unix_time, format) => {
                json["unix_time"] = json!(unix_time);
                json["date_time_format"] = json!(format);
            }
            _ => {}
        }
        Some(json)
    }
}

impl Kind {
    /// The `type` field.
    fn name(&self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Hashtag => "hashtag",
            Self::Cashtag => "cashtag",
            Self::BotCommand => "bot_command",
            Self::Url => "url",
            Self::Email => "email",
            Self::PhoneNumber => "phone_number",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Strikethrough => "strikethrough",
            Self::Spoiler => "spoiler",
            Self::Blockquote => "blockquote",
            Self::ExpandableBlockquote => "expandable_blockquote",
            Self::Code => "code",
            Self::Pre(_) => "pre",
            Self::TextLink(_) => "text_link",
            Self::TextMention(_) => "text_mention",
            Self::CustomEmoji(_) => "custom_emoji",
            Self::DateTime(..) => "date_time",
        }
    }

    /// `MessageEntity::get_type_priority` of TDLib: which of two entities over the same part is the outer one.
    fn priority(&self) -> u8 {
        match self {
            Self::Blockquote | Self::ExpandableBlockquote => 0,
            Self::Pre(language) if !language.is_empty() => 10,
            Self::Pre(_) => 11,
            Self::Code => 20,
            Self::TextLink(_) | Self::TextMention(_) => 49,
            Self::Bold => 90,
            Self::Italic => 91,
            Self::Underline => 92,
            Self::Strikethrough => 93,
            Self::Spoiler => 94,
            Self::CustomEmoji(_) | Self::DateTime(..) => 99,
            _ => 50,
        }
    }

    /// The place in [`Self::SPLITTABLE`]; `None` for an entity that can't be cut into parts.
    pub(super) fn splittable(&self) -> Option<usize> {
        Self::SPLITTABLE.iter().position(|kind| kind == self)
    }

    /// Entities that may overlap any others: they are cut where others begin or end.
    pub(super) const SPLITTABLE: [Self; 5] =
        [Self::Bold, Self::Italic, Self::Underline, Self::Strikethrough, Self::Spoiler];

    /// Whether it only changes how the text looks.
    pub fn is_formatting(&self) -> bool {
        self.splittable().is_some()
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self, Self::Blockquote | Self::ExpandableBlockquote)
    }

    pub(super) fn is_pre(&self) -> bool {
        matches!(self, Self::Code | Self::Pre(_))
    }

    /// Whether it can't contain, nor be in, another of this sort.
    pub(super) fn is_continuous(&self) -> bool {
        self.splittable().is_none() && !self.is_quote() && !self.is_pre()
    }

    /// Whether bots give it; the others are found by the server, whatever a bot says.
    pub fn is_given(&self) -> bool {
        !matches!(
            self,
            Self::Mention
                | Self::Hashtag
                | Self::Cashtag
                | Self::BotCommand
                | Self::Url
                | Self::Email
                | Self::PhoneNumber
        )
    }
}
