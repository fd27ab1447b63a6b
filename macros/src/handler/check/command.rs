//! What a command is called, and what the command menu says of it.

use super::super::model::{Command, Description, Function};
use crate::errors::{Errors, Mistake};
use crate::spelling;

/// The longest description that Telegram takes, in characters (`BotCommand` in the Bot API).
const DESCRIPTION_MAX: usize = 256;

pub(super) fn check(command: &Command, function: &Function, errors: &mut Errors) {
    check_name(command, function, errors);
    match &command.description {
        Description::Missing if !command.hidden => report_missing(command, function, errors),
        Description::Missing | Description::Misread => {}
        description => check_length(description, errors),
    }
}

fn check_name(command: &Command, function: &Function, errors: &mut Errors) {
    let written = command.name.value();
    if spelling::is_command_name(&written) {
        return;
    }
    let mistake = Mistake::new(format!("`{}` is not a command name", written.escape_debug()));
    let corrected = spelling::to_command_name(&written).unwrap_or_else(|| function.command_name());
    let help = format!("write `\"{corrected}\"`");
    let rule = "Telegram allows 1 to 32 of `a-z`, `0-9` and `_`, without the `/`";
    errors.report(&command.name, mistake.help(help).note(rule));
}

fn check_length(description: &Description, errors: &mut Errors) {
    let length = description.text().chars().count();
    if (1..=DESCRIPTION_MAX).contains(&length) {
        return;
    }
    let help = match description {
        Description::Option(_) if length == 0 => "say what the command does, or write `hidden` instead",
        Description::Option(_) => "say it in one sentence",
        _ => "put an empty `///` after the first sentence, or write `description = \"..\"`",
    };
    let mistake = Mistake::new(format!("a description of {length} characters does not fit the command menu"));
    let rule = format!("Telegram allows 1 to {DESCRIPTION_MAX}");
    errors.report(description, mistake.help(help).note(rule));
}

fn report_missing(command: &Command, function: &Function, errors: &mut Errors) {
    let name = command.name.value();
    let mistake = Mistake::new(format!("command `{name}` has no description for the command menu"));
    let help = format!("add a `///` comment above the function, or `#[command(\"{name}\", hidden)]`");
    errors.report(function.name(), mistake.help(help));
}
