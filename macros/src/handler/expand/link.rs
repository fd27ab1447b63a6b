//! What makes the links of a `#[command("start", deep_link)]` function.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::super::model::{Argument, Handler};
use crate::names::Names;
use crate::syntax::Place;

/// Expands to:
///
/// ```ignore
/// impl start {
///     /// ..
///     pub fn link(
///         bot: &str,
///         referrer: u64,
///     ) -> ::core::result::Result<::pouch::__private::DeepLink, ::pouch::__private::LinkTooLong> {
///         ::pouch::__private::DeepLink::of(bot, &[<u64 as ::pouch::ButtonField>::to_field(&referrer)])
///     }
/// }
///
/// const _: () = (::pouch::__private::check_link_size)("start", &[<u64 as ::pouch::ButtonField>::LONGEST]);
/// ```
pub(super) fn constructor(handler: &Handler, names: &Names) -> TokenStream {
    if !handler.has_deep_link() {
        return TokenStream::new();
    }
    let Names { deep_link, .. } = names;
    let bot = format_ident!("bot", span = Span::mixed_site());
    let parameters = handler.arguments().map(|Argument { name, written, .. }| quote!(#name: #written));
    let fields = handler.arguments().map(|argument| {
        let (name, field) = (&argument.name, as_field(argument, handler));
        quote!(#field::to_field(&#name))
    });
    let function = inherent(
        handler,
        names,
        &quote!((#bot: &str, #(#parameters),*)),
        &quote!(#deep_link::of(#bot, &[#(#fields),*])),
    );
    let check = size(handler);
    quote!(#function #check)
}

/// The same for a handler with mistakes: it takes anything, so that what makes its links is not reported, too.
pub(super) fn stand_in(handler: &Handler, names: &Names) -> TokenStream {
    if !handler.has_deep_link() {
        return TokenStream::new();
    }
    let types: Vec<_> = (0..handler.arguments().count()).map(|index| format_ident!("T{index}")).collect();
    inherent(handler, names, &quote!(<#(#types),*>(_: &str, #(_: #types),*)), &quote!(::core::unreachable!()))
}

fn inherent(handler: &Handler, names: &Names, parameters: &TokenStream, body: &TokenStream) -> TokenStream {
    let Names { deep_link, link_too_long, .. } = names;
    let (vis, name) = (&handler.function.vis, handler.function.name());
    let shown = name.unraw().to_string();
    let docs = format!(
        "A link to the bot of that username, which runs [`{shown}`]({shown}()) with these arguments."
    );
    let link = quote_spanned!(name.span()=> link);
    quote! {
        #[allow(dead_code, private_interfaces)]
        impl #name {
            #[doc = #docs]
            #vis fn #link #parameters -> ::core::result::Result<#deep_link, #link_too_long> {
                #body
            }
        }
    }
}

/// Refuses arguments that may be too long for a link.
fn size(handler: &Handler) -> TokenStream {
    let name = handler.function.name();
    let shown = name.unraw().to_string();
    let place = Place::of(name);
    let Names { check_link_size, .. } = handler.runtime.names_at(place.end());
    let longest = handler.arguments().map(|argument| {
        let field = as_field(argument, handler);
        quote!(#field::LONGEST)
    });
    let longest = quote!(&[#(#longest),*]);
    quote_spanned!(place.end()=> const _: () = (#check_link_size)(#shown, #longest);)
}

/// `<u64 as ::pouch::ButtonField>`, shown at the type.
fn as_field(Argument { written, .. }: &Argument, handler: &Handler) -> TokenStream {
    let Names { button_field, .. } = handler.runtime.names_at(Place::of(written).end());
    quote!(<#written as #button_field>)
}
