//! The static description of a handler.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::super::model::{Argument, Attr, Borrow, Command, Count, Deadline, Handler, Translation, Trigger};
use super::{button, condition, rhythm};
use crate::names::{Names, Runtime};
use crate::syntax::{self, Place};

/// Expands to:
///
/// ```ignore
/// const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
///     trigger: ::pouch::__private::Trigger::Command("put"),
///     function: ::core::concat!(::core::module_path!(), "::", "put"),
///     file: ::core::file!(),
///     line: ::core::line!(),
///     description: "Store a value and get its key",
///     condition: ::pouch::__private::Condition::NONE,
///     arguments: &[::pouch::__private::Argument::one("value", <String as ::pouch::FromArg>::EXPECTED)],
///     borrows: &[::pouch::__private::Lender::<Shelf>::BORROW.mutable()],
///     ..::pouch::__private::Route::NONE
/// };
/// ```
pub(super) fn constant(handler: &Handler, names: &Names) -> TokenStream {
    let Names { route, .. } = names;
    let trigger = trigger(handler, names);
    let place = place(handler.function.name());
    let menu = menu_entry(&handler.trigger, names);
    let passes = syntax::names_any(&handler.function.signature.output, &["Pass", "ControlFlow"])
        .then(|| quote!(passes: true,));
    let deadline = handler.deadline.map(|deadline| self::deadline(deadline, names));
    let is_typed = handler.trigger.attr() == Attr::Command;
    let typed = handler.arguments().filter(|_| is_typed);
    let arguments = typed.map(|argument| describe(argument, &handler.runtime));
    let condition = condition::condition(handler, names);
    let borrows = handler.borrows().map(|(_, borrow)| self::borrow(borrow, &handler.runtime));
    quote! {
        const ROUTE: #route = #route {
            trigger: #trigger,
            #place
            #menu
            #passes
            #deadline
            condition: #condition,
            arguments: &[#(#arguments),*],
            borrows: &[#(#borrows),*],
            ..#route::NONE
        };
    }
}

/// The fields of a route that say where the function stands.
pub(super) fn place(name: &Ident) -> TokenStream {
    let text = name.unraw().to_string();
    // `line!()` gives the line of its own span: the function's name, not the attribute.
    let line = quote_spanned!(name.span()=> ::core::line!());
    quote! {
        function: ::core::concat!(::core::module_path!(), "::", #text),
        file: ::core::file!(),
        line: #line,
    }
}

fn trigger(handler: &Handler, names: &Names) -> TokenStream {
    let Names { trigger: path, .. } = names;
    match &handler.trigger {
        Trigger::Command(command) => {
            let name = &command.name;
            quote!(#path::Command(#name))
        }
        Trigger::Message(messages) if messages.album.is_some() => quote!(#path::Album),
        Trigger::Message(messages) if messages.edited => quote!(#path::Edited),
        Trigger::Message(_) => quote!(#path::Message),
        Trigger::Callback(callback) => {
            let tag = button::tag(callback, handler, names);
            quote!(#path::Callback(#tag))
        }
        Trigger::On(on) => {
            let kind = on.name();
            quote!(#path::On(#kind))
        }
        Trigger::Migration => quote!(#path::Migration),
        Trigger::Start => quote!(#path::Start),
        Trigger::Stop => quote!(#path::Stop),
        Trigger::Timer(stored) => {
            let name = &stored.name;
            quote!(#path::Timer(#name))
        }
        Trigger::Every(every) => {
            let (name, recurrence) = (&every.stored.name, rhythm::recurrence(&every.rhythm, names));
            quote!(#path::Every { name: #name, recurrence: #recurrence })
        }
        Trigger::Error => quote!(#path::Error),
        Trigger::Guard => quote!(#path::Guard),
        Trigger::Before => quote!(#path::Before),
        Trigger::After => quote!(#path::After),
        Trigger::SurveyDone => {
            let survey = answers(handler);
            quote!(#path::SurveyDone(#survey::SPEC.path))
        }
    }
}

/// The survey that a `#[survey_done]` function takes, as such: `<Order as ::pouch::Survey>`.
fn answers(handler: &Handler) -> TokenStream {
    let surveys = handler.arguments().map(|argument| {
        let place = Place::of(&argument.written);
        let (written, Names { survey, .. }) = (&argument.written, handler.runtime.names_at(place.end()));
        place.begin(quote_spanned!(place.end()=> <#written as #survey>))
    });
    surveys.take(1).collect()
}

/// The fields of a route that say how a command is offered, as far as there is anything to say.
fn menu_entry(trigger: &Trigger, names: &Names) -> TokenStream {
    let Trigger::Command(command) = trigger else { return TokenStream::new() };
    let Command { aliases, translations, scopes, .. } = command;
    let description = command.description.text();
    let aliases = (!aliases.is_empty()).then(|| quote!(aliases: &[#(#aliases),*],));
    let translations = (!translations.is_empty()).then(|| {
        let translations = translations.iter().map(|Translation { language, text }| {
            let language = language.unraw().to_string();
            quote!((#language, #text))
        });
        quote!(translations: &[#(#translations),*],)
    });
    let hidden = command.hidden.then(|| quote!(hidden: true,));
    let scopes = (!scopes.is_empty()).then(|| {
        let scopes = self::scopes(scopes, names);
        quote!(scopes: #scopes,)
    });
    quote!(description: #description, #translations #aliases #hidden #scopes)
}

/// Expands `private | admins` to:
///
/// ```ignore
/// ::pouch::__private::Scopes::EVERYWHERE.and(::pouch::__private::Scopes::PRIVATE).and(::pouch::__private::Scopes::ADMINS)
/// ```
pub(crate) fn scopes(places: &[Ident], names: &Names) -> TokenStream {
    let Names { scopes, .. } = names;
    let places = places.iter().map(|name| format_ident!("{}", name.to_string().to_uppercase()));
    quote!(#scopes::EVERYWHERE #(.and(#scopes::#places))*)
}

/// Expands to `deadline: ::pouch::__private::Deadline::After(30),`.
fn deadline(deadline: Deadline, names: &Names) -> TokenStream {
    let Names { deadline: path, .. } = names;
    match deadline {
        Deadline::Never => quote!(deadline: #path::Never,),
        Deadline::After(seconds) => {
            let seconds = Literal::u64_unsuffixed(seconds);
            quote!(deadline: #path::After(#seconds),)
        }
    }
}

fn describe(argument: &Argument, runtime: &Runtime) -> TokenStream {
    let value = &argument.value;
    let Names { argument: path, from_arg, .. } = runtime.names_at(Place::of(value).end());
    let method = match argument.count {
        Count::One => quote!(one),
        Count::Optional => quote!(optional),
        Count::Remaining => quote!(remaining),
    };
    let shown = argument.name.unraw().to_string();
    // `_for` is unused, and `for_` is no keyword: neither `_` is for people.
    let shown = shown.trim_matches('_');
    quote!(#path::#method(#shown, <#value as #from_arg>::EXPECTED))
}

/// A `&mut` is described like a `&`, so that only lending it fails for a type that can't be changed.
fn borrow(borrow: &Borrow, runtime: &Runtime) -> TokenStream {
    let target = &borrow.target;
    let place = Place::of(target);
    let Names { lender, .. } = runtime.names_at(place.end());
    let mutable = borrow.mutable.then(|| quote!(.mutable()));
    let optional = borrow.optional.then(|| quote!(.optional()));
    let described = place.begin(quote_spanned!(place.end()=> #lender::<#target>::BORROW));
    quote!(#described #mutable #optional)
}
