//! The rules of a survey, over the whole of it.

use syn::ext::IdentExt;
use syn::{LitStr, Type};

use super::model::{Bounds, Number, Question, Survey};
use super::{condition, terms};
use crate::errors::{Errors, Mistake};
use crate::handler::pattern;
use crate::spelling;
use crate::syntax;

/// The longest question, in characters: a message has room for 4096, and more than the question stands in it.
const TEXT_MAX: usize = 3000;

/// The longest placeholder that Telegram takes, in characters.
const PLACEHOLDER_MAX: usize = 64;

/// The longest title, which is the command's description, too, in characters.
const TITLE_MAX: usize = 256;

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
const OTHERS: [&str; 9] = ["bool", "BTreeSet", "Vec", "Rating", "Nps", "Rank", "Consent", "Date", "Time"];

/// Reports every rule that the survey breaks.
pub(super) fn survey(survey: &Survey, errors: &mut Errors) {
    for parameter in &survey.generics.params {
        let mistake = Mistake::new("a survey can't be generic");
        errors.report(parameter, mistake.help("write the types themselves: its answers are stored"));
    }
    check_command(survey, errors);
    check_length(&survey.title.text, TITLE_MAX, &survey.title.tokens, "title of a survey", errors);
    terms::check(&survey.terms, errors);
    if survey.questions.is_empty() && errors.is_empty() {
        let mistake = Mistake::new(format!("survey `{}` asks nothing", survey.name));
        errors.report(&survey.name, mistake.help("add a field: `#[ask(\"Your name?\")] name: String`"));
    }
    for (index, question) in survey.questions.iter().enumerate() {
        check_texts(question, errors);
        check_rules(question, errors);
        check_condition(question, errors);
        condition::check(survey, index, errors);
    }
}

fn check_command(survey: &Survey, errors: &mut Errors) {
    let written = survey.command.value();
    if !spelling::is_command_name(&written) && errors.is_empty() {
        let own_name = survey.name.unraw().to_string();
        let corrected = spelling::to_command_name(&written).or_else(|| spelling::to_command_name(&own_name));
        let mistake = Mistake::new(format!("`{}` is not a command name", written.escape_debug()));
        let help = format!("write `\"{}\"`", corrected.unwrap_or_else(|| "survey".to_owned()));
        let rule = "Telegram allows 1 to 32 of `a-z`, `0-9` and `_`, without the `/`";
        errors.report(&survey.command, mistake.help(help).note(rule));
    }
}

fn check_texts(question: &Question, errors: &mut Errors) {
    let mut check = |text: &LitStr, most, what| check_length(&text.value(), most, text, what, errors);
    check(&question.text, TEXT_MAX, "question");
    let more = [(&question.error, TEXT_MAX, "error"), (&question.example, TEXT_MAX, "example")];
    let more = more.into_iter().chain([(&question.label, PLACEHOLDER_MAX, "label")]);
    let more = more.chain([(&question.placeholder, PLACEHOLDER_MAX, "placeholder")]);
    for (text, most, what) in more {
        if let Some(text) = text {
            check(text, most, what);
        }
    }
}

fn check_length(text: &str, most: usize, at: impl quote::ToTokens, what: &str, errors: &mut Errors) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        errors.report(at, Mistake::new(format!("the {what} is empty")).help("write a text of it"));
    } else if length > most {
        let mistake = Mistake::new(format!("a {what} of {length} characters is too long"));
        errors.report(at, mistake.help(format_args!("say it in up to {most}")));
    }
}

fn check_rules(question: &Question, errors: &mut Errors) {
    for bounds in [&question.length, &question.range, &question.picks].into_iter().flatten() {
        if bounds.are_empty() {
            let mistake = Mistake::new("no answer lies in this range");
            errors.report(&bounds.tokens, mistake.help("write the least first, then the most"));
        }
    }
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
    let name = &question.name;
    let written = syntax::text_of(&question.written);
    if question.condition.is_some() && !question.optional && !question.default {
        let mistake = Mistake::new(format!("`{name}` is not always asked, and has no value then"));
        let help = format!("write `Option<{written}>`, or add `default` to its `#[ask(..)]`");
        errors.report(&question.written, mistake.help(help));
    }
    if question.default && (question.condition.is_none() || question.optional) {
        let mistake = Mistake::new(format!("`default` does nothing for `{name}`"));
        let rule = "it is the value of a question with `when` that is not asked";
        errors.report(name, mistake.help("leave it out").note(rule));
    }
}

/// The last name of a type's path.
fn type_name(ty: &Type) -> String {
    match syntax::peel(ty) {
        Type::Path(path) => syntax::last_name(&path.path).unwrap_or_default(),
        _ => String::new(),
    }
}
