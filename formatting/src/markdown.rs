//! The older `Markdown`: no nesting, no escapes inside entities.

use super::{
    Entity, Formatted, Kind, Reason,
    cursor::{Cursor, language},
    links,
};

/// Follows `parse_markdown` of TDLib.
pub(super) fn parse(text: &str) -> Result<Formatted, Reason> {
    let mut cursor = Cursor::new(text);
    let mut entities = Vec::new();
    while !cursor.is_at_end() {
        match cursor.peek(0) {
            b'\\' if matches!(cursor.peek(1), b'_' | b'*' | b'`' | b'[') => {
                cursor.at += 1;
                cursor.copy();
            }
            b'_' | b'*' | b'`' | b'[' => entities.extend(entity(&mut cursor)?),
            _ => cursor.copy(),
        }
    }
    Ok(Formatted { text: cursor.into_text(), entities })
}

/// Reads one entity with its marks. An empty one is none.
fn entity(cursor: &mut Cursor<'_>) -> Result<Option<Entity>, Reason> {
    let begin = cursor.at;
    let is_pre = cursor.sees("```");
    let mark = cursor.peek(0);
    cursor.at += if is_pre { 3 } else { 1 };
    let language = if is_pre { language(cursor) } else { String::new() };
    let end = match mark {
        _ if is_pre => "```",
        b'_' => "_",
        b'*' => "*",
        b'[' => "]",
        _ => "`",
    };
    let (content, offset) = (cursor.at, cursor.utf16);
    while !cursor.is_at_end() && !cursor.sees(end) {
        cursor.copy();
    }
    if cursor.is_at_end() {
        return Err(format!("Can't find end of the entity starting at byte offset {begin}"));
    }
    let inside = cursor.since(content);
    cursor.at += end.len();
    let length = cursor.utf16 - offset;
    if length == 0 {
        return Ok(None);
    }
    let kind = match mark {
        b'_' => Some(Kind::Italic),
        b'*' => Some(Kind::Bold),
        b'[' => links::target(&address(cursor, inside)),
        _ if is_pre => Some(Kind::Pre(language)),
        _ => Some(Kind::Code),
    };
    Ok(kind.map(|kind| Entity::new(kind, offset, length)))
}

/// What a link leads to: what stands in parentheses, or else the text itself.
fn address(cursor: &mut Cursor<'_>, text: String) -> String {
    if cursor.peek(0) != b'(' {
        return text;
    }
    cursor.at += 1;
    let address = cursor.take_while(|byte| byte != b')');
    cursor.at += 1;
    address
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Formatted, Kind};

    fn parse(text: &str) -> Result<(String, Vec<Entity>), String> {
        super::parse(text).map(|Formatted { text, entities }| (text, entities))
    }

    #[test]
    fn marks_become_entities() {
        let (text, entities) = parse(r"😀 *b* _i_ `c` [l](example.com) \*").unwrap();
        assert_eq!(text, "😀 b i c l *");
        let expected = [
            Entity::new(Kind::Bold, 3, 1),
            Entity::new(Kind::Italic, 5, 1),
            Entity::new(Kind::Code, 7, 1),
            Entity::new(Kind::TextLink("http://example.com/".to_owned()), 9, 1),
        ];
        assert_eq!(entities, expected);
    }

    #[test]
    fn a_block_of_code_has_a_language() {
        let (text, entities) = parse("```rust\nlet x;```").unwrap();
        assert_eq!(text, "let x;");
        assert_eq!(entities, [Entity::new(Kind::Pre("rust".to_owned()), 0, 6)]);
    }

    #[test]
    fn an_open_entity_is_refused() {
        let reason = parse("a *b").unwrap_err();
        assert_eq!(reason, "Can't find end of the entity starting at byte offset 2");
    }
}
