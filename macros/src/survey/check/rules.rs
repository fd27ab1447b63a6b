//! What the options of a field may say of its type.

pub(in super::super) mod days;
pub(in super::super) mod files;

use syn::Type;

use super::super::model::{Bounds, Number, Question, Source};
use crate::errors::{Errors, Mistake};
use crate::handler::pattern;
use crate::syntax;

/// The most buttons in a row that Telegram shows.
const COLUMNS_MAX: u32 = 8;

/// Whole numbers, with the least and the most that each can be.
const WHOLE: [(&str, i128, i128); 8] = [
    ("u8", 0, u8::MAX as i128),
    ("u16", 0, u16::MAX as i128),
    ("u32", 0, u32::MAX as i128),
    ("u64", 0, u64::MAX as i128),
    ("i8", i8::MIN as i128, i8::MAX as i128),
    ("i16", i16::MIN as i128, i16::MAX as i128),
    ("i32", i32::MIN as i128, i32::MAX as i128),
    ("i64", i64::MIN as i128, i64::MAX as i128),
];

/// Types of ours and of Rust that are no texts and no numbers, where they are known by their names.
const OTHERS: [&str; 10] =
    ["bool", "BTreeSet", "Vec", "Rating", "Nps", "Rank", "Consent", "Date", "Time", "Moment"];

/// Reports every rule that the options of a field break.
pub(super) fn check(question: &Question, errors: &mut Errors) {
    match &question.source {
        Source::Asked => check_rules(question, errors),
        Source::Said => check_note(question, errors),
        Source::Hidden => check_hidden(question, errors),
        Source::Computed(_) => {}
        Source::Section | Source::Repeated(_) => {
            if let Some(picks) = &question.picks {
                check_bounds(picks, errors);
                check_counts(picks, "pick", "pick = 1..=5", errors);
            }
        }
    }
    check_condition(question, errors);
}

/// A note has no value.
fn check_note(question: &Question, errors: &mut Errors) {
    let is_unit = matches!(syntax::peel(&question.written), Type::Tuple(tuple) if tuple.elems.is_empty());
    if !is_unit {
        let mistake = Mistake::new(format!("note `{}` has no answer, so its type is `()`", question.name));
        errors.report(&question.written, mistake.help(format_args!("write `{}: ()`", question.name)));
    }
}

/// Who starts the survey without the link brings nothing.
fn check_hidden(question: &Question, errors: &mut Errors) {
    if !question.optional {
        let written = syntax::text_of(&question.written);
        let mistake =
            Mistake::new(format!("`{}` has no value without the link that brings it", question.name));
        errors.report(&question.written, mistake.help(format_args!("write `Option<{written}>`")));
    }
}

fn check_bounds(bounds: &Bounds, errors: &mut Errors) {
    if bounds.are_empty() {
        let mistake = Mistake::new("no answer lies in this range");
        errors.report(&bounds.tokens, mistake.help("write the least first, then the most"));
    }
}

fn check_rules(question: &Question, errors: &mut Errors) {
    for bounds in [&question.length, &question.range, &question.picks].into_iter().flatten() {
        check_bounds(bounds, errors);
    }
    files::check(question, errors);
    days::check(question, errors);
    check_extras(question, errors);
    let name = type_name(&question.answer);
    let written = syntax::text_of(&question.answer);
    if let Some(range) = &question.range {
        check_range(range, &name, &written, errors);
    }
    let is_number = WHOLE.iter().any(|(number, ..)| *number == name) || ["f32", "f64"].contains(&&*name);
    if let Some(length) = &question.length {
        check_counts(length, "len", "len = 2..=60", errors);
        if is_number || OTHERS.contains(&&*name) {
            let mistake = Mistake::new(format!("`len` is for texts, and `{written}` is none"));
            let help = if is_number { "write `range = ..` for what it may be" } else { "leave it out" };
            errors.report(&length.tokens, mistake.help(help));
        }
    }
    if question.trim && (is_number || OTHERS.contains(&&*name)) {
        let mistake = Mistake::new(format!("`trim` is for texts, and `{written}` is none"));
        errors.report(&question.written, mistake.help("leave it out"));
    }
    if let Some(picks) = &question.picks {
        check_counts(picks, "pick", "pick = 1..=3", errors);
        if !["BTreeSet", "Vec"].contains(&&*name) {
            let mistake = Mistake::new(format!("of `{written}` nobody picks several"));
            errors.report(
                &picks.tokens,
                mistake.help(format_args!("write `BTreeSet<{written}>`, or leave `pick` out")),
            );
        }
    }
    if let Some(source) = &question.pattern {
        match pattern::groups(&source.value()) {
            Err(mistake) => errors.report(source, mistake),
            Ok(_) if is_number || OTHERS.contains(&&*name) => {
                let mistake = Mistake::new(format!("`regex` is for texts, and `{written}` is none"));
                errors.report(source, mistake.help("leave it out"));
            }
            Ok(_) => {}
        }
    }
    if let Some(columns) = &question.columns
        && !columns.base10_parse::<u32>().is_ok_and(|count| (1..=COLUMNS_MAX).contains(&count))
    {
        let mistake = Mistake::new("a row has 1 to 8 buttons");
        errors.report(columns, mistake.help("write `columns = 2`, for instance"));
    }
}

/// Buttons beside those of the choices.
fn check_extras(question: &Question, errors: &mut Errors) {
    let written = syntax::text_of(&question.answer);
    let name = type_name(&question.answer);
    if let Some(none) = question.none.plain().filter(|_| !["BTreeSet", "Vec"].contains(&&*name)) {
        let mistake = Mistake::new(format!("`none` is for several choices, and `{written}` is one answer"));
        errors.report(none, mistake.help("write `Option<..>` for what can be skipped"));
    }
    if let Some(other) = question.other.plain().filter(|_| !written.contains("OrOther")) {
        let mistake = Mistake::new(format!("`{written}` has no room for something else"));
        let help = match name.as_str() {
            "BTreeSet" => "write `BTreeSet<OrOther<..>>`".to_owned(),
            _ => format!("write `OrOther<{written}>`"),
        };
        errors.report(other, mistake.help(help));
    }
}

fn check_counts(bounds: &Bounds, option: &str, example: &str, errors: &mut Errors) {
    if bounds.counts().is_none() {
        let mistake =
            Mistake::new(format!("option `{option}` counts, so its range is of whole numbers from 0 on"));
        errors.report(&bounds.tokens, mistake.help(format_args!("write `{example}`, for instance")));
    }
}

/// The bounds of a number must be such numbers.
fn check_range(range: &Bounds, name: &str, written: &str, errors: &mut Errors) {
    if ["String", "char"].contains(&name) || OTHERS.contains(&name) {
        let mistake = Mistake::new(format!("`range` is for numbers, and `{written}` is none"));
        let help = if name == "String" { "write `len = ..` for its length" } else { "leave it out" };
        return errors.report(&range.tokens, mistake.help(help));
    }
    let Some((_, least, most)) = WHOLE.iter().find(|(number, ..)| *number == name) else { return };
    for bound in [range.least, range.most].into_iter().flatten() {
        let (fits, shown) = match bound {
            Number::Whole(number) => ((*least..=*most).contains(&number), number.to_string()),
            Number::Decimal(number) => (false, number.to_string()),
        };
        if !fits {
            let mistake = Mistake::new(format!("`{shown}` is no `{name}`"));
            let help = format!("write numbers from {least} to {most}, or another type for the field");
            errors.report(&range.tokens, mistake.help(help));
        }
    }
}

/// A question that is not always asked needs a value without an answer.
fn check_condition(question: &Question, errors: &mut Errors) {
    if let (Source::Section, true, None) = (&question.source, question.optional, &question.condition) {
        let mistake = Mistake::new(format!("nothing decides whether section `{}` is asked", question.name));
        errors.report(&question.written, mistake.help("add `when = |a| ..`, or leave the `Option` out"));
    }
    let name = &question.name;
    let written = syntax::text_of(&question.written);
    let is_repeated = matches!(question.source, Source::Said | Source::Repeated(_));
    if question.condition.is_some() && !question.optional && !question.default && !is_repeated {
        let mistake = Mistake::new(format!("`{name}` is not always asked, and has no value then"));
        let attribute = if matches!(question.source, Source::Section) { "section" } else { "ask" };
        let help = format!("write `Option<{written}>`, or add `default` to its `#[{attribute}(..)]`");
        errors.report(&question.written, mistake.help(help));
    }
    if question.default && (question.condition.is_none() || question.optional) {
        let mistake = Mistake::new(format!("`default` does nothing for `{name}`"));
        let rule = "it is the value of a question with `when` that is not asked";
        errors.report(name, mistake.help("leave it out").note(rule));
    }
}

/// The last name of a type's path.
pub(super) fn type_name(ty: &Type) -> String {
    match syntax::peel(ty) {
        Type::Path(path) => syntax::last_name(&path.path).unwrap_or_default(),
        _ => String::new(),
    }
}
