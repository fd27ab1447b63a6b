//! Reads the struct and its attributes into the model.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Fields, Generics, Ident, Item, LitInt, LitStr, Pat};

use super::fields;
use super::model::{Body, Closure, Survey, Terms};
use crate::docs;
use crate::errors::{Errors, Mistake};
use crate::languages::{Languages, Texts};
use crate::names::Runtime;
use crate::options::{Grammar, Options, said};
use crate::spelling;

const ON_STRUCT: Grammar = Grammar {
    attribute: "survey",
    text: Some("order"),
    words: None,
    options: &[
        "title", "review", "version", "results", "once_per", "limit", "closes", "expires", "remind",
        "hidden", "lang", "words", "crate",
    ],
};

/// What `#[survey(..)]` says in another language.
const TRANSLATED: Grammar = Grammar { attribute: "survey", text: None, words: None, options: &["title"] };

const ON_SECTION: Grammar =
    Grammar { attribute: "section", text: None, words: None, options: &["lang", "crate"] };

/// What the attributes of structs take.
pub(super) const GRAMMARS: [Grammar; 2] = [ON_STRUCT, ON_SECTION];

/// Reads what can be read and reports the rest; there is no survey where the item has no named fields.
pub(super) fn survey(item: TokenStream, errors: &mut Errors) -> Option<Survey> {
    let Struct { attrs, name, generics, fields } = read("Survey", item, errors)?;
    let (languages, said) = Languages::take(said(&attrs, "survey", errors), errors);
    let (mut translations, said) = languages.split(&TRANSLATED, said, errors);
    let mut options = Options::parse(&ON_STRUCT, said, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    refuse_lang(&mut options, errors);
    let command = command(&mut options, &name, errors);
    let title = title(options.text("title", errors), &attrs, &name, languages.first());
    let title = if languages.0.len() > 1 {
        let (_, plain) = title.all.into_iter().next()?;
        let place = title.tokens;
        let texts = languages.texts(
            Some(plain),
            "title",
            &mut translations,
            |options, errors| options.text("title", errors),
            errors,
        );
        Texts { tokens: place, ..texts }
    } else {
        title
    };
    let survey = Survey {
        command,
        title,
        review: options.flag("review", errors),
        hidden: options.flag("hidden", errors),
        version: number(&mut options, "version", "version = 2", errors),
        words: options.value("words", "words = [&FR]", errors),
        terms: Terms {
            results: options.flag("results", errors),
            once_per: options.text("once_per", errors),
            limit: number(&mut options, "limit", "limit = 500", errors),
            closes: options.text("closes", errors),
            expires: options.text("expires", errors),
            remind: options.text("remind", errors),
        },
        body: Body {
            questions: fields::read(&fields, &languages, errors),
            runtime,
            name,
            generics,
            languages,
            is_section: false,
        },
    };
    Some(survey)
}

/// The same for a section.
pub(super) fn section(item: TokenStream, errors: &mut Errors) -> Option<Body> {
    let Struct { attrs, name, generics, fields } = read("Section", item, errors)?;
    let (languages, said) = Languages::take(said(&attrs, "section", errors), errors);
    let mut options = Options::parse(&ON_SECTION, said, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    refuse_lang(&mut options, errors);
    let questions = fields::read(&fields, &languages, errors);
    Some(Body { runtime, name, generics, languages, questions, is_section: true })
}

/// A struct with named fields.
struct Struct {
    attrs: Vec<Attribute>,
    name: Ident,
    generics: Generics,
    fields: syn::FieldsNamed,
}

fn read(derive: &str, item: TokenStream, errors: &mut Errors) -> Option<Struct> {
    let item = match syn::parse2(item) {
        Ok(Item::Struct(item)) => item,
        Ok(Item::Enum(item)) => return report_other(derive, &item.ident, errors),
        Ok(other) => return report_other(derive, &other, errors),
        Err(error) => {
            errors.report_syntax(error);
            return None;
        }
    };
    let Fields::Named(fields) = item.fields else { return report_other(derive, &item.ident, errors) };
    Some(Struct { attrs: item.attrs, name: item.ident, generics: item.generics, fields })
}

fn report_other<T>(derive: &str, at: impl ToTokens, errors: &mut Errors) -> Option<T> {
    let mistake = Mistake::new(format!("`#[derive({derive})]` belongs on a struct with named fields"));
    errors.report(at, mistake.help("write `struct Name { #[ask(\"Your name?\")] name: String }`"));
    None
}

/// A `lang` that is left is no list.
fn refuse_lang(options: &mut Options, errors: &mut Errors) {
    if let Some(value) = options.value("lang", "lang = [\"en\", \"de\"]", errors) {
        let mistake = Mistake::new("option `lang` takes a list of languages");
        errors.report(value, mistake.help("write `lang = [\"en\", \"de\"]`, for instance"));
    }
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

fn title(given: Option<LitStr>, attrs: &[Attribute], name: &Ident, language: String) -> Texts {
    match (given, docs::summary(attrs)) {
        (Some(given), _) => Texts::one(language, given, TokenStream::new()),
        (None, Some(summary)) => {
            let lines = &summary.lines;
            Texts::one(language, LitStr::new(&summary.text, name.span()), quote!(#(#lines)*))
        }
        (None, None) => {
            let label = spelling::to_label(&name.unraw().to_string());
            Texts::one(language, LitStr::new(&label, name.span()), quote!(#name))
        }
    }
}

/// The value of an option that is a whole number.
pub(super) fn number(
    options: &mut Options,
    name: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<LitInt> {
    let value = options.value(name, example, errors)?;
    let number =
        syn::parse2::<LitInt>(value.clone()).ok().filter(|number| number.base10_parse::<u32>().is_ok());
    if number.is_none() {
        let mistake = Mistake::new(format!("option `{name}` takes a whole number"));
        errors.report(value, mistake.help(format_args!("write `{example}`")));
    }
    number
}

/// A closure over the answers before, if the tokens are one.
pub(super) fn closure(tokens: &TokenStream) -> Option<Closure> {
    let Ok(Expr::Closure(closure)) = syn::parse2::<Expr>(tokens.clone()) else { return None };
    match closure.inputs.iter().collect::<Vec<_>>().as_slice() {
        [Pat::Ident(answers)] => {
            let (answers, body) = (answers.ident.clone(), *closure.body);
            Some(Closure { answers, body, tokens: tokens.clone() })
        }
        _ => None,
    }
}
