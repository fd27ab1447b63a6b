//! Questions about tokens that several attributes ask.

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, GenericArgument, Ident, Lifetime, Path, PathArguments, Type, parse_quote};

/// Types of single values, as one types them.
const PRIMITIVES: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
    "u128", "usize",
];

/// The type without the invisible groups and parentheses around it.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// What stands in an invisible group, such as a macro makes around an expression: in parentheses, if it would mean something
/// else without.
pub(crate) fn ungroup(expression: Expr) -> Expr {
    match expression {
        Expr::Binary(_) => parse_quote!((#expression)),
        other => other,
    }
}

/// The last name of a path, the one that a `use` leaves visible.
pub(crate) fn last_name(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| segment.ident.to_string())
}

/// Takes the first attribute with one of `names`, under any path, out of `attrs`.
pub(crate) fn take_attribute(attrs: &mut Vec<Attribute>, names: &[&str]) -> Option<Attribute> {
    let is_named =
        |attr: &Attribute| last_name(attr.path()).is_some_and(|name| names.contains(&name.as_str()));
    attrs.iter().position(is_named).map(|index| attrs.remove(index))
}

/// The attributes that decide whether the item exists, which generated items must share.
pub(crate) fn conditions(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
}

/// Every token, with the groups opened.
fn flatten(tokens: TokenStream) -> Vec<TokenTree> {
    let mut flat = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            flat.extend(flatten(group.stream()));
        } else {
            flat.push(token);
        }
    }
    flat
}

/// The first use of `keyword` anywhere in `tokens`.
pub(crate) fn find_keyword(tokens: impl ToTokens, keyword: &str) -> Option<Ident> {
    flatten(tokens.into_token_stream()).into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == keyword => Some(ident),
        _ => None,
    })
}

/// Whether one of `names` stands anywhere in `tokens`.
pub(crate) fn names_any(tokens: impl ToTokens, names: &[&str]) -> bool {
    let is_named = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if names.iter().any(|name| ident == name));
    flatten(tokens.into_token_stream()).iter().any(is_named)
}

/// The first lifetime anywhere in `tokens`.
pub(crate) fn find_lifetime(tokens: impl ToTokens) -> Option<Lifetime> {
    let flat = flatten(tokens.into_token_stream());
    flat.windows(2).find_map(|pair| match pair {
        [TokenTree::Punct(tick), TokenTree::Ident(ident)] if tick.as_char() == '\'' => {
            Some(Lifetime { apostrophe: tick.span(), ident: ident.clone() })
        }
        _ => None,
    })
}

/// Whether there is a `&` anywhere in `tokens`.
pub(crate) fn has_reference(tokens: impl ToTokens) -> bool {
    let is_and = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '&');
    flatten(tokens.into_token_stream()).iter().any(is_and)
}

/// Where some of the user's tokens stand. rustc underlines an expression from its first to its last token, so
/// generated code that begins and ends there is underlined as if it were those tokens.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    first: Span,
    last: Span,
}

impl Place {
    /// The place of `tokens`, of which there is at least one.
    pub(crate) fn of(tokens: impl ToTokens) -> Self {
        let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Place { first, last: spans.last().unwrap_or(first) }
    }

    /// The span for the first token of generated code.
    pub(crate) fn start(self) -> Span {
        self.first
    }

    /// The span for all other tokens of generated code.
    pub(crate) fn end(self) -> Span {
        self.last
    }

    /// Makes `code`, whose tokens bear [`end`](Self::end), begin where the place begins.
    pub(crate) fn begin(self, code: TokenStream) -> TokenStream {
        let mut code = code.into_iter();
        let first = code.next().map(|mut token| {
            token.set_span(self.first);
            token
        });
        first.into_iter().chain(code).collect()
    }
}

/// The tokens as a person would write them: `Option<&mut Shelf>`.
pub(crate) fn text_of(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write_text(tokens.into_token_stream(), &mut text);
    text
}

fn write_text(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let is_literal = text.ends_with(char::is_alphanumeric);
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::Brace if is_literal => (" { ", " }"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_text(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => write_punct(punct.as_char(), punct.spacing(), text),
            word => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
            }
        }
    }
}

/// Writes one sign, with the spaces that rustfmt would put around it.
fn write_punct(sign: char, spacing: Spacing, text: &mut String) {
    let is_arrow = sign == '>' && text.ends_with('-');
    let is_minus = sign == '-' && text.ends_with(|last: char| last.is_alphanumeric() || last == ')');
    let is_colon = sign == ':' && spacing == Spacing::Alone && !text.ends_with(':');
    if is_minus || matches!(sign, '+' | '=') || (sign == '\'' && text.ends_with(char::is_alphanumeric)) {
        text.push(' ');
    }
    text.push(sign);
    if is_arrow || is_colon || matches!(sign, ',' | '+' | ';') || (sign == '=' && spacing == Spacing::Alone) {
        text.push(' ');
    }
}

/// Whether it is a number, a `bool` or a `char`.
pub(crate) fn is_primitive(ty: &Type) -> bool {
    let Type::Path(path) = peel(ty) else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.arguments.is_none() && PRIMITIVES.iter().any(|name| last.ident == name))
}

/// The argument at that position of a type with that name, such as the error of a `Result`.
pub(crate) fn argument_of<'a>(ty: &'a Type, name: &str, position: usize) -> Option<&'a Type> {
    let Type::Path(path) = peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.iter().nth(position)? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
