//! What a person is told whose command can't be understood.

use std::fmt::Write as _;

use super::argument::{Argument, Shape};

/// How much of what a person typed is shown to them again, in characters.
const SHOWN: usize = 100;

/// What was found in the place of an argument.
#[derive(Clone, Copy)]
pub(super) enum Got<'a> {
    Nothing,
    Word {
        word: &'a str,
        reason: Option<&'a str>,
    },
    /// A quotation mark opens in front of this text, and none closes it.
    Unclosed(&'a str),
}

/// How a command is to be typed, such as `/get <key>`.
pub(crate) fn syntax(command: &str, arguments: &[Argument]) -> String {
    arguments.iter().fold(format!("/{command}"), |mut line, Argument { name, shape, .. }| {
        let _ = match shape {
            Shape::Required => write!(line, " <{name}>"),
            Shape::Optional => write!(line, " [{name}]"),
            Shape::Many => write!(line, " [{name} ...]"),
        };
        line
    })
}

/// An argument is missing or is not what was expected.
pub(super) fn wrong(command: &str, arguments: &[Argument], argument: &Argument, got: Got<'_>) -> String {
    let Argument { name, expected, .. } = argument;
    let explanation = match got {
        Got::Nothing => format!("expected {expected}, got nothing"),
        Got::Word { word, reason: None } => format!("expected {expected}, got {}", quote(word)),
        Got::Word { word, reason: Some(reason) } => format!("{} is wrong: {reason}", quote(word)),
        Got::Unclosed("") => "the quotation mark at the end opens nothing".to_owned(),
        Got::Unclosed(text) => format!("the quotation mark before {} is never closed", shorten(text)),
    };
    format!("Usage: {}\n{name}: {explanation}", syntax(command, arguments))
}

/// Something was typed behind the last argument.
pub(super) fn too_much(command: &str, arguments: &[Argument], more: &str) -> String {
    let last = match arguments.last() {
        Some(argument) => format!("expected nothing after {}", argument.name),
        None => "expected no arguments".to_owned(),
    };
    format!("Usage: {}\n{last}, got {}", syntax(command, arguments), quote(more))
}

fn quote(text: &str) -> String {
    format!("“{}”", shorten(text))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{FromArg, Words};
    use crate::failure::Failure;

    const KEY_VALUE: &[Argument] =
        &[Argument::one("key", String::EXPECTED), Argument::one("value", String::EXPECTED)];
    const COUNT: &[Argument] = &[Argument::one("count", u8::EXPECTED)];
    const MANY: &[Argument] = &[Argument::remaining("counts", u8::EXPECTED)];

    fn key_value(rest: &str) -> Result<(String, String), String> {
        let mut words = Words::new(rest, "set", KEY_VALUE);
        let read = || Ok((words.one(String::from_arg)?, words.last(String::from_arg, true)?));
        let result: Result<_, Failure> = { read }();
        result.map_err(usage)
    }

    fn count(rest: &str) -> Result<u8, String> {
        let mut words = Words::new(rest, "set", COUNT);
        let value = words.last(u8::from_arg, false).map_err(usage)?;
        words.end().map_err(usage)?;
        Ok(value)
    }

    fn usage(failure: Failure) -> String {
        let Failure::Usage(text) = failure else { panic!("no usage answer") };
        text
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn the_last_text_is_the_rest_as_typed() {
        assert_eq!(key_value(" a b  c\n d "), Ok(pair("a", "b  c\n d ")));
        assert_eq!(key_value(" a \"b c\""), Ok(pair("a", "\"b c\"")));
        assert_eq!(key_value(" a\n  indented\n  twice"), Ok(pair("a", "  indented\n  twice")));
        assert_eq!(key_value("\r\na b"), Ok(pair("a", "b")));
    }

    #[test]
    fn quoted_words_are_one_argument() {
        assert_eq!(key_value(r#" "a b" c"#), Ok(pair("a b", "c")));
        assert_eq!(key_value(" “a b” c"), Ok(pair("a b", "c")));
        assert_eq!(key_value(r#" "say \"hi\"" c"#), Ok(pair("say \"hi\"", "c")));
        assert_eq!(
            key_value(r#" "a b"#),
            Err("Usage: /set <key> <value>\nkey: the quotation mark before a b is never closed".into())
        );
    }

    #[test]
    fn what_is_missing_wrong_or_too_much_is_named() {
        let missing = "Usage: /set <key> <value>\nvalue: expected text, got nothing";
        assert_eq!(key_value(" a"), Err(missing.into()));
        assert_eq!(key_value(" a \n "), Err(missing.into()));
        let expected = "Usage: /set <count>\ncount: expected a whole number from 0 to 255, got";
        assert_eq!(count(""), Err(format!("{expected} nothing")));
        assert_eq!(count(" x"), Err(format!("{expected} “x”")));
        assert_eq!(count(" 1 2"), Err("Usage: /set <count>\nexpected nothing after count, got “2”".into()));
        assert_eq!(count("\u{a0}7"), Ok(7));
    }

    #[test]
    fn all_that_remain_are_read_and_the_wrong_one_is_named() {
        let mut words = Words::new(" 1 2 3", "set", MANY);
        assert_eq!(words.remaining(u8::from_arg).unwrap(), [1, 2, 3]);
        let error = usage(Words::new(" 1 x 3", "set", MANY).remaining(u8::from_arg).unwrap_err());
        assert!(error.starts_with("Usage: /set [counts ...]\ncounts: expected") && error.ends_with("“x”"));
    }

    #[test]
    fn huge_input_is_shown_in_part() {
        let error = count(&format!(" {}", "é".repeat(5_000))).unwrap_err();
        assert!(error.chars().count() < 250 && error.ends_with("…”"));
    }
}
