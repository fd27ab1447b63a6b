//! Reads the struct and its attributes into the model.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, Expr, Field, Fields, GenericArgument, Ident, Item, LitInt, LitStr, Meta, Pat, PathArguments,
    Type,
};

use super::model::{Condition, Question, Survey, Terms, Title};
use super::ranges;
use crate::docs;
use crate::errors::{Errors, Mistake};
use crate::names::Runtime;
use crate::options::{Grammar, Options};
use crate::spelling;
use crate::syntax;

const ON_STRUCT: Grammar = Grammar {
    attribute: "survey",
    text: Some("order"),
    words: None,
    options: &[
        "title", "review", "version", "results", "once_per", "limit", "closes", "expires", "remind",
        "hidden", "crate",
    ],
};

const ON_FIELD: Grammar = Grammar {
    attribute: "ask",
    text: Some("Your name?"),
    words: None,
    options: &[
        "len",
        "range",
        "pick",
        "regex",
        "when",
        "default",
        "label",
        "columns",
        "placeholder",
        "error",
        "example",
    ],
};

/// Reads what can be read and reports the rest; there is no survey where the item has no named fields.
pub(super) fn survey(item: TokenStream, errors: &mut Errors) -> Option<Survey> {
    let item = match syn::parse2(item) {
        Ok(Item::Struct(item)) => item,
        Ok(Item::Enum(item)) => return report_other(&item.ident, errors),
        Ok(other) => return report_other(&other, errors),
        Err(error) => {
            errors.report_syntax(error);
            return None;
        }
    };
    let Fields::Named(fields) = item.fields else { return report_other(&item.ident, errors) };
    let mut options = Options::parse(&ON_STRUCT, said(&item.attrs, "survey"), errors);
    let runtime = Runtime { path: options.runtime(errors) };
    let command = command(&mut options, &item.ident, errors);
    let title = title(options.text("title", errors), &item.attrs, &item.ident);
    let review = options.flag("review", errors);
    let hidden = options.flag("hidden", errors);
    let version = number(&mut options, "version", "version = 2", errors);
    let terms = Terms {
        results: options.flag("results", errors),
        once_per: options.text("once_per", errors),
        limit: number(&mut options, "limit", "limit = 500", errors),
        closes: options.text("closes", errors),
        expires: options.text("expires", errors),
        remind: options.text("remind", errors),
    };
    let questions = fields.named.into_iter().filter_map(|field| question(field, errors)).collect();
    let (name, generics) = (item.ident, item.generics);
    Some(Survey { runtime, name, generics, command, title, review, version, hidden, terms, questions })
}

fn report_other(at: impl ToTokens, errors: &mut Errors) -> Option<Survey> {
    let mistake = Mistake::new("`#[derive(Survey)]` belongs on a struct with named fields");
    errors.report(at, mistake.help("write `struct Name { #[ask(\"Your name?\")] name: String }`"));
    None
}

fn command(options: &mut Options, name: &Ident, errors: &mut Errors) -> LitStr {
    options.take_text().unwrap_or_else(|| {
        let own_name = spelling::to_command_name(&name.unraw().to_string()).unwrap_or_default();
        if !options.is_misread() {
            let mistake = Mistake::new(format!("survey `{name}` has no command that starts it"));
            errors.report(name, mistake.help(format_args!("write `#[survey(\"{own_name}\")]` above it")));
        }
        LitStr::new(&own_name, name.span())
    })
}

fn title(given: Option<LitStr>, attrs: &[Attribute], name: &Ident) -> Title {
    match (given, docs::summary(attrs)) {
        (Some(given), _) => Title { text: given.value(), tokens: quote!(#given) },
        (None, Some(summary)) => {
            let lines = &summary.lines;
            Title { text: summary.text.clone(), tokens: quote!(#(#lines)*) }
        }
        (None, None) => Title { text: spelling::to_label(&name.unraw().to_string()), tokens: quote!(#name) },
    }
}

/// The value of an option that is a whole number.
fn number(options: &mut Options, name: &str, example: &str, errors: &mut Errors) -> Option<LitInt> {
    let value = options.value(name, example, errors)?;
    let number =
        syn::parse2::<LitInt>(value.clone()).ok().filter(|number| number.base10_parse::<u32>().is_ok());
    if number.is_none() {
        let mistake = Mistake::new(format!("option `{name}` takes a whole number"));
        errors.report(value, mistake.help(format_args!("write `{example}`")));
    }
    number
}

fn question(field: Field, errors: &mut Errors) -> Option<Question> {
    let name = field.ident?;
    if !field.attrs.iter().any(|attr| attr.path().is_ident("ask")) {
        let mistake = Mistake::new(format!("`{name}` has no question"));
        errors.report(&name, mistake.help("write `#[ask(\"..?\")]` above it"));
        return None;
    }
    let mut options = Options::parse(&ON_FIELD, said(&field.attrs, "ask"), errors);
    let text = options.take_text();
    if text.is_none() && !options.is_misread() {
        let mistake = Mistake::new(format!("`{name}` has no question"));
        errors.report(&name, mistake.help("write the question first: `#[ask(\"..?\")]`"));
    }
    let text = text.unwrap_or_else(|| LitStr::new("?", name.span()));
    let (answer, optional) = match inner(&field.ty) {
        Some(inner) => (inner.clone(), true),
        None => (field.ty.clone(), false),
    };
    let bounds = |options: &mut Options, name: &str, example: &str, errors: &mut Errors| {
        options.value(name, example, errors).and_then(|value| ranges::read(value, name, example, errors))
    };
    Some(Question {
        text,
        label: options.text("label", errors),
        length: bounds(&mut options, "len", "len = 2..=60", errors),
        range: bounds(&mut options, "range", "range = 1..=20", errors),
        picks: bounds(&mut options, "pick", "pick = 1..=3", errors),
        pattern: options.text("regex", errors),
        columns: number(&mut options, "columns", "columns = 2", errors),
        placeholder: options.text("placeholder", errors),
        error: options.text("error", errors),
        example: options.text("example", errors),
        condition: condition(&mut options, errors),
        default: options.flag("default", errors),
        written: field.ty,
        answer,
        optional,
        name,
    })
}

/// The `T` of `Option<T>`, under any path to `Option`.
fn inner(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = syntax::peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

fn condition(options: &mut Options, errors: &mut Errors) -> Option<Condition> {
    let tokens = options.value("when", "when = |a| a.stars <= 2", errors)?;
    if let Ok(Expr::Closure(closure)) = syn::parse2::<Expr>(tokens.clone())
        && let [Pat::Ident(answers)] = closure.inputs.iter().collect::<Vec<_>>().as_slice()
    {
        return Some(Condition { answers: answers.ident.clone(), body: *closure.body, tokens });
    }
    let mistake = Mistake::new("option `when` takes a closure over the answers before");
    errors.report(tokens, mistake.help("write `when = |a| a.stars <= 2`, for instance"));
    None
}

/// What stands in the parentheses of all attributes of that name.
fn said(attrs: &[Attribute], name: &str) -> TokenStream {
    let ours = attrs.iter().filter(|attr| attr.path().is_ident(name));
    let lists = ours.filter_map(|attr| match &attr.meta {
        Meta::List(list) => Some(&list.tokens),
        Meta::Path(_) | Meta::NameValue(_) => None,
    });
    lists.flat_map(|tokens| quote!(#tokens,)).collect()
}
