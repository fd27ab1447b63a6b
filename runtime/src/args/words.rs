//! The text behind a command, taken apart argument by argument.

use std::borrow::Cow;

use super::argument::Argument;
use super::from_arg::{BadArg, FromArg};
use super::usage::{self, Got};
use crate::failure::Failure;

/// Quotation marks that keep words together; phones type the curly ones.
const OPENING: [char; 5] = ['"', '“', '”', '„', '«'];
const CLOSING: [char; 5] = ['"', '“', '”', '»', '„'];

/// Reads one argument: [`FromArg::from_arg`], named by generated code alone, so that rustc reports a type without it once.
type Read<T> = fn(&str) -> Result<T, BadArg>;

/// The text behind a command, taken apart argument by argument.
#[derive(Debug)]
pub struct Words<'a> {
    rest: &'a str,
    command: &'static str,
    arguments: &'static [Argument],
    /// How many arguments have been read.
    taken: usize,
}

impl<'a> Words<'a> {
    pub(crate) fn new(rest: &'a str, command: &'static str, arguments: &'static [Argument]) -> Self {
        Words { rest, command, arguments, taken: 0 }
    }

    /// One word.
    pub fn one<T>(&mut self, read: Read<T>) -> Result<T, Failure> {
        let word = self.word()?.ok_or_else(|| self.wrong(Got::Nothing))?;
        self.read(read, &word)
    }

    /// One word, if there is any.
    pub fn optional<T>(&mut self, read: Read<T>) -> Result<Option<T>, Failure> {
        match self.word()? {
            Some(word) => self.read(read, &word).map(Some),
            None => Ok(None),
        }
    }

    /// The last argument: the rest of the text as typed if it takes that, else one word.
    pub fn last<T>(&mut self, read: Read<T>, takes_rest: bool) -> Result<T, Failure> {
        self.last_optional(read, takes_rest)?.ok_or_else(|| self.wrong(Got::Nothing))
    }

    /// The last argument, if there is any.
    pub fn last_optional<T>(&mut self, read: Read<T>, takes_rest: bool) -> Result<Option<T>, Failure> {
        if !takes_rest {
            return self.optional(read);
        }
        match std::mem::take(&mut self.rest) {
            blank if blank.trim().is_empty() => Ok(None),
            rest => self.read(read, without_separator(rest)).map(Some),
        }
    }

    /// All words that remain.
    pub fn remaining<T>(&mut self, read: Read<T>) -> Result<Vec<T>, Failure> {
        let mut values = Vec::new();
        while let Some(word) = self.word()? {
            values.push(self.read_at(read, self.taken, &word)?);
        }
        Ok(values)
    }

    /// Makes sure that nothing was left over.
    pub fn end(self) -> Result<(), Failure> {
        match self.rest.trim() {
            "" => Ok(()),
            more => Err(Failure::Usage(usage::too_much(self.command, self.arguments, more))),
        }
    }

    fn read<T>(&mut self, read: Read<T>, word: &str) -> Result<T, Failure> {
        let value = self.read_at(read, self.taken, word)?;
        self.taken += 1;
        Ok(value)
    }

    fn read_at<T>(&self, read: Read<T>, index: usize, word: &str) -> Result<T, Failure> {
        read(word).map_err(|BadArg { reason }| {
            let got = Got::Word { word, reason: reason.as_deref() };
            self.wrong_at(index, got)
        })
    }

    fn wrong(&self, got: Got<'_>) -> Failure {
        self.wrong_at(self.taken, got)
    }

    fn wrong_at(&self, index: usize, got: Got<'_>) -> Failure {
        const UNKNOWN: Argument = Argument::one("", String::EXPECTED);
        let argument = self.arguments.get(index).unwrap_or(&UNKNOWN);
        Failure::Usage(usage::wrong(self.command, self.arguments, argument, got))
    }

    /// The next word; quoted words are one.
    fn word(&mut self) -> Result<Option<Cow<'a, str>>, Failure> {
        let rest = self.rest.trim_start();
        let Some(first) = rest.chars().next() else {
            self.rest = "";
            return Ok(None);
        };
        if OPENING.contains(&first) {
            return self.quoted(&rest[first.len_utf8()..]).map(Some);
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.rest = &rest[end..];
        Ok(Some(rest[..end].into()))
    }

    /// The words up to the closing quotation mark; `\"` is a mark inside.
    fn quoted(&mut self, text: &'a str) -> Result<Cow<'a, str>, Failure> {
        let mut word = String::new();
        let mut characters = text.char_indices();
        while let Some((at, character)) = characters.next() {
            if CLOSING.contains(&character) {
                self.rest = &text[at + character.len_utf8()..];
                return Ok(word.into());
            }
            let escaped = (character == '\\').then(|| text[at + 1..].chars().next()).flatten();
            if let Some(escaped) = escaped.filter(|next| *next == '\\' || CLOSING.contains(next)) {
                characters.next();
                word.push(escaped);
            } else {
                word.push(character);
            }
        }
        Err(self.wrong(Got::Unclosed(text)))
    }
}

/// The text without what separates it from the command: spaces, or the end of the command's line.
///
/// Behind a line break everything stays, so that an indented first line keeps its shape.
fn without_separator(rest: &str) -> &str {
    let line = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    match line.strip_prefix("\r\n").or_else(|| line.strip_prefix('\n')) {
        Some(next_line) => next_line,
        None => line.trim_start(),
    }
}
