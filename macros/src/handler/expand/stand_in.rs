//! What stands in for a handler with mistakes, so that `handlers!` does not report it a second time.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::model::Handler;
use super::{beside, button, link, route, timer};
use crate::names::Names;

/// Expands to the type and an implementation that is never run.
pub(in super::super) fn stand_in(handler: &Handler) -> TokenStream {
    let names = handler.runtime.names();
    let Names { call, future, route, trigger, .. } = &names;
    let place = route::place(handler.function.name());
    let items = quote! {
        const ROUTE: #route = #route {
            trigger: #trigger::Broken,
            #place
            ..#route::NONE
        };
        fn call(_: &#call) -> #future<'_> {
            ::core::unreachable!()
        }
    };
    let (button, link) = (button::stand_in(handler, &names), link::stand_in(handler, &names));
    let timer = timer::stand_in(handler, &names);
    beside(handler, &names, &items, &quote!(#button #link #timer))
}
