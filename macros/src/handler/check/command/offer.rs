//! Where a command is offered, and in which languages.

use syn::ext::IdentExt;

use super::super::super::model::{Command, Translation};
use super::DESCRIPTION_MAX;
use crate::errors::{Errors, Mistake};

pub(super) fn check(command: &Command, errors: &mut Errors) {
    for (index, translation) in command.translations.iter().enumerate() {
        let earlier = &command.translations[..index];
        check_language(translation, earlier, errors);
        check_text(translation, errors);
    }
    for (index, scope) in command.scopes.iter().enumerate() {
        if command.scopes[..index].contains(scope) {
            errors.report(
                scope,
                Mistake::new(format!("`{scope}` is given twice")).help("leave one of them out"),
            );
        }
    }
    if let (true, Some(scope)) = (command.hidden, command.scopes.first()) {
        let mistake = Mistake::new("a hidden command is offered nowhere");
        errors.report(scope, mistake.help("leave out `hidden`, or `scope`"));
    }
    if let (true, Some(Translation { text, .. })) = (command.hidden, command.translations.first()) {
        let mistake = Mistake::new("a hidden command is described nowhere");
        errors.report(text, mistake.help("leave out `hidden`, or `translations`"));
    }
}

fn check_language(Translation { language, .. }: &Translation, earlier: &[Translation], errors: &mut Errors) {
    let code = language.unraw().to_string();
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        let mistake = Mistake::new(format!("`{code}` is not the code of a language"));
        let mistake = mistake.help("write two letters, such as `de` or `pt`");
        errors.report(
            language,
            mistake.note("Telegram's menus know languages without their countries (ISO 639-1)"),
        );
    } else if earlier.iter().any(|other| other.language.unraw() == code) {
        let mistake = Mistake::new(format!("the description in `{code}` is given twice"));
        errors.report(language, mistake.help("leave one of them out"));
    }
}

fn check_text(Translation { text, .. }: &Translation, errors: &mut Errors) {
    let length = text.value().chars().count();
    if !(1..=DESCRIPTION_MAX).contains(&length) {
        let mistake =
            Mistake::new(format!("a description of {length} characters does not fit the command menu"));
        errors.report(
            text,
            mistake
                .help("say it in one sentence")
                .note(format_args!("Telegram allows 1 to {DESCRIPTION_MAX}")),
        );
    }
}
