//! Texts in several languages: `lang = ["en", "de"]`, and `de = ".."` or `de("..", label = "..")` beside the first one's.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use crate::errors::{Errors, Mistake};
use crate::options::{Grammar, Options, split_at_commas};

/// Texts that stand beside a question.
const OPTIONS: [&str; 6] = ["label", "error", "placeholder", "example", "none", "other"];

/// The only text of a field that is computed.
pub(crate) const COMPUTED: &str = "label of what is computed";

/// The languages that an item speaks, the one of its plain texts first; none where they are in one.
#[derive(Default)]
pub(crate) struct Languages(pub(crate) Vec<LitStr>);

/// One text in each language that it was given in, the plain one first.
#[derive(Default)]
pub(crate) struct Texts {
    pub(crate) all: Vec<(String, LitStr)>,
    /// What to underline where it is wrong, if it was not written but made.
    pub(crate) tokens: TokenStream,
}

/// The texts of one attribute in another language.
pub(crate) struct Translation {
    language: String,
    at: Ident,
    options: Options,
}

impl Languages {
    /// The languages that those entries of an attribute name, and the entries without that.
    pub(crate) fn take(tokens: TokenStream, errors: &mut Errors) -> (Self, TokenStream) {
        let mut languages = Languages::default();
        let mut rest = TokenStream::new();
        for entry in split_at_commas(tokens) {
            match List::parse.parse2(entry.clone()) {
                Ok(List(list)) => languages.0.extend(list),
                Err(_) => rest.extend(quote!(#entry,)),
            }
        }
        languages.check(errors);
        (languages, rest)
    }

    fn check(&self, errors: &mut Errors) {
        for (index, language) in self.0.iter().enumerate() {
            let name = language.value();
            let is_name = |part: &str| {
                let signs = part.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
                signs && (2..=8).contains(&part.len())
            };
            if !name.split('-').all(is_name) {
                let mistake = Mistake::new(format!("`{}` is no language", name.escape_debug()));
                errors.report(language, mistake.help("name it as Telegram does: `\"de\"`, `\"pt-br\"`"));
            } else if self.0[..index].iter().any(|earlier| earlier.value() == name) {
                errors
                    .report(language, Mistake::new(format!("`{name}` is named twice")).help("leave one out"));
            }
        }
    }

    /// The name of the language of plain texts.
    pub(crate) fn first(&self) -> String {
        self.0.first().map(LitStr::value).unwrap_or_default()
    }

    /// The language that an attribute's entry is in.
    fn of_key(&self, key: &Ident) -> Option<String> {
        let mut others = self.0.iter().skip(1).map(LitStr::value);
        others.find(|name| *key == name.replace('-', "_"))
    }

    /// What of those entries is in other languages, and the entries without that.
    pub(crate) fn split(
        &self,
        grammar: &Grammar,
        tokens: TokenStream,
        errors: &mut Errors,
    ) -> (Vec<Translation>, TokenStream) {
        let mut translations = Vec::new();
        let mut rest = TokenStream::new();
        for entry in split_at_commas(tokens) {
            let mut parts = entry.clone().into_iter();
            let (first, second) = (parts.next(), parts.next());
            let Some((at, language)) = first.and_then(|first| match first {
                TokenTree::Ident(key) => self.of_key(&key).map(|language| (key, language)),
                _ => None,
            }) else {
                rest.extend(quote!(#entry,));
                continue;
            };
            let said = match second {
                Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => parts.collect(),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    group.stream()
                }
                _ => TokenStream::new(),
            };
            translations.push(Translation { language, at, options: Options::parse(grammar, said, errors) });
        }
        (translations, rest)
    }

    /// A text that was given in the first language, with its translations; reports those that are missing.
    pub(crate) fn texts(
        &self,
        plain: Option<LitStr>,
        what: &str,
        translations: &mut [Translation],
        mut take: impl FnMut(&mut Options, &mut Errors) -> Option<LitStr>,
        errors: &mut Errors,
    ) -> Texts {
        let mut texts = Texts::default();
        for translation in &mut *translations {
            match take(&mut translation.options, errors) {
                Some(text) if plain.is_none() => {
                    let mistake = Mistake::new(format!("the {what} in `{}` translates none", self.first()));
                    errors.report(
                        text,
                        mistake.help(format_args!("give the {what} in `{}`, too", self.first())),
                    );
                }
                Some(text) => texts.all.push((translation.language.clone(), text)),
                None => (),
            }
        }
        let Some(plain) = plain else { return texts };
        for language in self.0.iter().skip(1).map(LitStr::value) {
            if texts.all.iter().any(|(name, _)| *name == language) {
                continue;
            }
            let key = language.replace('-', "_");
            let mistake = Mistake::new(format!("the {what} is missing in `{language}`"));
            let help = match what {
                "question" | "label of a choice" | "note" | "title of a section" => {
                    format!("add `{key} = \"..\"`")
                }
                "title" => format!("add `{key}(title = \"..\")`"),
                COMPUTED => format!("add `{key}(label = \"..\")`"),
                "another" => format!("add `{key}(another = \"..\")`"),
                option => format!("add `{option} = \"..\"` to its `{key}(\"..\")`"),
            };
            let at = translations.iter().find(|translation| translation.language == language);
            match at.map(|translation| &translation.at) {
                Some(at) => errors.report(at, mistake.help(help)),
                // Where nothing is in that language, it is the question that is reported, once.
                None if OPTIONS.contains(&what) => (),
                None => errors.report(&plain, mistake.help(help)),
            }
        }
        texts.all.insert(0, (self.first(), plain));
        texts
    }
}

impl Texts {
    /// One text, whatever its language.
    pub(crate) fn one(language: String, text: LitStr, tokens: TokenStream) -> Self {
        Texts { all: vec![(language, text)], tokens }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The text in the first language.
    pub(crate) fn plain(&self) -> Option<&LitStr> {
        self.all.first().map(|(_, text)| text)
    }

    /// What to underline where that text is wrong.
    pub(crate) fn place(&self, text: &LitStr) -> TokenStream {
        if self.tokens.is_empty() { text.to_token_stream() } else { self.tokens.clone() }
    }

    /// Expands to `&[("en", "Name"), ("de", "Name")]`.
    pub(crate) fn pairs(&self) -> TokenStream {
        let pairs = self.all.iter().map(|(language, text)| {
            // Only the value: rustc must not underline the user's text for what is wrong with ours.
            let text = text.value();
            quote!((#language, #text))
        });
        quote!(&[#(#pairs),*])
    }
}

/// `lang = ["en", "de"]`
struct List(Punctuated<LitStr, Token![,]>);

impl Parse for List {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse()?;
        if key != "lang" {
            return Err(syn::Error::new(key.span(), "not the languages"));
        }
        input.parse::<Token![=]>()?;
        let list;
        syn::bracketed!(list in input);
        Punctuated::parse_terminated(&list).map(List)
    }
}
