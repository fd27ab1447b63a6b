//! Rules that only the compiler can hold, since they depend on what a type was declared as.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::super::contents;
use super::super::kinds::Whose;
use super::super::model::{Borrow, Handler, On, Trigger};
use super::{button, condition, rhythm};
use crate::names::Names;
use crate::spelling;
use crate::syntax::{self, Place};

pub(super) fn assertions(handler: &Handler) -> TokenStream {
    let bots_data = reason(handler).map(|reason| bots_data_stays(handler, reason));
    let moves = matches!(handler.trigger, Trigger::Migration).then(|| moves_have_it(handler));
    let updates = match &handler.trigger {
        Trigger::On(on) => Some(updates_have_it(handler, on)),
        Trigger::Start | Trigger::Stop | Trigger::Every(_) => Some(is_without_updates(handler)),
        Trigger::Timer(_) => Some(is_in_timers(handler)),
        Trigger::SurveyDone => Some(is_in_surveys(handler)),
        Trigger::Message(messages) if !messages.contents.is_empty() => Some(contents_have_it(handler)),
        _ => None,
    };
    bots_data
        .into_iter()
        .chain(moves)
        .chain(updates)
        .chain([size(handler), rhythm::assertion(handler)])
        .collect()
}

/// Refuses fields that may be too long for a button. Expands to:
///
/// ```ignore
/// const _: () = (::pouch::__private::check_size)("vote", &[("yes", <bool as ::pouch::ButtonField>::LONGEST)]);
/// ```
fn size(handler: &Handler) -> TokenStream {
    let Trigger::Callback(_) = &handler.trigger else { return TokenStream::new() };
    let name = handler.function.name();
    let shown = name.unraw().to_string();
    let place = Place::of(name);
    let Names { check_size, .. } = handler.runtime.names_at(place.end());
    let fields = handler.arguments().map(|field| {
        let (shown, written) = (button::shown(field), &field.written);
        let Names { button_field, .. } = handler.runtime.names_at(Place::of(written).end());
        quote!((#shown, <#written as #button_field>::LONGEST))
    });
    let fields = quote!(&[#(#fields),*]);
    quote_spanned!(place.end()=> const _: () = (#check_size)(#shown, #fields);)
}

/// Refuses `&mut` to the bot's own data where it would make every update wait. Expands to:
///
/// ```ignore
/// const _: () = ::core::assert!(
///     !::core::matches!(
///         ::pouch::__private::Lender::<Stats>::BORROW.need,
///         ::pouch::__private::Need::Record(::pouch::__private::RecordType { scope: ::pouch::Scope::Bot, .. })
///     ),
///     "holding `&mut Stats` across `.await` would stop the whole bot\n= help: ..",
/// );
/// ```
fn bots_data_stays(handler: &Handler, reason: fn(&str) -> String) -> TokenStream {
    let mutable = handler.borrows().filter(|(_, borrow)| borrow.mutable);
    let assertion = |(_, borrow): (_, &Borrow)| {
        let target = &borrow.target;
        let text = reason(&syntax::text_of(target));
        let place = Place::of(target);
        let Names { lender, need, record_type, scope, .. } = handler.runtime.names_at(place.end());
        let bots = quote_spanned!(place.end()=> #need::Record(#record_type { scope: #scope::Bot, .. }));
        let is_bots = quote_spanned!(place.end()=> ::core::matches!(#lender::<#target>::BORROW.need, #bots));
        quote_spanned!(place.end()=> const _: () = ::core::assert!(!#is_bots, #text);)
    };
    mutable.map(assertion).collect()
}

/// Refuses what a group's move does not have.
fn moves_have_it(handler: &Handler) -> TokenStream {
    all_there(handler, &quote!(is_in_migrations()), |target| {
        format!(
            "a group's move has no `{target}`\n\
             = help: borrow `&Migration`, data of the chat or of the bot, `&Bot`, or a value of `App::state`\n\
             = note: nobody writes a move, and the bot may learn of it without any message"
        )
    })
}

/// Refuses what no update of the kind has.
fn updates_have_it(handler: &Handler, on: &On) -> TokenStream {
    let name = on.name();
    all_there(handler, &quote!(is_in(#name)), |target| {
        format!("`{name}` has no `{target}`\n= help: borrow {}", lendable(on))
    })
}

/// Refuses what only updates have.
fn is_without_updates(handler: &Handler) -> TokenStream {
    let name = handler.trigger.attr().name();
    all_there(handler, &quote!(is_without_updates()), |target| {
        format!(
            "`#[{name}]` runs without an update, so there is no `{target}`\n\
             = help: borrow data of the bot, `&Bot`, or a value of `App::state`"
        )
    })
}

/// Refuses what is not there when a timer runs.
fn is_in_timers(handler: &Handler) -> TokenStream {
    all_there(handler, &quote!(is_in_timers()), |target| {
        format!(
            "a timer runs without an update, so there is no `{target}`\n\
             = help: take what you need of it by value, and give it to `{}::after(..)`\n\
             = note: a timer can borrow data of the user, the chat or the bot, `Option<&T>` of a topic's, `&Bot`, \
             and values of `App::state`",
            handler.function.name().unraw()
        )
    })
}

/// Refuses what the last answer to a survey may not have brought.
fn is_in_surveys(handler: &Handler) -> TokenStream {
    all_there(handler, &quote!(is_in_surveys()), |target| {
        format!(
            "the last answer to a survey may be a message or a press, so there may be no `{target}`\n\
             = help: borrow `&User`, `&Chat`, data of the user, the chat or the bot, `&Bot`, or a value of `App::state`"
        )
    })
}

/// Refuses what messages with these contents do not have.
fn contents_have_it(handler: &Handler) -> TokenStream {
    let contents = condition::contents(handler);
    let assertion = |(_, borrow): (_, &Borrow)| {
        let target = &borrow.target;
        let text = without(&syntax::text_of(target), borrow.optional, &contents);
        let place = Place::of(target);
        let Names { lender, message_fields, .. } = handler.runtime.names_at(place.end());
        let optional = borrow.optional.then(|| quote_spanned!(place.end()=> .optional()));
        let fields = quote_spanned!(place.end()=> #message_fields::of(&[#(#contents),*]));
        let has_it =
            quote_spanned!(place.end()=> #lender::<#target>::BORROW #optional .is_in_contents(#fields));
        quote_spanned!(place.end()=> const _: () = ::core::assert!(#has_it, #text);)
    };
    handler.borrows().map(assertion).collect()
}

/// What to say of something that messages with these contents do not have, or not all of them.
fn without(target: &str, optional: bool, contents: &[String]) -> String {
    let all: Vec<&str> = contents.iter().map(String::as_str).collect();
    let named = spelling::list_of(&all, "or");
    if optional || contents.len() == 1 {
        let types = contents.iter().filter_map(|name| contents::type_of(name));
        let types: Vec<String> = types.map(|ty| format!("&{ty}")).collect();
        let lent: Vec<&str> = types.iter().map(String::as_str).collect();
        let instead = if lent.is_empty() {
            "`&Message` or `&RawUpdate`".to_owned()
        } else {
            spelling::list_of(&lent, "or")
        };
        let what = if target == "str" { "text".to_owned() } else { format!("`{target}`") };
        return format!("a message with {named} has no {what}\n= help: borrow {instead}");
    }
    format!(
        "not every message with {named} has a `{target}`\n\
         = help: write `Option<&{target}>`, or a function for each content\n\
         = note: without `Option`, the handler would never run for the others"
    )
}

/// What a handler for that kind can borrow.
fn lendable(on: &On) -> String {
    let On::Known(kind) = on else {
        return "`&RawUpdate`, data of the bot, `&Bot`, or a value of `App::state`".to_owned();
    };
    let whose = match kind.whose {
        Whose::Member => "`&User`, `&Chat`, data of the user, the chat or the bot",
        Whose::Chat => "`&Chat`, data of the chat or the bot",
        Whose::Person => "`&User`, `&Sender`, data of the user or the bot",
        Whose::Nobody => "data of the bot",
    };
    format!("`&{}`, {whose}, `&Bot`, or a value of `App::state`", kind.body)
}

/// Refuses what is not there when the handler runs. Expands to:
///
/// ```ignore
/// const _: () = ::core::assert!(
///     ::pouch::__private::Lender::<Message>::BORROW.is_in("inline_query"),
///     "`inline_query` has no `Message`\n= help: ..",
/// );
/// ```
fn all_there(handler: &Handler, is_there: &TokenStream, text: impl Fn(&str) -> String) -> TokenStream {
    let assertion = |(_, borrow): (_, &Borrow)| {
        let target = &borrow.target;
        let text = text(&syntax::text_of(target));
        let place = Place::of(target);
        let Names { lender, .. } = handler.runtime.names_at(place.end());
        let optional = borrow.optional.then(|| quote_spanned!(place.end()=> .optional()));
        let has_it = quote_spanned!(place.end()=> #lender::<#target>::BORROW #optional .#is_there);
        quote_spanned!(place.end()=> const _: () = ::core::assert!(#has_it, #text);)
    };
    handler.borrows().map(assertion).collect()
}

/// What to say of `&mut` to a type of the bot's own data, where the handler may not hold it.
fn reason(handler: &Handler) -> Option<fn(&str) -> String> {
    if handler.function.is_async() {
        return Some(|target| {
            format!(
                "holding `&mut {target}` across `.await` would stop the whole bot\n\
                 = help: make the handler a plain `fn`, or keep the data by user or by chat"
            )
        });
    }
    matches!(handler.trigger, Trigger::Error).then_some(|target| {
        format!(
            "`&mut {target}` in `#[on_error]` would make every update wait for every other\n\
             = help: borrow `&{target}`, or count by user or by chat"
        )
    })
}
