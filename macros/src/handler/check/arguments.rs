//! What a person may type: rules for parameters taken by value.

use syn::{GenericArgument, PathArguments, Type};

use super::super::model::{Argument, Attr, Count, Handler};
use crate::errors::{Errors, Mistake};
use crate::syntax;

pub(super) fn check(handler: &Handler, errors: &mut Errors) {
    match handler.trigger.attr() {
        Attr::Command => check_typed(handler, errors),
        Attr::Callback => {
            handler.arguments().for_each(|field| check_lifetime(field, "a field of a button", errors));
        }
        Attr::Timer => {
            handler.arguments().for_each(|field| check_lifetime(field, "an argument of a timer", errors));
        }
        Attr::SurveyDone => check_survey(handler, errors),
        Attr::Message if handler.pattern().is_some() => {
            handler.arguments().for_each(|capture| check_lifetime(capture, "a capture", errors));
        }
        attr => {
            for argument in handler.arguments() {
                let is_press = handler.trigger.is_on("callback_query");
                let mistake =
                    if is_press { nothing_of_ours(argument) } else { nothing_typed(attr, argument) };
                errors.report(&argument.written, mistake);
            }
        }
    }
}

fn check_typed(handler: &Handler, errors: &mut Errors) {
    for argument in handler.arguments() {
        check_lifetime(argument, "an argument", errors);
        check_nesting(argument, errors);
    }
    let arguments: Vec<&Argument> = handler.arguments().collect();
    check_order(&arguments, errors);
}

/// The answers to one survey come by value.
fn check_survey(handler: &Handler, errors: &mut Errors) {
    let mut surveys = handler.arguments();
    let Some(first) = surveys.next() else {
        let name = handler.function.name();
        let mistake = Mistake::new(format!("`{name}` takes no survey"));
        return errors.report(name, mistake.help("take the answers by value: `order: Order`"));
    };
    if first.count != Count::One {
        let value = syntax::text_of(&first.value);
        let mistake = Mistake::new("the answers to a survey are there once, and whole");
        errors.report(&first.written, mistake.help(format_args!("write `{}: {value}`", first.name)));
    }
    for other in surveys {
        let mistake = Mistake::new(format!("`{}` takes the answers to one survey", handler.function.name()));
        errors.report(
            &other.written,
            mistake.help("write a function for each, and borrow by `&` what the bot knows"),
        );
    }
}

fn nothing_typed(attr: Attr, argument: &Argument) -> Mistake {
    let written = syntax::text_of(&argument.written);
    let mistake =
        Mistake::new(format!("`#[{}]` reads no arguments, so `{written}` can't be by value", attr.name()));
    if matches!(attr, Attr::OnStart | Attr::OnStop | Attr::Every) {
        let note = match attr {
            Attr::Every => "nobody types anything when time passes",
            _ => "nobody types anything when a bot starts or stops",
        };
        return mistake.help("borrow data of the bot, `&Bot`, or a value of `App::state`").note(note);
    }
    if attr == Attr::OnError {
        return mistake.help("borrow what failed: `error: &HandlerError`");
    }
    if attr == Attr::Message && syntax::is_primitive(&argument.value) {
        let help = format!("capture it: `#[message(regex = r\"(?<{}>..)\")]`", argument.name);
        return mistake.help(help).note("what a group of the regular expression captures comes by value");
    }
    let borrow = match argument.count {
        _ if syntax::text_of(&argument.value) == "String" => wrap("&str", argument.count),
        Count::Remaining => wrap("&str", Count::One),
        count => wrap(&format!("&{}", syntax::text_of(&argument.value)), count),
    };
    let by_value = match attr {
        Attr::Message => "what `regex = \"..\"` captures",
        _ => "what is typed after a command",
    };
    mistake
        .help(format_args!("borrow it: `{}: {borrow}`", argument.name))
        .note(format_args!("by reference stands what the bot knows, by value {by_value}"))
}

/// Buttons that hold values are those of `#[callback]`.
fn nothing_of_ours(argument: &Argument) -> Mistake {
    let written = syntax::text_of(&argument.written);
    Mistake::new(format!(
        "`#[on(callback_query)]` knows no fields of buttons, so `{written}` can't be by value"
    ))
    .help("write `#[callback]` for buttons of the bot that hold it, or borrow `query: &CallbackQuery`")
    .note("`#[on(callback_query)]` is for presses of buttons that this bot has not made, and of games")
}

fn wrap(reference: &str, count: Count) -> String {
    match count {
        Count::Optional => format!("Option<{reference}>"),
        Count::One | Count::Remaining => reference.to_owned(),
    }
}

fn check_lifetime(argument: &Argument, what: &str, errors: &mut Errors) {
    if let Some(lifetime) = syntax::find_lifetime(&argument.written) {
        let mistake = Mistake::new(format!("{what} must own its value"));
        errors.report(lifetime, mistake.help("write a type without a lifetime, such as `String`"));
    }
}

/// An argument is one value, perhaps missing, or a list of values: nothing deeper.
fn check_nesting(argument: &Argument, errors: &mut Errors) {
    let inner = container(&argument.value);
    let value = syntax::text_of(&argument.value);
    let help = match (argument.count, inner) {
        (Count::Optional, Some("Vec")) => format!("write `{value}`, which is empty where nothing is typed"),
        (Count::Optional, Some("Option")) => format!("write `{value}`"),
        (Count::Remaining, Some("Option" | "Vec")) => {
            format!("write `Vec<{}>`, which is empty where nothing is typed", inner_text(&argument.value))
        }
        (Count::Remaining, Some("&")) => {
            let inner = inner_text(&argument.value);
            format!("write `Vec<{}>`", if inner == "str" { "String" } else { inner.as_str() })
        }
        _ => return,
    };
    let written = syntax::text_of(&argument.written);
    let who =
        if syntax::has_reference(&argument.value) { "a handler can borrow" } else { "a person can type" };
    errors.report(&argument.written, Mistake::new(format!("`{written}` is nothing {who}")).help(help));
}

/// Which container of arguments a type is, if one.
fn container(ty: &Type) -> Option<&'static str> {
    match syntax::peel(ty) {
        Type::Reference(_) => Some("&"),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| !last.arguments.is_none())?;
            ["Option", "Vec"].into_iter().find(|name| last.ident == name)
        }
        _ => None,
    }
}

fn inner_text(ty: &Type) -> String {
    match syntax::peel(ty) {
        Type::Reference(reference) => syntax::text_of(&reference.elem),
        Type::Path(path) => match path.path.segments.last().map(|last| &last.arguments) {
            Some(PathArguments::AngleBracketed(arguments)) => match arguments.args.first() {
                Some(GenericArgument::Type(inner)) => syntax::text_of(inner),
                _ => String::new(),
            },
            _ => String::new(),
        },
        other => syntax::text_of(other),
    }
}

/// What must be typed comes first, then what may be missing, then the one that takes all that remain.
fn check_order(arguments: &[&Argument], errors: &mut Errors) {
    let remaining: Vec<&&Argument> = arguments.iter().filter(|one| one.count == Count::Remaining).collect();
    if let [first, second, ..] = remaining.as_slice() {
        let wrong = format!("`{}` takes all that remain, so `{}` gets nothing", first.name, second.name);
        let help = format!("write one list, `{}: {}`", first.name, syntax::text_of(&first.written));
        errors.report(&second.written, Mistake::new(wrong).help(help));
        return;
    }
    let misplaced = arguments.windows(2).find_map(|pair| match pair {
        [one, next] if one.count > next.count => Some((*one, *next)),
        _ => None,
    });
    if let Some((one, next)) = misplaced {
        let written = syntax::text_of(&one.written);
        let wrong = match one.count {
            Count::Remaining => {
                format!("`{written}` takes all that remain, and `{}` comes after it", next.name)
            }
            Count::One | Count::Optional => {
                format!("`{written}` may be missing, and `{}` comes after it", next.name)
            }
        };
        let help = format!("write them in this order: `{}`", in_order(arguments));
        errors.report(&one.written, Mistake::new(wrong).help(help));
    }
}

fn in_order(arguments: &[&Argument]) -> String {
    let mut arguments = arguments.to_vec();
    arguments.sort_by_key(|argument| argument.count);
    let parameter =
        |argument: &&Argument| format!("{}: {}", argument.name, syntax::text_of(&argument.written));
    arguments.iter().map(parameter).collect::<Vec<_>>().join(", ")
}
