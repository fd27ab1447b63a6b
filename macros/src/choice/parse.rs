//! Reads the enum and its attributes into the model.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, Item, LitStr};

use super::model::{Choice, Text, Variant};
use crate::errors::{Errors, Mistake};
use crate::languages::Languages;
use crate::names::Runtime;
use crate::options::{Grammar, Options, said};
use crate::spelling;

/// Reads what can be read and reports the rest; there is no choice where the item is no enum.
pub(super) fn choice(item: TokenStream, errors: &mut Errors) -> Option<Choice> {
    let item = match syn::parse2(item) {
        Ok(Item::Enum(item)) => item,
        Ok(Item::Struct(item)) => return report_other(&item.ident, errors),
        Ok(other) => return report_other(&other, errors),
        Err(error) => {
            errors.report_syntax(error);
            return None;
        }
    };
    let (languages, said) = Languages::take(said(&item.attrs, "choice", errors), errors);
    let mut options = Options::parse(&ON_ENUM, said, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    if let Some(value) = options.value("lang", "lang = [\"en\", \"de\"]", errors) {
        let mistake = Mistake::new("option `lang` takes a list of languages");
        errors.report(value, mistake.help("write `lang = [\"en\", \"de\"]`, for instance"));
    }
    let variants =
        item.variants.into_iter().map(|variant| self::variant(variant, &languages, errors)).collect();
    Some(Choice { runtime, name: item.ident, generics: item.generics, languages, variants })
}

fn report_other(at: impl ToTokens, errors: &mut Errors) -> Option<Choice> {
    let mistake = Mistake::new("`#[derive(Choice)]` belongs on an enum");
    errors.report(at, mistake.help("list what can be chosen: `enum Name { One, Another }`"));
    None
}

pub(super) const ON_ENUM: Grammar =
    Grammar { attribute: "choice", text: None, words: None, options: &["lang", "crate"] };

pub(super) const ON_VARIANT: Grammar =
    Grammar { attribute: "choice", text: Some("label"), words: None, options: &["name"] };

/// What `#[choice(..)]` says in another language.
const TRANSLATED: Grammar = Grammar { attribute: "choice", text: Some("label"), words: None, options: &[] };

fn variant(variant: syn::Variant, languages: &Languages, errors: &mut Errors) -> Variant {
    let syn::Variant { ident, fields, attrs, .. } = variant;
    let (mut translations, said) = languages.split(&TRANSLATED, said(&attrs, "choice", errors), errors);
    let mut options = Options::parse(&ON_VARIANT, said, errors);
    let own_name = ident.unraw().to_string();
    let text = |given: Option<LitStr>, own: String, ident: &Ident| match given {
        Some(given) => Text { value: given.value(), tokens: given.to_token_stream() },
        None => Text { value: own, tokens: ident.to_token_stream() },
    };
    let label = text(options.take_text(), spelling::to_label(&own_name), &ident);
    let name = text(options.text("name", errors), own_name, &ident);
    let plain = LitStr::new(&label.value, ident.span());
    let labels = languages.texts(
        Some(plain),
        "label of a choice",
        &mut translations,
        |options, _| options.take_text(),
        errors,
    );
    Variant { ident, fields, name, label, labels }
}
