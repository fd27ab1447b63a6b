//! Writes the code beside a handler's function. Nothing here can fail.

mod assertions;
mod button;
mod call;
mod condition;
mod link;
mod rhythm;
mod route;
mod stand_in;
mod timer;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::model::Handler;
use crate::names::Names;
use crate::syntax;

pub(crate) use self::condition::{filter_text, holds};
pub(crate) use self::route::scopes;
pub(super) use self::stand_in::stand_in;

/// Expands to:
///
/// ```ignore
/// enum put {}
///
/// const _: () = {
///     use ::pouch::__private::LendState as _;
///
///     impl ::pouch::__private::Handler for put {
///         const ROUTE: ::pouch::__private::Route = ..;
///         fn call(__pouch_call: &::pouch::__private::Call) -> ::pouch::__private::HandlerFuture<'_> { .. }
///     }
/// };
/// ```
pub(super) fn handler(handler: &Handler) -> TokenStream {
    let names = handler.runtime.names();
    let route = route::constant(handler, &names);
    let call = call::function(handler, &names);
    let assertions = assertions::assertions(handler);
    let button = button::constructor(handler, &names);
    let link = link::constructor(handler, &names);
    let timer = timer::constructors(handler, &names);
    let condition = condition::functions(handler, &names);
    beside(handler, &names, &quote!(#route #call), &quote!(#condition #button #link #timer #assertions))
}

/// The type that stands for the function in `handlers!`, and its implementation of `Handler`.
fn beside(handler: &Handler, names: &Names, items: &TokenStream, more: &TokenStream) -> TokenStream {
    let Names { handler: handler_trait, lend_state, .. } = names;
    let function = &handler.function;
    let (vis, name) = (&function.vis, function.name());
    let conditions = syntax::conditions(&function.attrs);
    let marker = quote_spanned!(name.span()=> enum #name {});
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[allow(non_camel_case_types, unreachable_pub)]
        #vis #marker

        #(#conditions)*
        #[allow(deprecated, unused_imports, unused_mut, unused_qualifications, clippy::all, clippy::pedantic)]
        const _: () = {
            use #lend_state as _;

            #[automatically_derived]
            impl #handler_trait for #name {
                #items
            }

            #more
        };
    }
}
