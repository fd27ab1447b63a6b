//! Reads the kind of updates that `#[on(..)]` names.

use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use super::super::kinds::{Kind, NAMES};
use super::super::model::{Function, On};
use crate::errors::{Errors, Mistake};
use crate::options::{Grammar, Options, Words};

pub(super) const GRAMMAR: Grammar = Grammar {
    attribute: "on",
    text: Some("new_kind"),
    words: Some(Words {
        what: "kind of update",
        known: &NAMES,
        examples: &[],
        elsewhere: &[("message", "#[message]")],
    }),
    options: &["filter", "deadline", "crate"],
};

/// The one kind, by its name, or as a text if it is too new to have one here.
pub(super) fn read(options: &mut Options, function: &Function, errors: &mut Errors) -> On {
    let (text, words) = (options.take_text(), options.take_words());
    match (words.as_slice(), text) {
        ([], Some(text)) => unknown(text, errors),
        ([], None) => {
            if !options.is_misread() {
                let mistake = Mistake::new(format!("`{}` names no kind of update", function.name()));
                let mistake = mistake.help("write `#[on(inline_query)]`, for instance");
                errors.report(function.name(), mistake.note(all()));
            }
            On::Misread
        }
        ([kind], None) => known(kind),
        ([_, more, ..], _) => several(more, errors),
        ([_], Some(more)) => several(&more, errors),
    }
}

fn known(kind: &Ident) -> On {
    Kind::of(&kind.unraw().to_string()).map_or(On::Misread, On::Known)
}

fn several(more: &impl quote::ToTokens, errors: &mut Errors) -> On {
    let mistake = Mistake::new("`#[on]` takes one kind of update");
    errors.report(more, mistake.help("write a function for each, and share what both do"));
    On::Misread
}

fn unknown(text: LitStr, errors: &mut Errors) -> On {
    let name = text.value();
    let instead = match name.as_str() {
        "message" => Some("#[message]".to_owned()),
        known => Kind::of(known).map(|kind| format!("#[on({})]", kind.name)),
    };
    if let Some(instead) = instead {
        let mistake = Mistake::new(format!("`{name}` is a kind of update that Pouch knows"));
        errors.report(&text, mistake.help(format_args!("write `{instead}`")));
        return On::Misread;
    }
    let is_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if name.is_empty() || name == "update_id" || !name.bytes().all(is_name) {
        let mistake = Mistake::new(format!("`{}` is not the name of a kind of update", name.escape_debug()));
        let mistake =
            mistake.help("write the field of `Update` in the Bot API that holds it: `\"inline_query\"`");
        errors.report(&text, mistake.note("such a name is made of `a-z`, `0-9` and `_`"));
        return On::Misread;
    }
    On::Unknown(text)
}

fn all() -> String {
    format!("there are {}", crate::spelling::list(&NAMES))
}
