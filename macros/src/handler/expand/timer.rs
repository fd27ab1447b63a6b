//! What makes the timers of a `#[timer]` function.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;

use super::super::model::{Argument, Handler, Trigger};
use super::button;
use crate::names::{Names, Runtime};
use crate::syntax::Place;

/// Expands to:
///
/// ```ignore
/// impl remind {
///     /// ..
///     pub fn after(delay: ::core::time::Duration, text: String) -> ::pouch::__private::Timer {
///         ::pouch::__private::Timer::after("remind", delay).with("text", <String as ::pouch::TimerArg>::to_json(&text))
///     }
///
///     /// ..
///     pub fn at(moment: impl ::core::convert::Into<::std::time::SystemTime>, text: String) -> ::pouch::__private::Timer {
///         ::pouch::__private::Timer::at("remind", moment).with("text", <String as ::pouch::TimerArg>::to_json(&text))
///     }
///
///     /// ..
///     pub fn on(schedule: ::pouch::__private::Schedule, text: String) -> ::pouch::__private::Timer {
///         ::pouch::__private::Timer::on("remind", schedule).with("text", <String as ::pouch::TimerArg>::to_json(&text))
///     }
///
///     /// ..
///     pub fn cancel(key: impl ::core::convert::Into<::std::string::String>) -> ::pouch::__private::CancelTimer {
///         ::pouch::__private::CancelTimer::new("remind", key)
///     }
/// }
/// ```
pub(super) fn constructors(handler: &Handler, names: &Names) -> TokenStream {
    let Trigger::Timer(stored) = &handler.trigger else { return TokenStream::new() };
    let Names { timer, cancel_timer, schedule, .. } = names;
    let name = &stored.name;
    let shown = handler.function.name().unraw().to_string();
    let parameters: Vec<_> =
        handler.arguments().map(|Argument { name, written, .. }| quote!(#name: #written)).collect();
    let fields: TokenStream = handler.arguments().map(|field| write(field, &handler.runtime)).collect();
    let [delay, moment, times, key] =
        ["delay", "moment", "schedule", "key"].map(|name| format_ident!("{name}", span = Span::mixed_site()));
    let after = quote! {
        (#delay: ::core::time::Duration, #(#parameters),*) -> #timer { #timer::after(#name, #delay) #fields }
    };
    let at = quote! {
        (#moment: impl ::core::convert::Into<::std::time::SystemTime>, #(#parameters),*) -> #timer {
            #timer::at(#name, #moment) #fields
        }
    };
    let on = quote! {
        (#times: #schedule, #(#parameters),*) -> #timer { #timer::on(#name, #times) #fields }
    };
    let cancel = quote! {
        (#key: impl ::core::convert::Into<::std::string::String>) -> #cancel_timer {
            #cancel_timer::new(#name, #key)
        }
    };
    inherent(
        handler,
        [
            (
                "after",
                format!("Runs [`{shown}`]({shown}()) so much later, when a handler returns it."),
                after,
            ),
            ("at", format!("Runs [`{shown}`]({shown}()) at that time, when a handler returns it."), at),
            (
                "on",
                format!(
                    "Runs [`{shown}`]({shown}()) at those times of the calendar, from when a handler returns it."
                ),
                on,
            ),
            ("cancel", format!("Takes back the timer of [`{shown}`]({shown}()) that has this key."), cancel),
        ],
    )
}

/// The same for a handler with mistakes: it takes anything, so that what sets its timers is not reported, too.
pub(super) fn stand_in(handler: &Handler, names: &Names) -> TokenStream {
    let Trigger::Timer(_) = &handler.trigger else { return TokenStream::new() };
    let Names { timer, cancel_timer, .. } = names;
    let types: Vec<_> = (0..handler.arguments().count()).map(|index| format_ident!("T{index}")).collect();
    let set = quote!(<#(#types),*>(_: impl ::core::marker::Sized, #(_: #types),*) -> #timer { ::core::unreachable!() });
    let cancel = quote!((_: impl ::core::marker::Sized) -> #cancel_timer { ::core::unreachable!() });
    let none = String::new();
    inherent(
        handler,
        [
            ("after", none.clone(), set.clone()),
            ("at", none.clone(), set.clone()),
            ("on", none.clone(), set),
            ("cancel", none, cancel),
        ],
    )
}

fn inherent(handler: &Handler, functions: [(&str, String, TokenStream); 4]) -> TokenStream {
    let (vis, name) = (&handler.function.vis, handler.function.name());
    let functions = functions.into_iter().map(|(function, docs, body)| {
        let function = format_ident!("{function}", span = name.span());
        quote! {
            #[doc = #docs]
            #vis fn #function #body
        }
    });
    quote! {
        #[allow(dead_code, private_interfaces)]
        impl #name {
            #(#functions)*
        }
    }
}

/// Has a timer hold an argument. A type that can't be stored is underlined.
fn write(field: &Argument, runtime: &Runtime) -> TokenStream {
    let (name, shown, written) = (&field.name, button::shown(field), &field.written);
    let Names { timer_arg, .. } = runtime.names_at(Place::of(written).end());
    let written = written.to_token_stream();
    quote!(.with(#shown, <#written as #timer_arg>::to_json(&#name)))
}
