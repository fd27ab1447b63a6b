//! What else than its kind must hold of an update: contents, a regular expression, a filter.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::super::model::{Argument, Count, Filter, Handler, Pattern, Trigger};
use crate::names::{Names, Runtime};
use crate::syntax::{self, Place};

/// Expands to:
///
/// ```ignore
/// ::pouch::__private::Condition {
///     contents: ::pouch::__private::MessageFields::of(&["text"]),
///     pattern: ::core::option::Option::Some(__pouch_pattern),
///     written: ::core::concat!(::core::module_path!(), ": ", "^(?<minutes>\\d+)$ minutes: u32"),
///     accepts: ::core::option::Option::Some(__pouch_accepts),
/// }
/// ```
pub(super) fn condition(handler: &Handler, names: &Names) -> TokenStream {
    let Names { condition, message_fields, .. } = names;
    let contents = contents(handler);
    if contents.is_empty() && handler.pattern().is_none() && handler.filter.is_none() {
        return quote!(#condition::NONE);
    }
    let name = accepts_name();
    let accepts = is_conditional(handler).then(|| quote!(#name));
    let name = pattern_name();
    let pattern = handler.pattern().map(|_| quote!(#name));
    let written = written(handler);
    let (accepts, pattern) = (option(accepts), option(pattern));
    quote! {
        #condition {
            contents: #message_fields::of(&[#(#contents),*]),
            pattern: #pattern,
            written: #written,
            accepts: #accepts,
        }
    }
}

/// The contents that `#[message(..)]` names.
pub(super) fn contents(handler: &Handler) -> Vec<String> {
    match &handler.trigger {
        Trigger::Message(messages) => messages.contents.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn is_conditional(handler: &Handler) -> bool {
    handler.pattern().is_some() || handler.filter.is_some()
}

fn option(value: Option<TokenStream>) -> TokenStream {
    let some = value.map(|value| quote!(::core::option::Option::Some(#value)));
    some.unwrap_or_else(|| quote!(::core::option::Option::None))
}

pub(super) fn pattern_name() -> Ident {
    format_ident!("__pouch_pattern", span = Span::mixed_site())
}

fn accepts_name() -> Ident {
    format_ident!("__pouch_accepts", span = Span::mixed_site())
}

/// Two handlers with the same text here run for the same updates: names in it mean the same in one module.
fn written(handler: &Handler) -> TokenStream {
    if !is_conditional(handler) {
        return quote!("");
    }
    let source = handler.pattern().map(|pattern| pattern.source.value());
    let argument =
        |Argument { name, written, .. }: &Argument| format!("{name}: {}", syntax::text_of(written));
    let parts = source.into_iter().chain(handler.arguments().map(argument));
    let text: Vec<String> = parts.chain(handler.filter.as_ref().map(filter_text)).collect();
    let text = text.join(" ");
    quote!(::core::concat!(::core::module_path!(), ": ", #text))
}

/// A filter as it was written.
pub(crate) fn filter_text(filter: &Filter) -> String {
    match filter {
        Filter::One(one) => syntax::text_of(one),
        Filter::Parens(one) => format!("({})", filter_text(one)),
        Filter::Not(one) => format!("!{}", filter_text(one)),
        Filter::And(one, other) => format!("{} & {}", filter_text(one), filter_text(other)),
        Filter::Or(one, other) => format!("{} | {}", filter_text(one), filter_text(other)),
    }
}

/// The functions that [`condition`] names. Expands to:
///
/// ```ignore
/// fn __pouch_pattern() -> &'static ::pouch::__private::Pattern {
///     static PATTERN: ::pouch::__private::Pattern = ::pouch::__private::Pattern::new("^(?<minutes>\\d+)$");
///     &PATTERN
/// }
///
/// fn __pouch_accepts(__pouch_arrived: ::pouch::__private::Arrived<'_>) -> bool {
///     __pouch_pattern().captures(__pouch_arrived).is_some_and(|__pouch_captured| {
///         __pouch_captured.one("minutes", <u32 as ::pouch::FromArg>::from_arg).is_ok()
///     }) && ::pouch::__private::IntoFilter::holds(&is_question, __pouch_arrived)
/// }
/// ```
pub(super) fn functions(handler: &Handler, names: &Names) -> TokenStream {
    if !is_conditional(handler) {
        return TokenStream::new();
    }
    let pattern = handler.pattern().map(|pattern| pattern_function(pattern, names));
    let Names { arrived: arrived_type, .. } = names;
    let (name, arrived) = (accepts_name(), arrived());
    let matches = handler.pattern().map(|_| matches(handler));
    let holds = handler.filter.as_ref().map(|filter| holds(filter, &arrived, &handler.runtime));
    let parts = matches.into_iter().chain(holds);
    quote! {
        #pattern

        fn #name(#arrived: #arrived_type<'_>) -> bool {
            #(#parts)&&*
        }
    }
}

fn arrived() -> Ident {
    format_ident!("__pouch_arrived", span = Span::mixed_site())
}

fn pattern_function(Pattern { source, .. }: &Pattern, names: &Names) -> TokenStream {
    let Names { pattern, .. } = names;
    let name = pattern_name();
    quote! {
        fn #name() -> &'static #pattern {
            static PATTERN: #pattern = #pattern::new(#source);
            &PATTERN
        }
    }
}

/// Whether the text matches, and each capture can be read.
fn matches(handler: &Handler) -> TokenStream {
    let captured = format_ident!("__pouch_captured", span = Span::mixed_site());
    let reads = handler.arguments().map(|argument| {
        let read = read(argument, handler);
        quote!(#captured.#read.is_ok())
    });
    let (pattern, arrived) = (pattern_name(), arrived());
    quote!(#pattern().captures(#arrived).is_some_and(|#captured| true #(&& #reads)*))
}

/// How an argument is read from what was captured.
pub(super) fn read(argument: &Argument, handler: &Handler) -> TokenStream {
    let (group, value) = (argument.shown(), &argument.value);
    let Names { from_arg, .. } = handler.runtime.names_at(Place::of(value).end());
    let method = match argument.count {
        Count::Optional => quote!(optional),
        Count::One | Count::Remaining => quote!(one),
    };
    quote!(#method(#group, <#value as #from_arg>::from_arg))
}

/// Whether a filter accepts what `arrived` names.
pub(crate) fn holds(filter: &Filter, arrived: &Ident, runtime: &Runtime) -> TokenStream {
    match filter {
        Filter::One(one) => {
            let place = Place::of(one);
            let Names { holds, .. } = runtime.names_at(place.end());
            let one = one.to_token_stream();
            quote_spanned!(place.end()=> #holds(&#one, #arrived))
        }
        Filter::Parens(one) => holds(one, arrived, runtime),
        Filter::Not(one) => {
            let one = holds(one, arrived, runtime);
            quote!(!#one)
        }
        Filter::And(one, other) => {
            let (one, other) = (holds(one, arrived, runtime), holds(other, arrived, runtime));
            quote!((#one && #other))
        }
        Filter::Or(one, other) => {
            let (one, other) = (holds(one, arrived, runtime), holds(other, arrived, runtime));
            quote!((#one || #other))
        }
    }
}
