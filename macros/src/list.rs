//! The list of a bot's handlers, for `handlers!`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Path, Token, bracketed};

use crate::errors::{Errors, Mistake};
use crate::names::{Names, Runtime};
use crate::syntax::Place;

type Handlers = Punctuated<Path, Token![,]>;

/// Expands `[$crate] put, admin::ban` to:
///
/// ```ignore
/// {
///     #[allow(long_running_const_eval)]
///     const _: () = (::pouch::__private::check)(&[
///         <put as ::pouch::__private::Handler>::ROUTE,
///         <admin::ban as ::pouch::__private::Handler>::ROUTE,
///     ]);
///     ::pouch::Handlers::default()
///         .with(&<put as ::pouch::__private::Handler>::ROUTE, <put as ::pouch::__private::Handler>::call)
///         .with(&<admin::ban as ::pouch::__private::Handler>::ROUTE, <admin::ban as ::pouch::__private::Handler>::call)
/// }
/// ```
///
/// This is no `macro_rules!`, since rustc would then show an error of the check as the macro's own.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (runtime, list) = split.parse2(tokens).unwrap_or_else(|error| {
        errors.report_syntax(error);
        (Runtime { path: None }, TokenStream::new())
    });
    let handlers = Handlers::parse_terminated.parse2(list.clone()).unwrap_or_else(|_| {
        let mistake = Mistake::new("a list of handlers holds their names, with commas between them");
        errors.report(&list, mistake.help("write `handlers![put, admin::ban]`"));
        Handlers::new()
    });
    let errors = errors.into_compile_errors();
    let place = Place::of(&list);
    let Names { check, handler, handlers: list, .. } = runtime.names_at(place.end());
    let handlers: Vec<TokenStream> =
        handlers.iter().map(|path| quote_spanned!(Place::of(path).end()=> <#path as #handler>)).collect();
    // In parentheses, so that the call begins with a token of the list, where rustc shows a panic of the check.
    let check = place.begin(quote_spanned!(place.end()=> (#check)(&[#(#handlers::ROUTE),*])));
    quote!({
        #errors
        // A long list takes long, which rustc would take for a loop without end.
        #[allow(long_running_const_eval)]
        const _: () = #check;
        #list::default() #(.with(&#handlers::ROUTE, #handlers::call))*
    })
}

fn split(input: ParseStream) -> syn::Result<(Runtime, TokenStream)> {
    let root;
    bracketed!(root in input);
    let path = root.call(Path::parse_mod_style)?;
    Ok((Runtime { path: Some(path) }, input.parse::<TokenStream>()?.into_token_stream()))
}
