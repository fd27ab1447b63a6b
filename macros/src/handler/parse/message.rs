//! Reads which messages `#[message(..)]` is for.

use syn::LitStr;

use super::super::contents::{EXAMPLES, NAMES};
use super::super::model::{Messages, Pattern};
use super::pattern;
use crate::errors::Errors;
use crate::options::{Grammar, Options, Words};

pub(super) const GRAMMAR: Grammar = Grammar {
    attribute: "message",
    text: None,
    words: Some(Words {
        what: "content of a message",
        known: &NAMES,
        examples: &EXAMPLES,
        elsewhere: &[
            ("caption", "#[message]` and borrow `&str"),
            ("command", "#[command(\"..\")]"),
            ("migrate", "#[on_migrate]"),
            ("private", "filter = filters::private"),
            ("group", "filter = filters::group"),
            ("channel", "filter = filters::channel"),
        ],
    }),
    options: &["edited", "album", "regex", "filter", "deadline", "crate"],
};

/// The contents, and the options that only messages have.
pub(super) fn read(options: &mut Options, errors: &mut Errors) -> Messages {
    let contents = options.take_words();
    let edited = options.flag("edited", errors);
    Messages {
        contents,
        edited,
        album: options.flag_key("album", errors),
        pattern: options.text("regex", errors).map(|source| read_pattern(source, errors)),
    }
}

fn read_pattern(source: LitStr, errors: &mut Errors) -> Pattern {
    match pattern::groups(&source.value()) {
        Ok(groups) => Pattern { source, groups: Some(groups) },
        Err(mistake) => {
            errors.report(&source, mistake);
            Pattern { source, groups: None }
        }
    }
}
