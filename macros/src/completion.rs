//! What an editor offers where a name is being typed in an attribute.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Path;
use syn::parse::Parser;

use crate::names::{Names, Runtime};
use crate::{choice, data, handler, list, survey};

/// Names that are perhaps being typed, as imports of them.
///
/// rust-analyzer completes a name in an attribute if it is generated where it can be completed, and if equally much is
/// generated before it, whatever is typed. So this stands before all else that depends on the attribute.
#[derive(Default)]
pub(crate) struct Completion {
    names: Vec<Name>,
}

enum Name {
    /// One of those in a module of [`known`].
    Known { module: &'static str, name: Ident },
    /// The path of something of the user's.
    Path(Path),
}

impl Completion {
    /// A name that is none of those in the module of [`known`].
    pub(crate) fn add_unknown(&mut self, module: &'static str, name: &Ident) {
        self.names.push(Name::Known { module, name: name.clone() });
    }

    /// The place of a name of which nothing is there yet.
    pub(crate) fn add_missing(&mut self, module: &'static str) {
        self.names.push(Name::Known { module, name: nothing() });
    }

    /// The next option of an attribute, if a comma stands before it.
    pub(crate) fn add_next_option(&mut self, attribute: &'static str, options: &TokenStream) {
        let last = options.clone().into_iter().last();
        if matches!(last, Some(TokenTree::Punct(comma)) if comma.as_char() == ',') {
            self.add_missing(attribute);
        }
    }

    /// The paths in the value of an option.
    pub(crate) fn add_paths(&mut self, value: &TokenStream) {
        let mut path = TokenStream::new();
        for token in value.clone() {
            match token {
                TokenTree::Ident(_) => token.to_tokens(&mut path),
                TokenTree::Punct(punct) if punct.as_char() == ':' => punct.to_tokens(&mut path),
                TokenTree::Group(group) if path.is_empty() && group.delimiter() != Delimiter::Brace => {
                    self.add_paths(&group.stream());
                }
                _ => self.add_path(std::mem::take(&mut path)),
            }
        }
        self.add_path(path);
    }

    fn add_path(&mut self, path: TokenStream) {
        let tokens: Vec<TokenTree> = path.clone().into_iter().collect();
        let path = match tokens.as_slice() {
            [] => return,
            // Alone, it would be the beginning of a path, which no function is.
            [TokenTree::Ident(name)] => quote!(self::#name),
            [.., TokenTree::Ident(_)] => path,
            _ => {
                let nothing = nothing();
                quote!(#path #nothing)
            }
        };
        // rustc reads it before it takes it away.
        if let Ok(path) = Path::parse_mod_style.parse2(path) {
            self.names.push(Name::Path(path));
        }
    }

    /// Expands to:
    ///
    /// ```ignore
    /// #[allow(unexpected_cfgs)]
    /// const _: () = {
    ///     #[cfg(rust_analyzer)]
    ///     {
    ///         use ::pouch::__private::known::command::hid as _;
    ///         use filters::priv as _;
    ///     }
    /// };
    /// ```
    pub(crate) fn expand(&self, runtime: &Runtime) -> TokenStream {
        if self.names.is_empty() {
            return TokenStream::new();
        }
        let Names { known, .. } = runtime.names();
        let imports = self.names.iter().map(|name| match name {
            Name::Known { module, name } => {
                let module = Ident::new(module, Span::call_site());
                quote!(use #known::#module::#name as _;)
            }
            Name::Path(path) => quote!(use #path as _;),
        });
        // rustc is not told of a `cfg` that rust-analyzer alone sets, and takes away what stands below it.
        quote! {
            #[allow(unexpected_cfgs)]
            const _: () = {
                #[cfg(rust_analyzer)]
                {
                    #(#imports)*
                }
            };
        }
    }
}

/// What stands for a name of which nothing is there yet.
fn nothing() -> Ident {
    format_ident!("__pouch_nothing")
}

/// A module for each attribute, with a constant for each of its options and words, and one for the values of `scope`.
pub(crate) fn known() -> TokenStream {
    let mut modules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let grammars =
        [handler::grammars(), data::grammars(), choice::grammars(), survey::grammars(), list::grammars()];
    for grammar in grammars.into_iter().flatten() {
        modules.entry(grammar.attribute).or_default().extend(grammar.known());
    }
    modules.entry("scope").or_default().extend(handler::SCOPES);
    let modules = modules.into_iter().map(|(attribute, names)| {
        let module = Ident::new(attribute, Span::call_site());
        // `crate` can be no constant.
        let names = names.into_iter().filter_map(|name| syn::parse_str::<Ident>(name).ok());
        quote!(pub mod #module { #(pub const #names: () = ();)* })
    });
    quote!(#(#modules)*)
}
