//! What a handler may answer with: rules for the type that it returns.

use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

use super::super::kinds::Whose;
use super::super::model::{Attr, Handler, On, Trigger};
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// Answers to the press of a button.
const FOR_PRESSES: [&str; 4] = ["Toast", "Alert", "OpenUrl", "Edit"];

/// Answers to what Telegram asks, with the kind of update that asks.
const FOR_QUERIES: [(&str, &str); 3] =
    [("InlineAnswer", "inline_query"), ("Checkout", "pre_checkout_query"), ("Shipping", "shipping_query")];

/// Answers that do something to the message that the update brought.
const TO_MESSAGES: [&str; 2] = ["Delete", "React"];

/// Answers that are messages.
const MESSAGES: [&str; 24] = [
    "Text", "Media", "str", "String", "Reply", "char", "bool", "Uuid", "Date", "Time", "u8", "u16", "u32",
    "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64",
];

/// Answers about the timers of a chat.
const TIMERS: [&str; 2] = ["Timer", "CancelTimer"];

/// What holds an answer as its first type.
const CONTAINERS: [&str; 4] = ["Option", "Result", "Vec", "Box"];

pub(super) fn check(handler: &Handler, errors: &mut Errors) {
    let attr = handler.trigger.attr();
    if let ReturnType::Type(_, ty) = &handler.function.signature.output {
        check_error(ty, errors);
    }
    // A handler for failures may be called for any update.
    if attr == Attr::OnError {
        return;
    }
    let chatless = chatless(&handler.trigger);
    let is_timer = matches!(handler.trigger, Trigger::Timer(_));
    let messageless = chatless.clone().or_else(|| is_timer.then(|| "`#[timer]`".to_owned()));
    if let ReturnType::Type(_, ty) = &handler.function.signature.output {
        check_type(ty, &mut |ty, name| {
            let query = FOR_QUERIES.iter().find(|(answer, _)| *answer == name);
            if let Some((_, kind)) = query.filter(|(_, kind)| !handler.trigger.is_on(kind)) {
                errors.report(ty, not_asked(name, kind));
            } else if FOR_PRESSES.contains(&name) && !is_press(&handler.trigger) {
                errors.report(ty, not_a_press(attr, name));
            } else if let Some(when) = chatless.as_deref().filter(|_| MESSAGES.contains(&name)) {
                errors.report(ty, no_chat(when, name));
            } else if let Some(when) = chatless.as_deref().filter(|_| TIMERS.contains(&name)) {
                errors.report(ty, no_timers(when, name));
            } else if let Some(when) = messageless.as_deref().filter(|_| TO_MESSAGES.contains(&name)) {
                errors.report(ty, no_message(when, name));
            }
        });
    }
}

/// The error goes from thread to thread with its handler.
fn check_error(ty: &Type, errors: &mut Errors) {
    let error = syntax::argument_of(ty, "Result", 1);
    let object = error.and_then(|error| syntax::argument_of(error, "Box", 0));
    let (Some(error), Some(Type::TraitObject(object))) = (error, object) else { return };
    let has = |wanted: &str| {
        let mut bounds = object.bounds.iter().filter_map(|bound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last(),
            _ => None,
        });
        bounds.any(|last| last.ident == wanted)
    };
    if has("Error") && !(has("Send") && has("Sync")) {
        let mistake =
            Mistake::new(format!("`{}` can't go from one thread to another", syntax::text_of(error)));
        errors.report(
            error,
            mistake.help("write `BoxError`, which takes any error that can, and `?` makes it"),
        );
    }
}

/// Whether the handler runs for presses of buttons.
fn is_press(trigger: &Trigger) -> bool {
    trigger.attr() == Attr::Callback || trigger.is_on("callback_query")
}

/// What has no chat to send a message to, if the handler runs for such a thing.
fn chatless(trigger: &Trigger) -> Option<String> {
    match trigger {
        Trigger::On(On::Known(kind)) if matches!(kind.whose, Whose::Person | Whose::Nobody) => {
            Some(format!("`{}`", kind.name))
        }
        Trigger::Start | Trigger::Stop | Trigger::Every(_) => Some(format!("`#[{}]`", trigger.attr().name())),
        Trigger::On(On::Unknown(name)) => Some(format!("`{}`", name.value())),
        _ => None,
    }
}

/// Shows `check` every type that is an answer by itself, with its name.
fn check_type(ty: &Type, check: &mut impl FnMut(&Type, &str)) {
    match syntax::peel(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| check_type(ty, check)),
        Type::Array(array) => check_type(&array.elem, check),
        Type::Reference(reference) => check_type(&reference.elem, check),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return };
            match &last.arguments {
                PathArguments::None => check(ty, &last.ident.to_string()),
                PathArguments::AngleBracketed(arguments)
                    if CONTAINERS.iter().any(|name| last.ident == name) =>
                {
                    if let Some(GenericArgument::Type(inner)) = arguments.args.first() {
                        check_type(inner, check);
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}

fn no_chat(when: &str, name: &str) -> Mistake {
    Mistake::new(format!("`{name}` is a message, and {when} has no chat to send it to"))
        .help("return a request of teloxide-core, such as `bot.send_message(user.id, \"..\")`, or `()`")
}

fn no_timers(when: &str, name: &str) -> Mistake {
    Mistake::new(format!("`{name}` belongs to a chat, and {when} is in none"))
        .help("return it from a handler for messages, presses or members of a chat")
}

fn no_message(when: &str, name: &str) -> Mistake {
    Mistake::new(format!("`{name}` is for a message, and {when} brings none"))
        .help("return a request of teloxide-core that names the chat and the message, or `()`")
}

fn not_asked(name: &str, kind: &str) -> Mistake {
    Mistake::new(format!("`{name}` answers a query of the kind `{kind}`, and this handles none"))
        .help(format!("return it from a function with `#[on({kind})]`"))
}

fn not_a_press(attr: Attr, name: &str) -> Mistake {
    let wrong = format!("`{name}` answers the press of a button, and `#[{}]` handles none", attr.name());
    Mistake::new(wrong)
        .help("return text or a `Reply`")
        .note("a `#[callback]` function can return `Toast`, `Alert` and `Edit`")
}
