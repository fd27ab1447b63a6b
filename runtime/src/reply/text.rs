//! Texts with formatting that is no part of the text.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use pouch_formatting::{Entity, Formatted, Kind, checked_link, linked_user, utf16_len};
use teloxide_core::types::{User, UserId};
use uuid::Uuid;

/// A text that is bold, linked, hidden and so on in places.
///
/// What stands in it is shown as it is, whoever typed it: there is nothing to escape, since the formatting is told to
/// Telegram beside the text. Everywhere a text is wanted, a `&str`, a `String` or a number does as well; and a handler can
/// return a `Text`.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Say hello
/// #[command("hello")]
/// fn hello(user: &User) -> Text {
///     Text::new("Hello, ").bold(&user.first_name).add("!\nHave you read ").link("the rules", "https://example.org/rules").add("?")
/// }
/// ```
///
/// Formatting can stand in formatting, but not in code:
///
/// ```
/// # use pouch::Text;
/// let text = Text::new("").quotation(Text::new("Never ").italic("ever").add(" give up")).add("\nA wise person");
/// assert_eq!(text.as_str(), "Never ever give up\nA wise person");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "a text is sent when a handler returns it"]
pub struct Text {
    plain: String,
    entities: Vec<Entity>,
    /// The length of the text, in UTF-16 code units.
    units: usize,
    /// A link that leads nowhere, and why.
    broken: Option<String>,
}

impl Text {
    /// A text without formatting, to which more can be added.
    pub fn new(text: impl Into<Text>) -> Self {
        text.into()
    }

    /// Adds a text.
    #[expect(clippy::should_implement_trait, reason = "texts are joined, not summed up")]
    pub fn add(mut self, text: impl Into<Text>) -> Self {
        let Text { plain, entities, units, broken } = text.into();
        let moved =
            entities.into_iter().map(|entity| Entity { offset: entity.offset + self.units, ..entity });
        self.entities.extend(moved);
        self.plain.push_str(&plain);
        self.units += units;
        self.broken = self.broken.or(broken);
        self
    }

    /// Adds a line break.
    pub fn line(self) -> Self {
        self.add("\n")
    }

    /// Adds a **bold** text.
    pub fn bold(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Bold)
    }

    /// Adds an *italic* text.
    pub fn italic(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Italic)
    }

    /// Adds an underlined text.
    pub fn underline(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Underline)
    }

    /// Adds a text that is struck through.
    pub fn strikethrough(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Strikethrough)
    }

    /// Adds a text that is hidden until it is touched.
    pub fn spoiler(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Spoiler)
    }

    /// Adds `code`: letters of one width, which a touch copies.
    pub fn code(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Code)
    }

    /// Adds a block of code in a language such as `rust`, or in none, which is `""`.
    pub fn code_block(self, language: impl Into<String>, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Pre(language.into()))
    }

    /// Adds a quotation.
    pub fn quotation(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::Blockquote)
    }

    /// Adds a quotation of which only the start is shown, until it is touched.
    pub fn long_quotation(self, text: impl Into<Text>) -> Self {
        self.with(text, Kind::ExpandableBlockquote)
    }

    /// Adds a text that leads to an address, such as `https://telegram.org` or `tg://user?id=42`.
    ///
    /// What can't be an address is a failure of the handler that returns the text.
    pub fn link(mut self, text: impl Into<Text>, address: impl AsRef<str>) -> Self {
        let address = address.as_ref();
        if let Some(id) = linked_user(address) {
            return self.with(text, Kind::TextMention(id));
        }
        match checked_link(address) {
            Ok(_) => self.with(text, Kind::TextLink(address.to_owned())),
            Err(reason) => {
                self.broken.get_or_insert(reason);
                self.add(text)
            }
        }
    }

    /// Adds a text that leads to a person, who need not have a public name, and is told of it in a group.
    pub fn mention(self, text: impl Into<Text>, user: UserId) -> Self {
        self.with(text, Kind::TextMention(user.0.cast_signed()))
    }

    /// Adds a custom emoji by its id, with an ordinary one for clients that can't show it.
    pub fn custom_emoji(self, emoji: impl Into<Text>, id: i64) -> Self {
        self.with(emoji, Kind::CustomEmoji(id))
    }

    /// The text without its formatting.
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    fn with(mut self, text: impl Into<Text>, kind: Kind) -> Self {
        let text = text.into();
        if text.units > 0 {
            self.entities.push(Entity::new(kind, self.units, text.units));
        }
        self.add(text)
    }

    /// The text for what is sent, or why it can't be sent.
    pub(super) fn to_formatted(&self) -> Result<Formatted, String> {
        match &self.broken {
            Some(reason) => Err(reason.clone()),
            None => Ok(Formatted { text: self.plain.clone(), entities: self.entities.clone() }),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text { units: utf16_len(&text), plain: text, entities: Vec::new(), broken: None }
    }
}

/// A person's first name, which leads to the person, as [`Text::mention`] makes it.
impl From<&User> for Text {
    fn from(person: &User) -> Self {
        Text::default().mention(&person.first_name, person.id)
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

macro_rules! text_from {
    ($($type:ty)*) => {$(
        impl From<$type> for Text {
            fn from(value: $type) -> Self {
                value.to_string().into()
            }
        }
    )*};
}

text_from! {
    &str &mut str &String Box<str> Cow<'_, str> char bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 Uuid
    NaiveDate NaiveTime
}

/// Joins texts.
impl<T: Into<Text>> FromIterator<T> for Text {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        texts.into_iter().fold(Text::default(), Text::add)
    }
}

impl<T: Into<Text>> Extend<T> for Text {
    fn extend<I: IntoIterator<Item = T>>(&mut self, texts: I) {
        *self = texts.into_iter().fold(std::mem::take(self), Text::add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_utf16_and_nothing_is_escaped() {
        let text = Text::new("👍 ").bold("<b>&*_").add(" and ").italic(Text::new("both ").bold("👍"));
        assert_eq!(text.as_str(), "👍 <b>&*_ and both 👍");
        let formatted = text.to_formatted().unwrap();
        let expected =
            [Entity::new(Kind::Bold, 3, 6), Entity::new(Kind::Italic, 14, 7), Entity::new(Kind::Bold, 19, 2)];
        assert_eq!(formatted.entities, expected);
    }

    #[test]
    fn an_address_that_is_none_is_reported() {
        assert!(Text::new("").link("here", "tg://user?id=7").to_formatted().is_ok());
        let broken = Text::new("see ").link("here", "not an address").add("!").to_formatted().unwrap_err();
        assert!(broken.contains("not an address"), "{broken}");
    }

    #[test]
    fn texts_are_joined() {
        let joined: Text = ["a", "b"].into_iter().map(|name| Text::new("").bold(name).line()).collect();
        assert_eq!((joined.as_str(), joined.to_formatted().unwrap().entities.len()), ("a\nb\n", 2));
    }
}
