//! Reads a list.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::token::Bracket;
use syn::{Attribute, BinOp, Expr, ExprLit, Lit, Meta, Path, Token, UnOp, bracketed};

use super::model::{Group, Guard, Item, List};
use crate::errors::{Errors, Mistake};
use crate::handler::{SCOPES, read_filter};
use crate::names::Runtime;
use crate::options::{Grammar, Options};
use crate::syntax;

pub(super) const WITH: Grammar = Grammar {
    attribute: "with",
    text: None,
    words: None,
    options: &["filter", "guard", "otherwise", "before", "after", "hidden", "scope"],
};

/// What stands between two commas.
struct Element {
    attrs: Vec<Attribute>,
    kind: Kind,
}

enum Kind {
    Spread(Expr),
    Nested(Vec<Element>),
    One(Expr),
}

/// Reads `[$crate]` and the items; what can't be read is reported, and leaves the list empty.
pub(super) fn list(tokens: TokenStream, errors: &mut Errors) -> List {
    let (runtime, written) = split.parse2(tokens).unwrap_or_else(|error| {
        errors.report_syntax(error);
        (Runtime { path: None }, TokenStream::new())
    });
    let elements = elements.parse2(written.clone()).unwrap_or_else(|_| {
        errors.report(&written, no_list());
        Vec::new()
    });
    let items = elements.into_iter().filter_map(|element| item(element, errors)).collect();
    List { runtime, written, items }
}

fn split(input: ParseStream) -> syn::Result<(Runtime, TokenStream)> {
    let root;
    bracketed!(root in input);
    let path = root.call(Path::parse_mod_style)?;
    Ok((Runtime { path: Some(path) }, input.parse::<TokenStream>()?.into_token_stream()))
}

fn elements(input: ParseStream) -> syn::Result<Vec<Element>> {
    let elements = Punctuated::<_, Token![,]>::parse_terminated_with(input, element)?;
    Ok(elements.into_iter().collect())
}

fn element(input: ParseStream) -> syn::Result<Element> {
    let attrs = input.call(Attribute::parse_outer)?;
    let kind = if input.peek(Token![..]) {
        input.parse::<Token![..]>()?;
        Kind::Spread(input.parse()?)
    } else if input.peek(Bracket) {
        let inner;
        bracketed!(inner in input);
        Kind::Nested(elements(&inner)?)
    } else {
        Kind::One(input.parse()?)
    };
    Ok(Element { attrs, kind })
}

fn no_list() -> Mistake {
    Mistake::new("a list of handlers holds their names, with commas between them")
        .help("write `handlers![put, admin::ban]`")
}

fn item(Element { attrs, kind }: Element, errors: &mut Errors) -> Option<Item> {
    let item = match kind {
        Kind::Spread(list) => Some(Item::List(list)),
        Kind::Nested(elements) => {
            let items = elements.into_iter().filter_map(|element| item(element, errors)).collect();
            Some(Item::Group(Box::default(), items))
        }
        Kind::One(one) => single(one, errors),
    };
    let groups: Vec<Group> = attrs.into_iter().filter_map(|attr| group(&attr, errors)).collect();
    let around = |item, group| Item::Group(Box::new(group), vec![item]);
    item.map(|item| groups.into_iter().rev().fold(item, around))
}

/// A handler by its name; or a call, which makes a list.
fn single(item: Expr, errors: &mut Errors) -> Option<Item> {
    match item {
        Expr::Path(path) if is_constant(&path.path) => {
            let list = syntax::text_of(&path);
            let mistake = Mistake::new(format!("`{list}` is no handler by its name, but a constant"));
            errors.report(path, mistake.help(format_args!("write `..{list}` for a list in a list")));
            None
        }
        Expr::Path(path) if path.qself.is_none() => Some(Item::Handler(path.path)),
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Macro(_) => Some(Item::List(item)),
        Expr::Group(group) => single(*group.expr, errors),
        other => {
            errors.report(other, no_list());
            None
        }
    }
}

/// Whether it is named as constants are: `admin::HANDLERS`.
fn is_constant(path: &Path) -> bool {
    let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    name.len() > 1 && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

fn group(attr: &Attribute, errors: &mut Errors) -> Option<Group> {
    let tokens = match &attr.meta {
        Meta::List(list) if list.path.is_ident("with") => list.tokens.clone(),
        _ => {
            let mistake = Mistake::new("the attribute of an item is `#[with(..)]`");
            errors.report(attr, mistake.help("write `#[with(guard = guards::admins)]`, for instance"));
            return None;
        }
    };
    if tokens.is_empty() {
        errors.completion.add_missing(WITH.attribute);
    }
    errors.completion.add_next_option(WITH.attribute, &tokens);
    let mut options = Options::parse(&WITH, tokens, errors);
    Some(Group {
        filter: read_filter(&mut options, errors),
        otherwise: otherwise(&mut options, errors),
        guard: guard_option(&mut options, errors),
        before: options.path("before", "count", errors),
        after: options.path("after", "audit", errors),
        hidden: options.flag("hidden", errors),
        scopes: options.alternatives("scope", &SCOPES, errors),
    })
}

fn otherwise(options: &mut Options, errors: &mut Errors) -> Option<Expr> {
    let key = options.key("otherwise")?;
    if options.key("guard").is_none() {
        let mistake = Mistake::new("`otherwise` is said to whom a guard refuses, and here is no guard")
            .help("write `#[with(guard = guards::admins, otherwise = \"..\")]`, for instance")
            .note("what a filter does not accept goes on to the handlers behind");
        errors.report(key, mistake);
    }
    let value = options.value("otherwise", "otherwise = \"That is for administrators.\"", errors)?;
    errors.completion.add_paths(&value);
    match syn::parse2(value.clone()) {
        Ok(Expr::Closure(closure)) => {
            let mistake = Mistake::new("the text is made by a function with a name, not by a closure");
            errors.report(closure, mistake.help("write `fn refuse(user: &User) -> String` and name it here"));
            None
        }
        Ok(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if text.value().trim().is_empty() => {
            let mistake = Mistake::new("`otherwise` says nothing");
            errors.report(text, mistake.help("write what a person is told, or leave `otherwise` out"));
            None
        }
        Ok(words) => Some(words),
        Err(_) => {
            let mistake = Mistake::new("`otherwise` takes a text, or a function that makes one");
            errors.report(value, mistake.help("write `otherwise = \"That is for administrators.\"`"));
            None
        }
    }
}

fn guard_option(options: &mut Options, errors: &mut Errors) -> Option<Guard> {
    let value = options.value("guard", "guard = guards::admins", errors)?;
    errors.completion.add_paths(&value);
    let Ok(expression) = syn::parse2(value.clone()) else {
        errors.report(value, no_guard());
        return None;
    };
    guard(expression, errors)
}

fn guard(part: Expr, errors: &mut Errors) -> Option<Guard> {
    match part {
        Expr::Paren(paren) => Some(Guard::Parens(Box::new(guard(*paren.expr, errors)?))),
        Expr::Group(group) => guard(syntax::ungroup(*group.expr), errors),
        Expr::Path(path) if path.qself.is_none() => Some(Guard::One(path.path)),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            Some(Guard::Not(Box::new(guard(*unary.expr, errors)?)))
        }
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitAnd(_) | BinOp::BitOr(_)) => {
            let (left, right) = (guard(*binary.left, errors), guard(*binary.right, errors));
            let (left, right) = (Box::new(left?), Box::new(right?));
            let is_and = matches!(binary.op, BinOp::BitAnd(_));
            Some(if is_and { Guard::And(left, right) } else { Guard::Or(left, right) })
        }
        other => {
            errors.report(other, no_guard());
            None
        }
    }
}

fn no_guard() -> Mistake {
    Mistake::new("this is no guard")
        .help("write functions with `#[guard]`, joined by `&`, `|` and `!`: `guard = guards::admins | is_helper`")
        .note("what an update alone tells stands in `filter = ..`")
}
