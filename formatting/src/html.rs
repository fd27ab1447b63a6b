//! The parse mode `HTML`.

use super::{
    Entity, Formatted, Kind, Reason,
    cursor::{Cursor, is_space},
    links,
};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A tag that was opened.
struct Open {
    tag: String,
    attributes: Attributes,
    /// Where its content begins, in UTF-16 code units and in written bytes.
    offset: usize,
    written: usize,
}

/// What a tag's attributes say.
#[derive(Default)]
struct Attributes {
    /// The address of a link, a language, a class, the id of an emoji, a date's format, "1" for an expandable quote.
    argument: String,
    /// Seconds since 1970.
    date: i64,
}

/// Follows `parse_html` of TDLib.
pub(super) fn parse(text: &str) -> Result<Formatted, Reason> {
    let mut cursor = Cursor::new(text);
    let (mut open, mut entities) = (Vec::new(), Vec::new());
    while !cursor.is_at_end() {
        match cursor.peek(0) {
            b'&' => match character(&mut cursor) {
                Some(c) => cursor.write(c),
                None => cursor.copy(),
            },
            b'<' if cursor.peek(1) == b'/' => end_tag(&mut cursor, &mut open, &mut entities)?,
            b'<' => open.push(start_tag(&mut cursor)?),
            _ => cursor.copy(),
        }
    }
    if cursor.has_half && open.is_empty() {
        return Err(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched \
                    surrogate code units"
                .to_owned(),
        );
    }
    match open.pop() {
        None => Ok(Formatted { text: cursor.into_text(), entities: simplified(entities) }),
        Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag)),
    }
}

/// Passes over `&lt;` and its like.
fn character(cursor: &mut Cursor<'_>) -> Option<char> {
    let begin = cursor.at;
    cursor.at += 1;
    let found = if cursor.peek(0) == b'#' {
        cursor.at += 1;
        let is_hex = cursor.peek(0) == b'x';
        cursor.at += usize::from(is_hex);
        let radix = if is_hex { 16 } else { 10 };
        let digits = cursor.take_while(|byte| char::from(byte).is_digit(radix));
        let code = u32::from_str_radix(&digits, radix).ok().filter(|code| *code != 0);
        let code = code.filter(|code| *code < 0x10_ffff && cursor.at - begin < 10);
        cursor.has_half |= code.is_some_and(|code| (0xd800..0xe000).contains(&code));
        code.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    } else {
        match cursor.take_while(|byte| byte.is_ascii_alphabetic()).as_str() {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            _ => None,
        }
    };
    match found {
        Some(_) => cursor.at += usize::from(cursor.peek(0) == b';'),
        None => cursor.at = begin,
    }
    found
}

fn start_tag(cursor: &mut Cursor<'_>) -> Result<Open, Reason> {
    let begin = cursor.at;
    cursor.at += 1;
    let tag = cursor.take_while(|byte| !is_space(byte) && byte != b'>').to_ascii_lowercase();
    if cursor.is_at_end() {
        return Err(format!("Unclosed start tag at byte offset {begin}"));
    }
    if !TAGS.contains(&tag.as_str()) {
        return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
    }
    let attributes = attributes(cursor, &tag, begin)?;
    cursor.at += 1;
    if tag == "span" && attributes.argument != "spoiler" {
        return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
    }
    Ok(Open { tag, attributes, offset: cursor.utf16, written: cursor.written() })
}

/// Reads up to the `>`.
fn attributes(cursor: &mut Cursor<'_>, tag: &str, begin: usize) -> Result<Attributes, Reason> {
    let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
    let mut attributes = Attributes::default();
    loop {
        cursor.skip_space();
        if cursor.peek(0) == b'>' {
            return Ok(attributes);
        }
        let name = cursor.take_while(|byte| !is_space(byte) && !b"=>/\"'".contains(&byte));
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        cursor.skip_space();
        if cursor.is_at_end() {
            return Err(unclosed());
        }
        if cursor.peek(0) != b'=' {
            attributes.set(tag, &name, String::new());
            continue;
        }
        cursor.at += 1;
        cursor.skip_space();
        if cursor.is_at_end() {
            return Err(unclosed());
        }
        let value = value(cursor)?;
        if cursor.is_at_end() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        attributes.set(tag, &name, value);
    }
}

/// An attribute's value: a quoted string, or a word of letters, digits, dots and hyphens.
fn value(cursor: &mut Cursor<'_>) -> Result<String, Reason> {
    let quote = cursor.peek(0);
    if quote != b'\'' && quote != b'"' {
        let begin = cursor.at;
        let word = cursor.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
        let is_word_end = cursor.is_at_end() || is_space(cursor.peek(0)) || cursor.peek(0) == b'>';
        let refusal = || format!("Unexpected end of name token at byte offset {begin}");
        return is_word_end.then(|| word.to_ascii_lowercase()).ok_or_else(refusal);
    }
    cursor.at += 1;
    let mut value = String::new();
    while !cursor.is_at_end() && cursor.peek(0) != quote {
        value.push_str(&cursor.take_while(|byte| byte != quote && byte != b'&'));
        if cursor.peek(0) == b'&' {
            if let Some(c) = character(cursor) {
                value.push(c);
            } else {
                cursor.at += 1;
                value.push('&');
            }
        }
    }
    cursor.at += usize::from(!cursor.is_at_end());
    Ok(value)
}

impl Attributes {
    fn set(&mut self, tag: &str, name: &str, value: String) {
        match (tag, name) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format") => self.argument = value,
            ("code", "class") => self.set_after("language-", &value),
            ("span", "class") => self.set_after("tg-", &value),
            ("blockquote", "expandable") => "1".clone_into(&mut self.argument),
            ("tg-time", "unix") => self.date = value.parse().unwrap_or(0),
            _ => {}
        }
    }

    fn set_after(&mut self, prefix: &str, value: &str) {
        if let Some(rest) = value.strip_prefix(prefix) {
            rest.clone_into(&mut self.argument);
        }
    }
}

fn end_tag(cursor: &mut Cursor<'_>, open: &mut Vec<Open>, entities: &mut Vec<Entity>) -> Result<(), Reason> {
    let begin = cursor.at;
    let Some(opened) = open.pop() else {
        return Err(format!("Unexpected end tag at byte offset {begin}"));
    };
    cursor.at += 2;
    let tag = cursor.take_while(|byte| !is_space(byte) && byte != b'>').to_ascii_lowercase();
    cursor.skip_space();
    if cursor.peek(0) != b'>' {
        return Err(format!("Unclosed end tag at byte offset {begin}"));
    }
    cursor.at += 1;
    if !tag.is_empty() && tag != opened.tag {
        let expected = &opened.tag;
        return Err(format!(
            "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{tag}>\""
        ));
    }
    if cursor.utf16 > opened.offset {
        entities.extend(entity(opened, cursor)?);
    }
    Ok(())
}

/// What a tag with content means.
fn entity(open: Open, cursor: &Cursor<'_>) -> Result<Option<Entity>, Reason> {
    let Attributes { argument, date } = open.attributes;
    let kind = match open.tag.as_str() {
        "i" | "em" => Kind::Italic,
        "b" | "strong" => Kind::Bold,
        "s" | "strike" | "del" => Kind::Strikethrough,
        "u" | "ins" => Kind::Underline,
        "tg-spoiler" | "span" => Kind::Spoiler,
        "blockquote" if argument.is_empty() => Kind::Blockquote,
        "blockquote" => Kind::ExpandableBlockquote,
        "pre" => Kind::Pre(String::new()),
        // A language makes sense in a `pre` only; `simplified` puts the two together.
        "code" if !argument.is_empty() => Kind::Pre(format!("{IN_CODE}{argument}")),
        "code" => Kind::Code,
        "tg-emoji" => match argument.parse() {
            Ok(0) | Err(_) => return Err("Invalid custom emoji identifier specified".to_owned()),
            Ok(id) => Kind::CustomEmoji(id),
        },
        "tg-time" => {
            links::checked_format(&argument)?;
            if date <= 0 {
                return Ok(None);
            }
            Kind::DateTime(date, argument)
        }
        _ => {
            let address = if argument.is_empty() { cursor.written_since(open.written) } else { argument };
            let Some(kind) = links::target(&address) else { return Ok(None) };
            kind
        }
    };
    Ok(Some(Entity::new(kind, open.offset, cursor.utf16 - open.offset)))
}

/// Marks the language of a `code` tag until it is known whether a `pre` stands around it. No text contains it.
const IN_CODE: char = '\0';

/// Puts `<pre><code class="language-x">` together; without the `pre`, the language means nothing.
fn simplified(entities: Vec<Entity>) -> Vec<Entity> {
    let mut kept: Vec<Entity> = Vec::with_capacity(entities.len());
    for entity in entities {
        match kept.last_mut().and_then(|last| block(last, &entity).map(|kind| (last, kind))) {
            Some((last, kind)) => last.kind = kind,
            None => kept.push(entity),
        }
    }
    for entity in &mut kept {
        if in_code(&entity.kind).is_some() {
            entity.kind = Kind::Code;
        }
    }
    kept
}

/// The block of code that two entities over the same part are together.
fn block(one: &Entity, other: &Entity) -> Option<Kind> {
    let is_same_part = one.offset == other.offset && one.length == other.length;
    let has_pre = is_bare_pre(&one.kind) || is_bare_pre(&other.kind);
    let language = in_code(&one.kind).or_else(|| in_code(&other.kind))?;
    (is_same_part && has_pre).then(|| Kind::Pre(language.to_owned()))
}

fn is_bare_pre(kind: &Kind) -> bool {
    matches!(kind, Kind::Pre(language) if language.is_empty())
}

fn in_code(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Pre(language) => language.strip_prefix(IN_CODE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Formatted, Kind};

    fn parse(text: &str) -> Result<(String, Vec<Entity>), String> {
        super::parse(text).map(|Formatted { text, entities }| (text, entities))
    }

    fn kinds(text: &str) -> Vec<Kind> {
        parse(text).unwrap().1.into_iter().map(|entity| entity.kind).collect()
    }

    #[test]
    fn tags_become_entities_and_characters_are_decoded() {
        let (text, entities) = parse("1 &lt; 😀 <B>b<i>&amp;</i></b>&#x41;&#66; &nbsp;").unwrap();
        assert_eq!(text, "1 < 😀 b&AB &nbsp;");
        assert_eq!(entities, [Entity::new(Kind::Italic, 8, 1), Entity::new(Kind::Bold, 7, 2)]);
    }

    #[test]
    fn every_tag_has_its_kind() {
        let link = |url: &str| Kind::TextLink(url.to_owned());
        for (text, kind) in [
            ("<s>x</s>", Kind::Strikethrough),
            ("<ins>x</ins>", Kind::Underline),
            ("<span class=\"tg-spoiler\">x</span>", Kind::Spoiler),
            ("<tg-spoiler>x</>", Kind::Spoiler),
            ("<blockquote>x</blockquote>", Kind::Blockquote),
            ("<blockquote expandable>x</blockquote>", Kind::ExpandableBlockquote),
            ("<code class='language-c'>x</code>", Kind::Code),
            ("<pre>x</pre>", Kind::Pre(String::new())),
            ("<pre><code class=language-c>x</code></pre>", Kind::Pre("c".to_owned())),
            ("<code class=language-c><pre>x</pre></code>", Kind::Pre("c".to_owned())),
            ("<a href='tg://user?id=7'>x</a>", Kind::TextMention(7)),
            ("<a href=\"http://a.b/?x=1&amp;y=2\">x</a>", link("http://a.b/?x=1&y=2")),
            ("<a>a.b</a>", link("http://a.b/")),
            ("<tg-emoji emoji-id=\"5\">x</tg-emoji>", Kind::CustomEmoji(5)),
            ("<tg-time unix=\"9\" format=\"wDT\">x</tg-time>", Kind::DateTime(9, "wDT".to_owned())),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_and_empty_tags_are_plain() {
        assert_eq!(kinds("<a href='nowhere'>x</a><b></b>"), []);
    }

    #[test]
    fn mistakes_are_named_as_telegram_names_them() {
        for (text, reason) in [
            ("<x>", "Unsupported start tag \"x\" at byte offset 0"),
            ("é<script>", "Unsupported start tag \"script\" at byte offset 2"),
            ("<b>unclosed", "Can't find end tag corresponding to start tag \"b\""),
            ("<b><i>test</b></i>", "Unmatched end tag at byte offset 10, expected \"</i>\", found \"</b>\""),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            (
                "&#xDFDF;",
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched \
                 surrogate code units",
            ),
            ("a <b", "Unclosed start tag at byte offset 2"),
            ("<b>x</b", "Unclosed end tag at byte offset 4"),
            ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
            ("<a =x>", "Empty attribute name in the tag \"a\" at byte offset 0"),
            ("<a href=x/y>", "Unexpected end of name token at byte offset 8"),
            ("<a href='x", "Unclosed start tag at byte offset 0"),
            ("<tg-emoji emoji-id=\"x\">x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ] {
            assert_eq!(parse(text).unwrap_err(), reason, "{text}");
        }
    }
}
