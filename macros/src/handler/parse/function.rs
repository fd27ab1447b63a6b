//! Reads the item below the attribute.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, FnArg, Signature, Token, Visibility};

use super::super::model::{Attr, Function};
use crate::errors::{Errors, Mistake};
use crate::syntax;

/// Reads a free function, and gives it with the tokens to emit again; reports anything else.
///
/// The body stays as it is, unread: half-typed code in it is for rustc to report.
pub(super) fn read(attr: Attr, item: TokenStream, errors: &mut Errors) -> Option<(TokenStream, Function)> {
    let (mut function, body) = match item_fn.parse2(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            report_other_item(attr, item, error, errors);
            return None;
        }
    };
    if let Some(FnArg::Receiver(receiver)) = function.signature.inputs.first() {
        errors.report(receiver, not_free(attr));
        return None;
    }
    if !has_block(&body) {
        let mistake = Mistake::new(format!("`#[{}]` belongs on a function with a body", attr.name()));
        errors.report(function.name(), mistake.help("move it to a free function"));
        return None;
    }
    if take_other_attributes(attr, &mut function, errors) {
        let Function { attrs, vis, signature } = &function;
        return Some((quote!(#(#attrs)* #vis #signature #body), function));
    }
    Some((item, function))
}

fn item_fn(input: ParseStream) -> syn::Result<(Function, TokenStream)> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis: Visibility = input.parse()?;
    let signature: Signature = input.parse()?;
    Ok((Function { attrs, vis, signature }, input.parse()?))
}

fn has_block(body: &TokenStream) -> bool {
    let last = body.clone().into_iter().last();
    matches!(last, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

/// Reports what stands there instead of a function, or why the function can't be read.
fn report_other_item(attr: Attr, item: TokenStream, error: syn::Error, errors: &mut Errors) {
    let head = |input: ParseStream| -> syn::Result<Option<TokenStream>> {
        input.call(Attribute::parse_outer)?;
        Visibility::parse(input)?;
        let is_fn = input.peek(Token![fn]) || input.peek2(Token![fn]) || input.peek3(Token![fn]);
        let rest: TokenStream = input.parse()?;
        Ok((!is_fn).then(|| rest.into_iter().take(2).collect()))
    };
    match head.parse2(item) {
        Ok(Some(head)) => {
            let mistake = Mistake::new(format!("`#[{}]` belongs on a function", attr.name()));
            errors.report(head, mistake.help("a handler is a free function, `fn` or `async fn`"));
        }
        Ok(None) | Err(_) => errors.report_syntax(error),
    }
}

fn not_free(attr: Attr) -> Mistake {
    Mistake::new(format!("`#[{}]` belongs on a free function, and this is a method", attr.name()))
        .help("move it out of the `impl`, and borrow what it needs: `shelf: &Shelf`")
}

/// Takes all other attributes of ours off the function, since each would add a type of the same name.
fn take_other_attributes(attr: Attr, function: &mut Function, errors: &mut Errors) -> bool {
    let count = function.attrs.len();
    while let Some(other) = syntax::take_attribute(&mut function.attrs, &Attr::ALL.map(Attr::name)) {
        let wrong = format!("`{}` is a handler already, by `#[{}]`", function.name(), attr.name());
        errors.report(other, Mistake::new(wrong).help("write a function for each, and share what both do"));
    }
    function.attrs.len() < count
}
