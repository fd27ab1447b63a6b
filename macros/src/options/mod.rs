//! What stands in the parentheses of an attribute: a text perhaps, then options.

mod entry;

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, MetaList, Path, Token};

pub(crate) use self::entry::split_at_commas;

use self::entry::Entry;
use crate::errors::{Errors, Mistake};
use crate::spelling;

/// The attributes that take several texts.
const SEVERAL_TEXTS: [&str; 1] = ["command"];

/// What an attribute accepts in its parentheses.
#[derive(Clone, Copy)]
pub(crate) struct Grammar {
    /// The attribute's name, as in `command`.
    pub(crate) attribute: &'static str,
    /// An example of the text that comes first, where the attribute takes one.
    pub(crate) text: Option<&'static str>,
    /// Words that stand alone before the options, where the attribute takes any.
    pub(crate) words: Option<Words>,
    /// The options' names.
    pub(crate) options: &'static [&'static str],
}

impl Grammar {
    /// Every name that can stand between two commas.
    pub(crate) fn known(&self) -> Vec<&'static str> {
        let words = self.words.map_or(&[] as &[_], |words| words.known);
        words.iter().chain(self.options).copied().collect()
    }
}

/// The words that an attribute takes.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// What each is: `kind of update`.
    pub(crate) what: &'static str,
    pub(crate) known: &'static [&'static str],
    /// Those that an error names, where all would be too many.
    pub(crate) examples: &'static [&'static str],
    /// What to write instead of words that are known to be wrong here.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
}

/// The options of one attribute, each known and given once.
pub(crate) struct Options {
    attribute: &'static str,
    text: Option<LitStr>,
    /// Those behind the first one, where several can stand.
    more_texts: Vec<LitStr>,
    words: Vec<Ident>,
    /// Whether something was given that can't be read, and may have been meant as what seems to be missing.
    misread: bool,
    given: Vec<(Ident, Option<TokenStream>)>,
}

impl Options {
    /// Reads the entries and reports those that `grammar` does not know.
    pub(crate) fn parse(grammar: &Grammar, tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Options {
            attribute: grammar.attribute,
            text: None,
            more_texts: Vec::new(),
            words: Vec::new(),
            misread: false,
            given: Vec::new(),
        };
        for entry in Entry::read_all(tokens) {
            match entry {
                Entry::Text(text) => options.add_text(grammar, text, errors),
                Entry::Option { key, value } => options.add_option(grammar, key, value, errors),
                Entry::Other(other) => {
                    options.misread = true;
                    errors.report(&other, not_an_option(grammar));
                }
            }
        }
        options
    }

    /// Whether what seems to be missing may be among what has been reported as wrong.
    pub(crate) fn is_misread(&self) -> bool {
        self.misread
    }

    /// The option `name` itself, if it was given and not taken yet.
    pub(crate) fn key(&self, name: &str) -> Option<Ident> {
        self.given.iter().map(|(key, _)| key).find(|key| key.unraw() == name).cloned()
    }

    /// The text that came first.
    pub(crate) fn take_text(&mut self) -> Option<LitStr> {
        self.text.take()
    }

    /// The texts behind the first one.
    pub(crate) fn take_more_texts(&mut self) -> Vec<LitStr> {
        std::mem::take(&mut self.more_texts)
    }

    /// The words that stood alone, each one that the attribute knows.
    pub(crate) fn take_words(&mut self) -> Vec<Ident> {
        std::mem::take(&mut self.words)
    }

    /// Whether the option `name`, which takes no value, was given.
    pub(crate) fn flag(&mut self, name: &str, errors: &mut Errors) -> bool {
        self.flag_key(name, errors).is_some()
    }

    /// The option `name` itself, which takes no value, if it was given.
    pub(crate) fn flag_key(&mut self, name: &str, errors: &mut Errors) -> Option<Ident> {
        let (key, value) = self.take(name)?;
        if let Some(value) = value {
            let wrong = format!("option `{name}` takes no value");
            errors.report(
                value,
                Mistake::new(wrong).help(format_args!("write `{key}` alone, or leave it out")),
            );
        }
        Some(key)
    }

    /// The value of the option `name`, which is a text.
    pub(crate) fn text(&mut self, name: &str, errors: &mut Errors) -> Option<LitStr> {
        let (key, value) = self.take(name)?;
        let text = value.clone().and_then(|value| syn::parse2(value).ok());
        if text.is_none() {
            self.misread = true;
            let wrong = format!("option `{name}` takes a text in quotes");
            errors.report(
                value_or_key(value, &key),
                Mistake::new(wrong).help(format_args!("write `{name} = \"..\"`")),
            );
        }
        text
    }

    /// The value of the option `name`, whatever it is.
    pub(crate) fn value(&mut self, name: &str, example: &str, errors: &mut Errors) -> Option<TokenStream> {
        let (key, value) = self.take(name)?;
        let value = value.filter(|value| !value.is_empty());
        if value.is_none() {
            let mistake = Mistake::new(format!("option `{name}` needs a value"));
            errors.report(key, mistake.help(format_args!("write `{example}`, for instance")));
        }
        value
    }

    /// The names that stand in the option `name`, joined by `|`, each one of `known`.
    pub(crate) fn alternatives(
        &mut self,
        name: &'static str,
        known: &[&str],
        errors: &mut Errors,
    ) -> Vec<Ident> {
        let example = format!("{name} = {}", known.join(" | "));
        let is_given = self.key(name).is_some();
        let Some(value) = self.value(name, &example, errors) else {
            if is_given {
                errors.completion.add_missing(name);
            }
            return Vec::new();
        };
        let parsed = Punctuated::<Ident, Token![|]>::parse_separated_nonempty.parse2(value.clone());
        let Ok(alternatives) = parsed else {
            let mistake = Mistake::new(format!("option `{name}` takes {}", spelling::list_of(known, "or")));
            errors.completion.add_missing(name);
            errors.report(
                value,
                mistake.help(format_args!("write `{name} = {}`, or several with `|` between", known[0])),
            );
            return Vec::new();
        };
        let (right, wrong): (Vec<_>, Vec<_>) =
            alternatives.into_iter().partition(|one| known.iter().any(|name| one == name));
        for one in wrong {
            let mistake = Mistake::new(format!("option `{name}` does not take `{one}`"));
            let mistake = match spelling::closest(&one.to_string(), known) {
                Some(meant) => mistake.help(format_args!("did you mean `{meant}`?")),
                None => mistake,
            };
            let mistake = mistake.note(format_args!("it takes {}", spelling::list_of(known, "or")));
            errors.report_name(&one, name, mistake);
        }
        right
    }

    /// The value of the option `crate`, the path where the user's package finds the runtime.
    pub(crate) fn runtime(&mut self, errors: &mut Errors) -> Option<Path> {
        self.path("crate", "bots::pouch", errors)
    }

    /// The value of the option `name`, which is a path.
    pub(crate) fn path(&mut self, name: &str, example: &str, errors: &mut Errors) -> Option<Path> {
        let (key, value) = self.take(name)?;
        if let Some(value) = value.as_ref().filter(|_| name != "crate") {
            errors.completion.add_paths(value);
        }
        let path = value.clone().and_then(|value| Path::parse_mod_style.parse2(value).ok());
        if path.is_none() {
            let example = match value.clone().map(syn::parse2::<LitStr>) {
                Some(Ok(text)) if !text.value().is_empty() => text.value(),
                _ => example.to_owned(),
            };
            let mistake = Mistake::new(format!("option `{name}` takes a path"));
            errors
                .report(value_or_key(value, &key), mistake.help(format_args!("write `{name} = {example}`")));
        }
        path
    }

    fn take(&mut self, name: &str) -> Option<(Ident, Option<TokenStream>)> {
        let index = self.given.iter().position(|(key, _)| key.unraw() == name)?;
        Some(self.given.remove(index))
    }

    fn add_text(&mut self, grammar: &Grammar, text: LitStr, errors: &mut Errors) {
        let attribute = self.attribute;
        match (grammar.text, &self.text) {
            (None, _) => {
                let mistake = Mistake::new(format!("`#[{attribute}]` takes no text"));
                errors.report(text, mistake.help(options_of(grammar)));
            }
            (Some(_), Some(_)) if SEVERAL_TEXTS.contains(&attribute) => self.more_texts.push(text),
            (Some(_), Some(first)) => {
                let wrong = format!("`#[{attribute}]` takes one text, and has `{:?}`", first.value());
                errors.report(text, Mistake::new(wrong).help("give each its own function"));
            }
            (Some(_), None) => self.text = Some(text),
        }
    }

    fn add_word(&mut self, grammar: &Grammar, words: &Words, word: Ident, errors: &mut Errors) {
        let name = word.unraw().to_string();
        if !words.known.contains(&name.as_str()) {
            self.misread = true;
            errors.report_name(&word, grammar.attribute, unknown_word(grammar, words, &name));
        } else if self.words.iter().any(|earlier| earlier.unraw() == name) {
            let mistake = Mistake::new(format!("`{name}` is given twice"));
            errors.report(&word, mistake.help("leave one of them out"));
        } else {
            self.words.push(word);
        }
    }

    fn add_option(&mut self, grammar: &Grammar, key: Ident, value: Option<TokenStream>, errors: &mut Errors) {
        let name = key.unraw().to_string();
        let words = grammar.words.filter(|_| value.is_none() && !grammar.options.contains(&name.as_str()));
        if let Some(words) = words {
            self.add_word(grammar, &words, key, errors);
        } else if !grammar.options.contains(&name.as_str()) {
            let stands_for_text = value.is_none() && self.text.is_none();
            self.misread = true;
            errors.report_name(&key, grammar.attribute, unknown(grammar, &name, stands_for_text));
        } else if self.given.iter().any(|(earlier, _)| earlier.unraw() == name) {
            let mistake = Mistake::new(format!("option `{name}` is given twice"));
            errors.report(&key, mistake.help("leave one of them out"));
        } else {
            self.given.push((key, value));
        }
    }
}

/// `word` is none that the attribute takes.
fn unknown_word(grammar: &Grammar, words: &Words, word: &str) -> Mistake {
    let Words { what, known, examples, elsewhere } = words;
    let attribute = grammar.attribute;
    if let Some((_, instead)) = elsewhere.iter().find(|(name, _)| *name == word) {
        return Mistake::new(format!("`#[{attribute}]` does not take `{word}`"))
            .help(format_args!("write `{instead}`"));
    }
    let mistake = Mistake::new(format!("`{word}` is no {what}"));
    let mistake = match spelling::closest(word, &grammar.known()) {
        Some(meant) => mistake.help(format_args!("did you mean `{meant}`?")),
        None => mistake,
    };
    if examples.is_empty() {
        return mistake.note(format_args!("there are {}", spelling::list(known)));
    }
    mistake.note(format_args!(
        "there are {} and more, the fields of `Message` in the Bot API",
        spelling::enumerate(examples)
    ))
}

/// What to underline where a value is wrong or missing.
fn value_or_key(value: Option<TokenStream>, key: &Ident) -> TokenStream {
    value.filter(|value| !value.is_empty()).unwrap_or_else(|| quote!(#key))
}

/// `name` is no option; alone in first place it may be a text without its quotes.
fn unknown(grammar: &Grammar, name: &str, stands_for_text: bool) -> Mistake {
    let attribute = grammar.attribute;
    let mistake = Mistake::new(format!("unknown `#[{attribute}]` option `{name}`"));
    match spelling::closest(name, grammar.options) {
        Some(meant) => mistake.help(format_args!("did you mean `{meant}`?")),
        None if stands_for_text && grammar.text.is_some() => {
            mistake.help(format_args!("a name stands in quotes: `#[{attribute}(\"{name}\")]`"))
        }
        None if grammar.text == Some(name) => {
            mistake.help(format_args!("the {name} comes first, and alone: `#[{attribute}(\"..\")]`"))
        }
        None => mistake.help(options_of(grammar)),
    }
}

fn not_an_option(grammar: &Grammar) -> Mistake {
    Mistake::new(format!("this is no option of `#[{}]`", grammar.attribute)).help(options_of(grammar))
}

fn options_of(grammar: &Grammar) -> String {
    let options = spelling::list(grammar.options);
    let (only, verb) =
        if grammar.options.len() == 1 { ("the only option", "is") } else { ("its options", "are") };
    match grammar.text {
        Some(example) => format!("write `#[{}(\"{example}\")]`; {only} {verb} {options}", grammar.attribute),
        None => format!("{only} {verb} {options}"),
    }
}

/// What stands in the parentheses of all attributes of that name on one item.
pub(crate) fn said(attrs: &[Attribute], name: &'static str, errors: &mut Errors) -> TokenStream {
    let mut said = TokenStream::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        if let Meta::List(MetaList { tokens, .. }) = &attr.meta {
            errors.completion.add_next_option(name, tokens);
            said.extend(quote!(#tokens,));
        }
    }
    said
}
