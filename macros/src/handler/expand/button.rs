//! What makes the buttons of a `#[callback]` function.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::super::model::{Argument, Handler, Stored, Trigger};
use crate::names::{Names, Runtime};
use crate::syntax::{self, Place};

/// What tells the handler's buttons from all others. Expands to:
///
/// ```ignore
/// ::pouch::__private::Tag::of("vote", &["yes: bool"])
/// ```
pub(super) fn tag(callback: &Stored, handler: &Handler, names: &Names) -> TokenStream {
    let Names { tag, .. } = names;
    let name = &callback.name;
    let field = |field: &Argument| format!("{}: {}", shown(field), syntax::text_of(&field.written));
    let fields = handler.arguments().map(field);
    quote!(#tag::of(#name, &[#(#fields),*]))
}

/// The field's name, as one reads it.
pub(super) fn shown(field: &Argument) -> String {
    field.name.unraw().to_string().trim_start_matches('_').to_owned()
}

/// Expands to:
///
/// ```ignore
/// impl vote {
///     /// ..
///     pub fn button(label: impl ::core::convert::Into<::std::string::String>, yes: bool) -> ::pouch::Button {
///         ::pouch::Button::run(label, "vote", ::pouch::__private::Tag::of(..), ::std::vec![
///             <bool as ::pouch::ButtonField>::to_field(&yes),
///         ])
///     }
/// }
/// ```
pub(super) fn constructor(handler: &Handler, names: &Names) -> TokenStream {
    let Trigger::Callback(callback) = &handler.trigger else { return TokenStream::new() };
    let Names { button, .. } = names;
    let tag = tag(callback, handler, names);
    let function = handler.function.name();
    let shown = function.unraw().to_string();
    let label = format_ident!("label", span = Span::mixed_site());
    let parameters = handler.arguments().map(|Argument { name, written, .. }| quote!(#name: #written));
    let fields = handler.arguments().map(|field| write_field(field, &handler.runtime));
    let docs = format!("A button that runs [`{shown}`]({shown}()) with these fields.");
    let body = quote! {
        (#label: impl ::core::convert::Into<::std::string::String>, #(#parameters),*) -> #button {
            #button::run(#label, #shown, #tag, ::std::vec![#(#fields),*])
        }
    };
    inherent(handler, &docs, &body)
}

/// The same for a handler with mistakes: it takes anything, so that what makes its buttons is not reported, too.
pub(super) fn stand_in(handler: &Handler, names: &Names) -> TokenStream {
    let Trigger::Callback(_) = &handler.trigger else { return TokenStream::new() };
    let Names { button, .. } = names;
    let types: Vec<_> = (0..handler.arguments().count()).map(|index| format_ident!("T{index}")).collect();
    let body = quote! {
        <#(#types),*>(_: impl ::core::convert::Into<::std::string::String>, #(_: #types),*) -> #button {
            ::core::unreachable!()
        }
    };
    inherent(handler, "", &body)
}

fn inherent(handler: &Handler, docs: &str, body: &TokenStream) -> TokenStream {
    let (vis, name) = (&handler.function.vis, handler.function.name());
    let button = quote_spanned!(name.span()=> button);
    quote! {
        #[allow(dead_code, private_interfaces)]
        impl #name {
            #[doc = #docs]
            #vis fn #button #body
        }
    }
}

fn write_field(field: &Argument, runtime: &Runtime) -> TokenStream {
    let (name, written) = (&field.name, &field.written);
    let place = Place::of(written);
    let Names { button_field, .. } = runtime.names_at(place.end());
    let written = written.to_token_stream();
    quote!(<#written as #button_field>::to_field(&#name))
}
