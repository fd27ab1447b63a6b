//! Reads the fields of a survey or a section.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Field, FieldsNamed, GenericArgument, LitStr, PathArguments, Type};

use super::model::{Closure, Question, Source};
use super::{parse, ranges};
use crate::errors::{Errors, Mistake};
use crate::languages::{Languages, Texts, Translation};
use crate::options::{Grammar, Options, said, split_at_commas};
use crate::spelling;
use crate::syntax;

/// The attributes of fields, one of which each field has.
const ATTRIBUTES: [&str; 5] = ["ask", "note", "hidden", "computed", "section"];

const ASK: Grammar = Grammar {
    attribute: "ask",
    text: Some("Your name?"),
    words: None,
    options: &[
        "len",
        "range",
        "pick",
        "min",
        "max",
        "regex",
        "mime",
        "size",
        "trim",
        "none",
        "other",
        "when",
        "default",
        "label",
        "columns",
        "placeholder",
        "error",
        "example",
    ],
};

/// What the attributes of fields take.
pub(super) const GRAMMARS: [Grammar; 5] = [ASK, NOTE, HIDDEN, COMPUTED, SECTION];

/// What `#[ask(..)]` says in another language.
const ASK_TRANSLATED: Grammar = Grammar {
    attribute: "ask",
    text: Some("Your name?"),
    words: None,
    options: &["label", "placeholder", "error", "example", "none", "other"],
};

const NOTE: Grammar =
    Grammar { attribute: "note", text: Some("Now about you."), words: None, options: &["when"] };

const HIDDEN: Grammar = Grammar { attribute: "hidden", text: None, words: None, options: &["label"] };

const COMPUTED: Grammar = Grammar { attribute: "computed", text: None, words: None, options: &["label"] };

const SECTION: Grammar = Grammar {
    attribute: "section",
    text: Some("Your address"),
    words: None,
    options: &["when", "default", "another", "pick"],
};

/// What `#[note(..)]` and `#[computed(..)]` and `#[section(..)]` say in another language.
const TEXT_TRANSLATED: Grammar =
    Grammar { attribute: "note", text: Some("Now about you."), words: None, options: &[] };
const LABEL_TRANSLATED: Grammar =
    Grammar { attribute: "computed", text: None, words: None, options: &["label"] };
const SECTION_TRANSLATED: Grammar =
    Grammar { attribute: "section", text: Some("Your address"), words: None, options: &["another"] };

/// Reads all fields, and reports those of which nothing says where they get their values.
pub(super) fn read(fields: &FieldsNamed, languages: &Languages, errors: &mut Errors) -> Vec<Question> {
    fields.named.iter().filter_map(|field| question(field, languages, errors)).collect()
}

fn question(field: &Field, languages: &Languages, errors: &mut Errors) -> Option<Question> {
    let name = field.ident.clone()?;
    let is_given = |attribute: &&&str| field.attrs.iter().any(|attr| attr.path().is_ident(attribute));
    let given: Vec<&str> = ATTRIBUTES.iter().filter(is_given).copied().collect();
    match given.as_slice() {
        [] => {
            let mistake = Mistake::new(format!("`{name}` has no question"));
            errors.report(&name, mistake.help("write `#[ask(\"..?\")]` above it"));
            None
        }
        ["ask"] => Some(asked(field, name, languages, errors)),
        ["note"] => Some(note(field, name, languages, errors)),
        ["hidden"] => Some(hidden(field, name, languages, errors)),
        ["computed"] => computed(field, name, languages, errors),
        ["section"] => section(field, &name, languages, errors),
        several => {
            let mistake = Mistake::new(format!("`{name}` gets its value in several ways"));
            let help = format!("keep one of {}", spelling::list(several));
            errors.report(&name, mistake.help(help));
            None
        }
    }
}

/// A field with no rules at all.
fn blank(field: &Field, name: Ident, source: Source) -> Question {
    let (answer, optional) = match inner(&field.ty, "Option") {
        Some(inner) => (inner.clone(), true),
        None => (field.ty.clone(), false),
    };
    Question {
        name,
        source,
        written: field.ty.clone(),
        answer,
        optional,
        text: Texts::default(),
        label: Texts::default(),
        length: None,
        range: None,
        picks: None,
        first_day: None,
        last_day: None,
        pattern: None,
        mime: None,
        size: None,
        trim: false,
        columns: None,
        placeholder: Texts::default(),
        error: Texts::default(),
        example: Texts::default(),
        none: Texts::default(),
        other: Texts::default(),
        condition: None,
        default: false,
    }
}

fn asked(field: &Field, name: Ident, languages: &Languages, errors: &mut Errors) -> Question {
    let said = said(&field.attrs, "ask", errors);
    let (mut translations, said) = languages.split(&ASK_TRANSLATED, said, errors);
    let mut options = Options::parse(&ASK, said, errors);
    let text = options.take_text();
    if text.is_none() && !options.is_misread() {
        let mistake = Mistake::new(format!("`{name}` has no question"));
        errors.report(&name, mistake.help("write the question first: `#[ask(\"..?\")]`"));
    }
    let text = text.unwrap_or_else(|| LitStr::new("?", name.span()));
    let bounds = |options: &mut Options, name: &str, example: &str, errors: &mut Errors| {
        options.value(name, example, errors).and_then(|value| ranges::read(value, name, example, errors))
    };
    let label = label(&mut options, &name, errors);
    let mut texts = |name: &'static str, errors: &mut Errors| {
        let plain = options.text(name, errors);
        languages.texts(plain, name, &mut translations, |options, errors| options.text(name, errors), errors)
    };
    let (error, none) = (texts("error", errors), texts("none", errors));
    let (placeholder, example, other) =
        (texts("placeholder", errors), texts("example", errors), texts("other", errors));
    Question {
        text: languages.texts(
            Some(text),
            "question",
            &mut translations,
            |options, _| options.take_text(),
            errors,
        ),
        label: label_in_all(label, "label", languages, &mut translations, errors),
        length: bounds(&mut options, "len", "len = 2..=60", errors),
        range: bounds(&mut options, "range", "range = 1..=20", errors),
        picks: bounds(&mut options, "pick", "pick = 1..=3", errors),
        first_day: options.text("min", errors),
        last_day: options.text("max", errors),
        pattern: options.text("regex", errors),
        mime: options.text("mime", errors),
        size: options.text("size", errors),
        trim: options.flag("trim", errors),
        columns: parse::number(&mut options, "columns", "columns = 2", errors),
        placeholder,
        error,
        example,
        none,
        other,
        condition: condition(&mut options, errors),
        default: options.flag("default", errors),
        ..blank(field, name, Source::Asked)
    }
}

fn note(field: &Field, name: Ident, languages: &Languages, errors: &mut Errors) -> Question {
    let (mut translations, said) =
        languages.split(&TEXT_TRANSLATED, said(&field.attrs, "note", errors), errors);
    let mut options = Options::parse(&NOTE, said, errors);
    let text = options.take_text();
    if text.is_none() && !options.is_misread() {
        let mistake = Mistake::new(format!("note `{name}` says nothing"));
        errors.report(&name, mistake.help("write what it says: `#[note(\"..\")]`"));
    }
    let text = text.unwrap_or_else(|| LitStr::new("-", name.span()));
    let text =
        languages.texts(Some(text), "note", &mut translations, |options, _| options.take_text(), errors);
    let condition = condition(&mut options, errors);
    Question { text, condition, ..blank(field, name, Source::Said) }
}

fn hidden(field: &Field, name: Ident, languages: &Languages, errors: &mut Errors) -> Question {
    let mut options = Options::parse(&HIDDEN, said(&field.attrs, "hidden", errors), errors);
    let plain = label(&mut options, &name, errors);
    let label = Texts::one(languages.first(), plain, TokenStream::new());
    Question { label, ..blank(field, name, Source::Hidden) }
}

fn computed(field: &Field, name: Ident, languages: &Languages, errors: &mut Errors) -> Option<Question> {
    let said = said(&field.attrs, "computed", errors);
    let (mut translations, said) = languages.split(&LABEL_TRANSLATED, said, errors);
    // The closure comes first; its own commas stand in brackets of its.
    let mut entries = split_at_commas(said).into_iter();
    let first = entries.next().unwrap_or_default();
    let Some(closure) = parse::closure(&first) else {
        let mistake =
            Mistake::new(format!("`{name}` needs a closure that computes it of the answers before"));
        let at = if first.is_empty() { quote!(#name) } else { first };
        errors.report(at, mistake.help("write `#[computed(|a| a.quantity * 2)]`, for instance"));
        return None;
    };
    let rest = entries.flat_map(|entry| quote!(#entry,)).collect();
    let mut options = Options::parse(&COMPUTED, rest, errors);
    let label = label(&mut options, &name, errors);
    let label = label_in_all(label, crate::languages::COMPUTED, languages, &mut translations, errors);
    let question = blank(field, name, Source::Computed(closure));
    // An `Option` is a value like any other here.
    Some(Question { label, answer: field.ty.clone(), optional: false, ..question })
}

fn section(field: &Field, name: &Ident, languages: &Languages, errors: &mut Errors) -> Option<Question> {
    let said = said(&field.attrs, "section", errors);
    let (mut translations, said) = languages.split(&SECTION_TRANSLATED, said, errors);
    let mut options = Options::parse(&SECTION, said, errors);
    let title = options.take_text();
    let text = languages.texts(
        title,
        "title of a section",
        &mut translations,
        |options, _| options.take_text(),
        errors,
    );
    let another = options.text("another", errors);
    let repeated = inner(&field.ty, "Vec").cloned();
    let pick = options.value("pick", "pick = 1..=5", errors);
    let picks = pick.and_then(|value| ranges::read(value, "pick", "pick = 1..=5", errors));
    let (condition, default) = (condition(&mut options, errors), options.flag("default", errors));
    let source = match (&repeated, another) {
        (Some(_), Some(another)) => Source::Repeated(languages.texts(
            Some(another),
            "another",
            &mut translations,
            |options, errors| options.text("another", errors),
            errors,
        )),
        (Some(_), None) => {
            let mistake = Mistake::new(format!("nothing asks whether there is another of `{name}`"));
            errors.report(name, mistake.help("write `#[section(another = \"Add another?\")]`"));
            return None;
        }
        (None, Some(another)) => {
            let mistake = Mistake::new(format!("`{name}` is there once, so nobody is asked for another"));
            let written = syntax::text_of(&field.ty);
            errors.report(
                another,
                mistake.help(format_args!("write `Vec<{written}>`, or leave `another` out")),
            );
            return None;
        }
        (None, None) => Source::Section,
    };
    if let (Some(picks), None) = (&picks, &repeated) {
        let mistake = Mistake::new(format!("`{name}` is there once, so nothing is picked"));
        errors.report(&picks.tokens, mistake.help("leave `pick` out"));
    }
    let question = blank(field, name.clone(), source);
    let answer = repeated.unwrap_or(question.answer.clone());
    let label = Texts::one(languages.first(), spoken(name), TokenStream::new());
    let label = if text.is_empty() { label } else { Texts { all: text.all.clone(), ..Texts::default() } };
    Some(Question { answer, text, label, picks, condition, default, ..question })
}

/// What stands beside an answer in the first language: what was given, or the field's name.
fn label(options: &mut Options, name: &Ident, errors: &mut Errors) -> LitStr {
    options.text("label", errors).unwrap_or_else(|| spoken(name))
}

fn label_in_all(
    label: LitStr,
    what: &str,
    languages: &Languages,
    translations: &mut [Translation],
    errors: &mut Errors,
) -> Texts {
    languages.texts(Some(label), what, translations, |options, errors| options.text("label", errors), errors)
}

/// A field's name as people read it: `Last name` for `last_name`.
fn spoken(name: &Ident) -> LitStr {
    let label = spelling::to_label(&name.unraw().to_string());
    let mut letters = label.chars();
    let label: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    LitStr::new(&label, name.span())
}

/// The `T` of `Option<T>` or `Vec<T>`, under any path to it.
fn inner<'a>(ty: &'a Type, of: &str) -> Option<&'a Type> {
    let Type::Path(path) = syntax::peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == of)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

fn condition(options: &mut Options, errors: &mut Errors) -> Option<Closure> {
    let tokens = options.value("when", "when = |a| a.stars <= 2", errors)?;
    let closure = parse::closure(&tokens);
    if closure.is_none() {
        let mistake = Mistake::new("option `when` takes a closure over the answers before");
        errors.report(tokens, mistake.help("write `when = |a| a.stars <= 2`, for instance"));
    }
    closure
}
