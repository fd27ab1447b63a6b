//! The entities that Telegram's servers find in a plain text. For now: commands.

use serde_json::{Value, json};

use super::text::utf16_len;

/// The longest command that Telegram marks; a bot's menu allows 32.
const LONGEST_COMMAND: usize = 64;

/// The entities of a text, as the `entities` array; `None` if it has none.
pub(crate) fn find(text: &str) -> Option<Value> {
    let found: Vec<Value> = text.match_indices('/').filter_map(|(at, _)| command_at(text, at)).collect();
    (!found.is_empty()).then_some(Value::Array(found))
}

/// One entity over the whole text.
pub(crate) fn over(text: &str, kind: &str) -> Value {
    json!([{ "type": kind, "offset": 0, "length": utf16_len(text) }])
}

/// The command whose slash stands at byte `at`.
///
/// Follows `match_bot_commands` of [TDLib](https://github.com/tdlib/td), whose pattern is
/// `(?<!\b|[\/<>])\/([a-zA-Z0-9_]{1,64})(?:@([a-zA-Z0-9_]{3,32}))?(?!\B|[\/<>])`.
fn command_at(text: &str, at: usize) -> Option<Value> {
    let (before, rest) = (&text[..at], &text[at + 1..]);
    if before.chars().next_back().is_some_and(adjoins) {
        return None;
    }
    let name = word(rest);
    if name.is_empty() || name.len() > LONGEST_COMMAND {
        return None;
    }
    let length = name.len() + address(&rest[name.len()..]);
    if rest[length..].chars().next().is_some_and(adjoins) {
        return None;
    }
    Some(json!({ "type": "bot_command", "offset": utf16_len(before), "length": length + 1 }))
}

/// The bytes of a leading `@botname`; 0 if there is none.
fn address(rest: &str) -> usize {
    let name = rest.strip_prefix('@').map_or("", word);
    if (3..=32).contains(&name.len()) { name.len() + 1 } else { 0 }
}

/// The leading `[A-Za-z0-9_]*`.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Whether a character beside a command makes it part of a longer word, a path or a tag.
fn adjoins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '<' | '>')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn places(text: &str) -> Vec<(u64, u64)> {
        let found = super::find(text).unwrap_or_else(|| json!([]));
        let place = |entity: &Value| (entity["offset"].as_u64().unwrap(), entity["length"].as_u64().unwrap());
        found.as_array().unwrap().iter().map(place).collect()
    }

    #[test]
    fn commands_are_found_where_telegram_finds_them() {
        assert_eq!(places("/put x"), [(0, 4)]);
        assert_eq!(places("/put@pouch_emulator_bot x"), [(0, 23)]);
        assert_eq!(places("😀 /put"), [(3, 4)]);
        assert_eq!(places("/a /b"), [(0, 2), (3, 2)]);
        assert_eq!(places("/put@ab x"), [(0, 4)]);
    }

    #[test]
    fn paths_tags_and_overlong_names_are_no_commands() {
        assert!(places("/usr/bin a/b </b> / //x").is_empty());
        assert!(places(&format!("/{}", "x".repeat(65))).is_empty());
        assert!(places("/größe").is_empty());
    }
}
