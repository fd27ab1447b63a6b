//! Writes a list as a constant, and its checks. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, Path};

use super::model::{Group, Guard, Item, List};
use crate::errors::Errors;
use crate::handler::{filter_text, holds, scopes};
use crate::names::{Names, Runtime};
use crate::syntax::{self, Place};

/// Expands `put, #[with(guard = is_helper)] ..admin::HANDLERS` to:
///
/// ```ignore
/// {
///     const __POUCH_LIST_0: ::pouch::Handlers = ..;
///     const __POUCH_LIST: ::pouch::Handlers = ::pouch::Handlers {
///         items: &[
///             ::pouch::__private::Item::Handler(::pouch::__private::Step {
///                 route: &<put as ::pouch::__private::Handler>::ROUTE,
///                 call: <put as ::pouch::__private::Handler>::call,
///             }),
///             ::pouch::__private::Item::Group(&::pouch::__private::Group { guard: .., list: .., .. }),
///         ],
///     };
///     #[allow(long_running_const_eval)]
///     const _: () = (::pouch::__private::check)(
///         &::pouch::__private::flat::<{ ::pouch::__private::count(__POUCH_LIST) }>(__POUCH_LIST),
///     );
///     __POUCH_LIST
/// }
/// ```
pub(super) fn list(list: &List, errors: Errors) -> TokenStream {
    let mut writer = Writer { runtime: &list.runtime, constants: Vec::new() };
    let items = writer.items(&list.items);
    let constants = writer.constants;
    let completion = errors.completion.expand(&list.runtime);
    let errors = errors.into_compile_errors();
    let place = Place::of(&list.written);
    let Names { check, count, flat, handlers, .. } = list.runtime.names_at(place.end());
    let name = format_ident!("__POUCH_LIST", span = Span::mixed_site());
    // In parentheses, so that the call begins with a token of the list, where rustc shows a panic of the checks.
    let laid_out = quote_spanned!(place.end()=> #flat::<{ #count(#name) }>(#name));
    let check = place.begin(quote_spanned!(place.end()=> (#check)(&#laid_out)));
    quote!({
        #completion
        #errors
        #(#constants)*
        const #name: #handlers = #handlers { items: #items };
        // A long list takes long, which rustc would take for a loop without end.
        #[allow(long_running_const_eval)]
        const _: () = #check;
        #name
    })
}

struct Writer<'a> {
    runtime: &'a Runtime,
    /// Constants for the lists that are made elsewhere, and for what is said to whom guards refuse.
    constants: Vec<TokenStream>,
}

impl Writer<'_> {
    fn items(&mut self, items: &[Item]) -> TokenStream {
        let items: Vec<TokenStream> = items.iter().map(|item| self.item(item)).collect();
        quote!(&[#(#items),*])
    }

    fn item(&mut self, item: &Item) -> TokenStream {
        let Names { item: path, .. } = self.runtime.names();
        match item {
            Item::Handler(handler) => {
                let step = self.step(handler);
                quote!(#path::Handler(#step))
            }
            Item::List(list) => {
                let name = self.constant(list);
                quote!(#path::List(#name))
            }
            Item::Group(group, items) => {
                let group = self.group(group, items);
                quote!(#path::Group(&#group))
            }
        }
    }

    /// The constant that holds a list of another place. Expands to:
    ///
    /// ```ignore
    /// const __POUCH_LIST_0: ::pouch::Handlers = match ::pouch::__private::Spread(admin::HANDLERS) {
    ///     __pouch_list => __pouch_list.list(),
    /// };
    /// ```
    fn constant(&mut self, list: &Expr) -> Ident {
        let name = format_ident!("__POUCH_LIST_{}", self.constants.len(), span = Span::mixed_site());
        let place = Place::of(list);
        let Names { handlers, spread, .. } = self.runtime.names_at(place.end());
        let one = format_ident!("__pouch_list", span = place.end());
        // By a name, so that rustc shows what is no list, and not the code that finds out.
        let list = quote_spanned!(place.end()=> match #spread(#list) { #one => #one.list() });
        self.constants.push(quote!(const #name: #handlers = #list;));
        name
    }

    /// The constant that holds what is said to whom a guard refuses. Expands to:
    ///
    /// ```ignore
    /// const __POUCH_OTHERWISE_0: ::pouch::__private::Otherwise =
    ///     ::pouch::__private::Otherwise::new(
    ///         &::pouch::__private::Refusing::by(REFUSAL, |__pouch_refusal, __pouch_arrived, __pouch_mark| {
    ///             ::pouch::__private::Refusal::words(__pouch_refusal, __pouch_mark, __pouch_arrived)
    ///         }),
    ///         "REFUSAL",
    ///     );
    /// ```
    fn otherwise(&mut self, words: &Expr) -> Ident {
        let name = format_ident!("__POUCH_OTHERWISE_{}", self.constants.len(), span = Span::mixed_site());
        let place = Place::of(words);
        let Names { otherwise, refusing, refusal_words, .. } = self.runtime.names_at(place.end());
        let text = syntax::text_of(words);
        let refusal = format_ident!("__pouch_refusal", span = place.end());
        // Called with a name, so that rustc shows what is no refusal, and not the code that finds out.
        let refusing = quote_spanned! {place.end()=>
            #refusing::by(#words, |#refusal, __pouch_arrived, __pouch_mark| {
                #refusal_words(#refusal, __pouch_mark, __pouch_arrived)
            })
        };
        self.constants.push(quote!(const #name: #otherwise = #otherwise::new(&#refusing, #text);));
        name
    }

    fn step(&self, function: &Path) -> TokenStream {
        let place = Place::of(function);
        let Names { step, .. } = self.runtime.names();
        let Names { handler, .. } = self.runtime.names_at(place.end());
        let function = quote_spanned!(place.end()=> <#function as #handler>);
        quote!(#step { route: &#function::ROUTE, call: #function::call })
    }

    fn group(&mut self, group: &Group, items: &[Item]) -> TokenStream {
        let names = self.runtime.names();
        let Names { group: path, handlers, .. } = &names;
        let filter = option(group.filter.as_ref().map(|filter| {
            let arrived = format_ident!("__pouch_arrived", span = Span::mixed_site());
            let holds = holds(filter, &arrived, self.runtime);
            quote!(|#arrived| #holds)
        }));
        let filter_text = group.filter.as_ref().map(filter_text).unwrap_or_default();
        let guard = option(group.guard.as_ref().map(|guard| self.gate(guard)));
        let otherwise = option(group.otherwise.as_ref().map(|words| self.otherwise(words)));
        let before = group.before.iter().map(|layer| self.step(layer));
        let after = group.after.iter().map(|layer| self.step(layer));
        let (before, after) = (quote!(&[#(#before),*]), quote!(&[#(#after),*]));
        let (hidden, scopes) = (group.hidden, scopes(&group.scopes, &names));
        let items = self.items(items);
        quote! {
            #path {
                list: #handlers { items: #items },
                filter: #filter,
                filter_text: #filter_text,
                guard: #guard,
                otherwise: #otherwise,
                before: #before,
                after: #after,
                hidden: #hidden,
                scopes: #scopes,
            }
        }
    }

    fn gate(&self, guard: &Guard) -> TokenStream {
        let Names { gate, .. } = self.runtime.names();
        match guard {
            Guard::One(function) => {
                let step = self.step(function);
                quote!(#gate::One(#step))
            }
            Guard::Parens(guard) => {
                let guard = self.gate(guard);
                quote!(#gate::Parens(&#guard))
            }
            Guard::Not(guard) => {
                let guard = self.gate(guard);
                quote!(#gate::Not(&#guard))
            }
            Guard::And(one, other) => {
                let (one, other) = (self.gate(one), self.gate(other));
                quote!(#gate::And(&#one, &#other))
            }
            Guard::Or(one, other) => {
                let (one, other) = (self.gate(one), self.gate(other));
                quote!(#gate::Or(&#one, &#other))
            }
        }
    }
}

fn option(value: Option<impl ToTokens>) -> TokenStream {
    let some = value.map(|value| quote!(::core::option::Option::Some(#value)));
    some.unwrap_or_else(|| quote!(::core::option::Option::None))
}
