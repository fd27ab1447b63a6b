//! The parse mode `MarkdownV2`.

use super::{
    Entity, Formatted, Kind, Reason,
    cursor::{Cursor, language},
    links,
};

/// An entity that was opened.
struct Open {
    mark: Mark,
    /// Where it begins, in the source's bytes.
    begin: usize,
    /// Where its content begins, in UTF-16 code units and in written bytes.
    offset: usize,
    written: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    /// The language.
    Pre(String),
    Link,
    Emoji,
    Quote,
}

impl Mark {
    /// As TDLib prints it in errors.
    fn name(&self) -> &'static str {
        match self {
            Self::Bold => "Bold",
            Self::Italic => "Italic",
            Self::Underline => "Underline",
            Self::Strikethrough => "Strikethrough",
            Self::Spoiler => "Spoiler",
            Self::Code => "Code",
            Self::Pre(language) if language.is_empty() => "Pre",
            Self::Pre(_) => "PreCode",
            Self::Link => "TextUrl",
            Self::Emoji => "CustomEmoji",
            Self::Quote => "BlockQuote",
        }
    }

    /// What ends it; a quote ends with its line.
    fn end(&self) -> Option<&'static str> {
        Some(match self {
            Self::Bold => "*",
            Self::Italic => "_",
            Self::Underline => "__",
            Self::Strikethrough => "~",
            Self::Spoiler => "||",
            Self::Code => "`",
            Self::Pre(_) => "```",
            Self::Link | Self::Emoji => "]",
            Self::Quote => return None,
        })
    }

    fn is_code(&self) -> bool {
        matches!(self, Self::Code | Self::Pre(_))
    }
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    open: Vec<Open>,
    entities: Vec<Entity>,
    /// A quote is open.
    has_quote: bool,
    /// Nothing was written in this line yet.
    is_line_begin: bool,
}

/// Follows `parse_markdown_v2` of TDLib.
pub(super) fn parse(text: &str) -> Result<Formatted, Reason> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        open: Vec::new(),
        entities: Vec::new(),
        has_quote: false,
        is_line_begin: true,
    };
    while !parser.cursor.is_at_end() {
        parser.step()?;
    }
    parser.end_last_quote();
    match parser.open.pop() {
        Some(open) => Err(open.unfinished()),
        None => Ok(Formatted { text: parser.cursor.into_text(), entities: parser.entities }),
    }
}

impl Open {
    fn unfinished(&self) -> Reason {
        format!("Can't find end of {} entity at byte offset {}", self.mark.name(), self.begin)
    }
}

impl Parser<'_> {
    fn step(&mut self) -> Result<(), Reason> {
        let byte = self.cursor.peek(0);
        if byte == b'\\' && (1..=126).contains(&self.cursor.peek(1)) {
            self.cursor.at += 1;
            self.cursor.copy();
            self.is_line_begin = false;
            return Ok(());
        }
        let is_in_code = self.open.last().is_some_and(|open| open.mark.is_code());
        let reserved: &[u8] = if is_in_code { b"`" } else { b"_*[]()~`>#+-=|{}.!\n" };
        if !reserved.contains(&byte) {
            self.is_line_begin &= byte == b'\r';
            self.cursor.copy();
            return Ok(());
        }
        if self.has_quote && byte == b'\n' && self.cursor.peek(1) != b'>' {
            return self.end_quote();
        }
        if self.is_at_end_of_open() { self.end_entity() } else { self.begin_entity(byte) }
    }

    fn is_at_end_of_open(&self) -> bool {
        let Some(open) = self.open.last() else { return false };
        // `__` ends an underlined part, never an italic one.
        let is_underline = open.mark == Mark::Italic && self.cursor.sees("__");
        !is_underline && open.mark.end().is_some_and(|end| self.cursor.sees(end))
    }

    fn begin_entity(&mut self, byte: u8) -> Result<(), Reason> {
        let begin = self.cursor.at;
        let (mark, length) = match byte {
            b'_' if self.cursor.sees("__") => (Mark::Underline, 2),
            b'_' => (Mark::Italic, 1),
            b'*' => (Mark::Bold, 1),
            b'~' => (Mark::Strikethrough, 1),
            b'|' if self.cursor.sees("||") => (Mark::Spoiler, 2),
            b'[' => (Mark::Link, 1),
            b'!' if self.cursor.sees("![") => (Mark::Emoji, 2),
            b'`' if self.cursor.sees("```") => {
                self.cursor.at += 3;
                (Mark::Pre(language(&mut self.cursor)), 0)
            }
            b'`' => (Mark::Code, 1),
            b'\n' => {
                self.cursor.copy();
                self.is_line_begin = true;
                return Ok(());
            }
            b'>' if self.is_line_begin && self.has_quote => {
                self.cursor.at += 1;
                return Ok(());
            }
            b'>' if self.is_line_begin => {
                self.has_quote = true;
                (Mark::Quote, 1)
            }
            _ => return Err(reserved(byte)),
        };
        self.cursor.at += length;
        let (offset, written) = (self.cursor.utf16, self.cursor.written());
        self.open.push(Open { mark, begin, offset, written });
        Ok(())
    }

    fn end_entity(&mut self) -> Result<(), Reason> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let length = self.cursor.utf16 - open.offset;
        self.cursor.at += open.mark.end().map_or(0, str::len);
        let kind = match &open.mark {
            Mark::Bold => Some(Kind::Bold),
            Mark::Italic => Some(Kind::Italic),
            Mark::Underline => Some(Kind::Underline),
            Mark::Strikethrough => Some(Kind::Strikethrough),
            Mark::Spoiler => Some(Kind::Spoiler),
            Mark::Code => Some(Kind::Code),
            Mark::Pre(language) => Some(Kind::Pre(language.clone())),
            Mark::Link => {
                let address = self.address()?;
                links::target(&address.unwrap_or_else(|| self.cursor.written_since(open.written)))
            }
            Mark::Emoji => {
                let lacking = || "The entity must contain a tg://emoji or tg://time URL".to_owned();
                Some(links::special(&self.address()?.ok_or_else(lacking)?)?)
            }
            Mark::Quote => None,
        };
        let entity = kind.filter(|_| length > 0).map(|kind| Entity::new(kind, open.offset, length));
        self.entities.extend(entity);
        Ok(())
    }

    /// Ends a quote at the end of its line. A `||` that stands there makes it expandable.
    fn end_quote(&mut self) -> Result<(), Reason> {
        let at = self.cursor.at;
        let is_expandable = self.open.last().is_some_and(|open| {
            let after = at - open.begin;
            open.mark == Mark::Spoiler && (after == 2 || after == 3 && self.cursor.has_written(b'\r'))
        });
        if is_expandable {
            self.open.pop();
        }
        match self.open.pop() {
            Some(open) if open.mark == Mark::Quote => {
                self.cursor.copy();
                self.is_line_begin = true;
                self.close_quote(&open, is_expandable);
                Ok(())
            }
            Some(open) => Err(open.unfinished()),
            None => Ok(()),
        }
    }

    /// Ends a quote at the end of the text.
    fn end_last_quote(&mut self) {
        let ends_so = |open: &Open| open.mark == Mark::Spoiler && open.begin + 2 == self.cursor.len();
        let is_expandable = self.has_quote && self.open.last().is_some_and(ends_so);
        let quote = self.open.len().checked_sub(if is_expandable { 2 } else { 1 });
        let is_quote = |at: &usize| self.open[*at].mark == Mark::Quote;
        if let Some(at) = quote.filter(is_quote) {
            let open = self.open.remove(at);
            self.open.truncate(at);
            self.close_quote(&open, is_expandable);
        }
    }

    fn close_quote(&mut self, open: &Open, is_expandable: bool) {
        self.has_quote = false;
        let kind = if is_expandable { Kind::ExpandableBlockquote } else { Kind::Blockquote };
        let length = self.cursor.utf16 - open.offset;
        if length > 0 {
            self.entities.push(Entity::new(kind, open.offset, length));
        }
    }

    /// The address in parentheses that follows, if one does.
    fn address(&mut self) -> Result<Option<String>, Reason> {
        if self.cursor.peek(0) != b'(' {
            return Ok(None);
        }
        self.cursor.at += 1;
        let begin = self.cursor.at;
        let mut address = String::new();
        loop {
            address.push_str(&self.cursor.take_while(|byte| byte != b')' && byte != b'\\'));
            match self.cursor.peek(0) {
                _ if self.cursor.is_at_end() => {
                    return Err(format!("Can't find end of a URL at byte offset {begin}"));
                }
                b')' => break,
                _ => {
                    let is_escape = (1..=126).contains(&self.cursor.peek(1));
                    self.cursor.at += usize::from(is_escape);
                    address.push(char::from(self.cursor.peek(0)));
                    self.cursor.at += 1;
                }
            }
        }
        self.cursor.at += 1;
        Ok(Some(address))
    }
}

fn reserved(byte: u8) -> Reason {
    let character = char::from(byte);
    format!("Character '{character}' is reserved and must be escaped with the preceding '\\'")
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Formatted, Kind};

    fn parse(text: &str) -> Result<(String, Vec<Entity>), String> {
        super::parse(text).map(|Formatted { text, entities }| (text, entities))
    }

    fn only(text: &str) -> (String, Kind) {
        let (text, mut entities) = parse(text).unwrap();
        assert_eq!(entities.len(), 1, "{entities:?}");
        (text, entities.remove(0).kind)
    }

    #[test]
    fn every_mark_has_its_kind() {
        let text = |text: &str| text.to_owned();
        for (source, expected) in [
            ("*x*", Kind::Bold),
            ("_x_", Kind::Italic),
            ("__x__", Kind::Underline),
            ("~x~", Kind::Strikethrough),
            ("||x||", Kind::Spoiler),
            ("`x`", Kind::Code),
            ("```\nx```", Kind::Pre(String::new())),
            ("```rust\nx```", Kind::Pre(text("rust"))),
            ("[x](http://a.b/\\))", Kind::TextLink(text("http://a.b/)"))),
            ("[x](tg://user?id=7)", Kind::TextMention(7)),
            ("![x](tg://emoji?id=5)", Kind::CustomEmoji(5)),
            ("![x](tg://time?unix=9&format=wDT)", Kind::DateTime(9, text("wDT"))),
            (">x", Kind::Blockquote),
            (">x||", Kind::ExpandableBlockquote),
        ] {
            assert_eq!(only(source), (text("x"), expected), "{source}");
        }
    }

    #[test]
    fn escapes_and_nesting_work() {
        let (text, entities) = parse(r"*b _i\_ __u___* \.").unwrap();
        assert_eq!(text, "b i_ u .");
        assert_eq!(entities.len(), 3);
        assert_eq!(parse("``` \\` ```").unwrap().0, " ` ");
    }

    #[test]
    fn quotes_reach_over_lines_and_follow_each_other() {
        let (text, entities) = parse(">a\n>b\n**>d\n>e||\nf\n>g").unwrap();
        assert_eq!(text, "a\nb\nd\ne\nf\ng");
        let quotes = [
            Entity::new(Kind::Blockquote, 0, 4),
            Entity::new(Kind::ExpandableBlockquote, 4, 4),
            Entity::new(Kind::Blockquote, 10, 1),
        ];
        assert_eq!(entities, quotes);
    }

    #[test]
    fn mistakes_are_named_as_telegram_names_them() {
        let reserved =
            |c: char| format!("Character '{c}' is reserved and must be escaped with the preceding '\\'");
        for (text, c) in [
            ("hello.", '.'),
            ("a-b", '-'),
            ("a|b", '|'),
            ("a>b", '>'),
            ("hello!", '!'),
            ("#", '#'),
            ("a(", '('),
        ] {
            assert_eq!(parse(text).unwrap_err(), reserved(c));
        }
        for (text, reason) in [
            ("*unclosed", "Can't find end of Bold entity at byte offset 0"),
            (r"*bold _italic\_*", "Can't find end of Bold entity at byte offset 15"),
            ("é _x", "Can't find end of Italic entity at byte offset 3"),
            (">*x\ny*", "Can't find end of Bold entity at byte offset 1"),
            ("[x](http://a.b", "Can't find end of a URL at byte offset 4"),
            ("![x]", "The entity must contain a tg://emoji or tg://time URL"),
            ("![x](tg://emoji?id=01)", "Invalid tg://emoji or tg://time URL specified"),
            ("![x](tg://user?id=1)", "Invalid tg://emoji or tg://time URL specified"),
        ] {
            assert_eq!(parse(text).unwrap_err(), reason, "{text}");
        }
    }
}
