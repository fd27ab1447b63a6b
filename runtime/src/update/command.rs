//! A command in a message: the `bot_command` entity at the very start of the text.

use std::borrow::Cow;

use serde::Deserialize;

/// An entity of a message, as far as commands need it. Offsets and lengths are in UTF-16 units.
#[derive(Debug, Deserialize)]
pub(super) struct Entity<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    offset: i64,
    length: i64,
}

/// A command at the start of a message's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Command {
    /// The name without `/`, in lower case.
    pub(crate) name: String,
    /// The bot that is meant, as typed, if the command names one: `/put@pouch_bot`.
    pub(crate) mention: Option<String>,
    /// Where what follows the command starts, in bytes.
    pub(crate) rest: usize,
}

impl Command {
    /// The command that the entities mark at the start of the text.
    pub(super) fn find(text: &str, entities: &[Entity<'_>]) -> Option<Command> {
        let entity = entities.iter().find(|entity| entity.kind == "bot_command" && entity.offset == 0)?;
        let rest = byte_offset(text, usize::try_from(entity.length).ok()?)?;
        let (name, mention) = match text.get(..rest)?.strip_prefix('/')?.split_once('@') {
            Some((name, mention)) => (name, Some(mention.to_owned())),
            None => (text.get(1..rest)?, None),
        };
        Some(Command { name: name.to_ascii_lowercase(), mention, rest })
    }

    /// Whether the command is for the bot of that username: it names no other.
    pub(crate) fn is_for(&self, username: &str) -> bool {
        self.mention.as_ref().is_none_or(|mention| mention.eq_ignore_ascii_case(username))
    }
}

/// The offset in bytes of an offset in UTF-16 units; `None` if it lies behind the end or inside a character.
fn byte_offset(text: &str, utf16: usize) -> Option<usize> {
    let mut units = 0;
    for (bytes, character) in text.char_indices() {
        if units >= utf16 {
            return (units == utf16).then_some(bytes);
        }
        units += character.len_utf16();
    }
    (units == utf16).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(text: &str, offset: i64, length: i64) -> Option<Command> {
        Command::find(text, &[Entity { kind: "bot_command".into(), offset, length }])
    }

    #[test]
    fn a_command_is_read_with_mention_and_rest() {
        let found = command("/Put@Pouch_Bot a value", 0, 14).unwrap();
        assert_eq!(found.name, "put");
        assert_eq!(found.mention.as_deref(), Some("Pouch_Bot"));
        assert_eq!(found.rest, 14);
        assert!(found.is_for("pouch_bot"));
        assert!(!found.is_for("other_bot"));
    }

    #[test]
    fn an_entity_elsewhere_or_beyond_the_text_is_no_command() {
        assert_eq!(command("👍 /put x", 3, 4), None);
        assert_eq!(command("/put", 0, 9), None);
        assert_eq!(command("/put", 0, -1), None);
        assert_eq!(Command::find("/put", &[]), None);
    }

    #[test]
    fn offsets_count_utf16_units() {
        assert_eq!(byte_offset("👍a", 2), Some(4));
        assert_eq!(byte_offset("👍a", 1), None);
        assert_eq!(byte_offset("é", 1), Some(2));
        assert_eq!(byte_offset("", 0), Some(0));
    }
}
