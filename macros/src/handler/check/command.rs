//! What a command is called, and what the command menu says of it.

mod offer;

use syn::LitStr;

use super::super::model::{Command, Count, Description, Function, Handler};
use crate::errors::{Errors, Mistake};
use crate::spelling;
use crate::syntax;

/// The longest description that Telegram takes, in characters (`BotCommand` in the Bot API).
const DESCRIPTION_MAX: usize = 256;

pub(super) fn check(command: &Command, handler: &Handler, errors: &mut Errors) {
    let function = &handler.function;
    check_names(command, function, errors);
    match &command.description {
        Description::Missing if !command.hidden => report_missing(command, function, errors),
        Description::Missing | Description::Misread => {}
        description => check_length(description, errors),
    }
    offer::check(command, errors);
    check_deep_link(command, handler, errors);
}

fn check_names(command: &Command, function: &Function, errors: &mut Errors) {
    check_name(&command.name, function, errors);
    for (index, alias) in command.aliases.iter().enumerate() {
        let earlier = [&command.name].into_iter().chain(&command.aliases[..index]);
        if earlier.map(LitStr::value).any(|name| name == alias.value()) {
            let mistake = Mistake::new(format!("`{}` is given twice", alias.value()));
            errors.report(alias, mistake.help("leave one of them out"));
        } else {
            check_name(alias, function, errors);
        }
    }
}

fn check_name(name: &LitStr, function: &Function, errors: &mut Errors) {
    let written = name.value();
    if spelling::is_command_name(&written) {
        return;
    }
    let mistake = Mistake::new(format!("`{}` is not a command name", written.escape_debug()));
    let corrected = spelling::to_command_name(&written).unwrap_or_else(|| function.command_name());
    let help = format!("write `\"{corrected}\"`");
    let rule = "Telegram allows 1 to 32 of `a-z`, `0-9` and `_`, without the `/`";
    errors.report(name, mistake.help(help).note(rule));
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

/// Telegram's links send `/start` alone, and they need something to send along.
fn check_deep_link(command: &Command, handler: &Handler, errors: &mut Errors) {
    let Some(option) = &command.deep_link else { return };
    if command.name.value() != "start" {
        let mistake = Mistake::new(format!("a deep link sends `/start`, never `/{}`", command.name.value()));
        errors.report(
            option,
            mistake.help("write `#[command(\"start\", deep_link)]` on a function of its own"),
        );
    } else if handler.arguments().next().is_none() {
        let mistake = Mistake::new("a deep link needs arguments to send along");
        errors.report(
            option,
            mistake.help(
                "take one by value, such as `referrer: u64`, or write `https://t.me/YOUR_BOT` without it",
            ),
        );
    }
    for argument in handler.arguments().filter(|argument| argument.count == Count::Remaining) {
        let value = syntax::text_of(&argument.value);
        let mistake = Mistake::new(format!("a deep link has no place for `Vec<{value}>`"));
        errors.report(&argument.written, mistake.help(format_args!("write `{value}` or `Option<{value}>`")));
    }
}
