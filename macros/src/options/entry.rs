//! One entry between the commas of an attribute.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::token::Paren;
use syn::{Ident, LitStr, Token};

/// What stands between two commas.
pub(super) enum Entry {
    /// `"put"`
    Text(LitStr),
    /// `hidden`, or with a value `description = ".."` or `translations(..)`.
    Option { key: Ident, value: Option<TokenStream> },
    /// Anything else.
    Other(TokenStream),
}

impl Entry {
    /// Reads every entry of an attribute; a broken one does not hide those after it.
    pub(super) fn read_all(tokens: TokenStream) -> Vec<Entry> {
        split_at_commas(tokens).into_iter().map(Entry::read).collect()
    }

    fn read(tokens: TokenStream) -> Entry {
        let known = |input: ParseStream| {
            if input.peek(LitStr) {
                return input.parse().map(Entry::Text);
            }
            let key = input.call(Ident::parse_any)?;
            let value = match input.parse::<Option<Token![=]>>()? {
                Some(_) => Some(input.parse()?),
                None if input.peek(Paren) => Some(input.parse()?),
                None => None,
            };
            Ok(Entry::Option { key, value })
        };
        known.parse2(tokens.clone()).unwrap_or(Entry::Other(tokens))
    }
}

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Entry::Text(text) => text.to_tokens(tokens),
            Entry::Option { key, value } => {
                key.to_tokens(tokens);
                value.to_tokens(tokens);
            }
            Entry::Other(other) => other.to_tokens(tokens),
        }
    }
}

pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    let mut entry = TokenStream::new();
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => entries.push(std::mem::take(&mut entry)),
            _ => entry.extend([token]),
        }
    }
    entries.push(entry);
    entries.retain(|entry| !entry.is_empty());
    entries
}
