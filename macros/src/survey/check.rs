//! The rules of a survey, over the whole of it.

pub(super) mod rules;

use syn::ext::IdentExt;

use super::model::{Body, Question, Source, Survey};
use super::{condition, terms};
use crate::errors::{Errors, Mistake};
use crate::languages::Texts;
use crate::spelling;

/// The longest question, in characters: a message has room for 4096, and more than the question stands in it.
const TEXT_MAX: usize = 3000;

/// The longest placeholder that Telegram takes, in characters.
const PLACEHOLDER_MAX: usize = 64;

/// The longest title, which is the command's description, too, in characters.
const TITLE_MAX: usize = 256;

/// Reports every rule that the survey breaks.
pub(super) fn survey(survey: &Survey, errors: &mut Errors) {
    check_generics(&survey.body, "survey", errors);
    check_command(survey, errors);
    check_lengths(&survey.title, TITLE_MAX, "title of a survey", errors);
    terms::check(&survey.terms, errors);
    check_questions(&survey.body, "survey", errors);
    let last = survey.body.questions.last().filter(|last| matches!(last.source, Source::Said));
    if let Some(last) = last.filter(|_| !survey.review) {
        let mistake = Mistake::new(format!("nothing is shown below note `{}`", last.name));
        errors.report(&last.name, mistake.help("let `#[survey_done]` say it, or add `review` to the survey"));
    }
}

/// Reports every rule that the section breaks.
pub(super) fn section(section: &Body, errors: &mut Errors) {
    check_generics(section, "section", errors);
    check_questions(section, "section", errors);
    for hidden in section.questions.iter().filter(|question| matches!(question.source, Source::Hidden)) {
        let mistake = Mistake::new(format!("`{}` can't come with a link: it is in a section", hidden.name));
        errors.report(&hidden.name, mistake.help("move it to the survey itself"));
    }
}

fn check_generics(body: &Body, what: &str, errors: &mut Errors) {
    for parameter in &body.generics.params {
        let mistake = Mistake::new(format!("a {what} can't be generic"));
        errors.report(parameter, mistake.help("write the types themselves: its answers are stored"));
    }
}

fn check_questions(body: &Body, what: &str, errors: &mut Errors) {
    let is_asked = |question: &Question| {
        matches!(question.source, Source::Asked | Source::Section | Source::Repeated(_))
    };
    if !body.questions.iter().any(is_asked) && errors.is_empty() {
        let mistake = Mistake::new(format!("{what} `{}` asks nothing", body.name));
        errors.report(&body.name, mistake.help("add a field: `#[ask(\"Your name?\")] name: String`"));
    }
    for (index, question) in body.questions.iter().enumerate() {
        check_texts(question, errors);
        rules::check(question, errors);
        condition::check(body, index, errors);
    }
}

fn check_command(survey: &Survey, errors: &mut Errors) {
    let written = survey.command.value();
    if !spelling::is_command_name(&written) && errors.is_empty() {
        let own_name = survey.body.name.unraw().to_string();
        let corrected = spelling::to_command_name(&written).or_else(|| spelling::to_command_name(&own_name));
        let mistake = Mistake::new(format!("`{}` is not a command name", written.escape_debug()));
        let help = format!("write `\"{}\"`", corrected.unwrap_or_else(|| "survey".to_owned()));
        let rule = "Telegram allows 1 to 32 of `a-z`, `0-9` and `_`, without the `/`";
        errors.report(&survey.command, mistake.help(help).note(rule));
    }
}

fn check_texts(question: &Question, errors: &mut Errors) {
    let what = match question.source {
        Source::Said => "note",
        Source::Section | Source::Repeated(_) => "title of a section",
        Source::Asked | Source::Hidden | Source::Computed(_) => "question",
    };
    check_lengths(&question.text, TEXT_MAX, what, errors);
    check_lengths(&question.error, TEXT_MAX, "error", errors);
    check_lengths(&question.example, TEXT_MAX, "example", errors);
    check_lengths(&question.label, PLACEHOLDER_MAX, "label", errors);
    check_lengths(&question.placeholder, PLACEHOLDER_MAX, "placeholder", errors);
    check_lengths(&question.none, PLACEHOLDER_MAX, "label", errors);
    check_lengths(&question.other, PLACEHOLDER_MAX, "label", errors);
    if let Source::Repeated(another) = &question.source {
        check_lengths(another, TEXT_MAX, "question", errors);
    }
}

fn check_lengths(texts: &Texts, most: usize, what: &str, errors: &mut Errors) {
    for (_, text) in &texts.all {
        let (written, at) = (text.value(), texts.place(text));
        let length = written.chars().count();
        if written.trim().is_empty() {
            errors.report(at, Mistake::new(format!("the {what} is empty")).help("write a text of it"));
        } else if length > most {
            let mistake = Mistake::new(format!("a {what} of {length} characters is too long"));
            errors.report(at, mistake.help(format_args!("say it in up to {most}")));
        }
    }
}
