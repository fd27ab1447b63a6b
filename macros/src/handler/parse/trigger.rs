//! Reads what stands in the parentheses of the attribute.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized};

use super::super::model::{
    Attr, Command, Deadline, Description, Every, Filter, Function, SCOPES, Stored, Translation, Trigger,
};
use super::{deadline, filter, message, on, rhythm};
use crate::docs;
use crate::errors::{Errors, Mistake};
use crate::names::Runtime;
use crate::options::{Grammar, Options};

/// Reads the options, and where the user's package finds the runtime.
pub(super) fn read(
    attr: Attr,
    tokens: TokenStream,
    function: &Function,
    errors: &mut Errors,
) -> (Runtime, Trigger, Option<Filter>, Option<Deadline>) {
    let grammar = grammar(attr);
    errors.completion.add_next_option(grammar.attribute, &tokens);
    if tokens.is_empty() && grammar.words.is_some() {
        errors.completion.add_missing(grammar.attribute);
    }
    let mut options = Options::parse(&grammar, tokens, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    let trigger = match attr {
        Attr::Command => Trigger::Command(command(&mut options, function, errors)),
        Attr::Message => Trigger::Message(message::read(&mut options, errors)),
        Attr::Callback => Trigger::Callback(stored(&mut options, function, errors)),
        Attr::On => Trigger::On(on::read(&mut options, function, errors)),
        Attr::OnMigrate => Trigger::Migration,
        Attr::OnStart => Trigger::Start,
        Attr::OnStop => Trigger::Stop,
        Attr::Timer => Trigger::Timer(stored(&mut options, function, errors)),
        Attr::Every => {
            let stored = stored(&mut options, function, errors);
            Trigger::Every(Every { stored, rhythm: rhythm::read(&mut options, function, errors) })
        }
        Attr::OnError => Trigger::Error,
        Attr::SurveyDone => Trigger::SurveyDone,
        Attr::Guard => Trigger::Guard,
        Attr::Before => Trigger::Before,
        Attr::After => Trigger::After,
    };
    let filter = filter::read(&mut options, errors);
    let deadline = deadline::read(&mut options, errors);
    (runtime, trigger, filter, deadline)
}

/// What the attribute takes.
pub(in super::super) fn grammar(attr: Attr) -> Grammar {
    let attribute = attr.name();
    match attr {
        Attr::Command => {
            let options = &[
                "hidden",
                "description",
                "translations",
                "scope",
                "filter",
                "deadline",
                "deep_link",
                "crate",
            ];
            Grammar { attribute, text: Some("name"), words: None, options }
        }
        Attr::Callback | Attr::Timer => {
            Grammar { attribute, text: None, words: None, options: &["name", "deadline", "crate"] }
        }
        Attr::Every => rhythm::GRAMMAR,
        Attr::On => on::GRAMMAR,
        Attr::Message => message::GRAMMAR,
        Attr::OnMigrate
        | Attr::OnStart
        | Attr::OnStop
        | Attr::OnError
        | Attr::SurveyDone
        | Attr::Guard
        | Attr::Before
        | Attr::After => Grammar { attribute, text: None, words: None, options: &["deadline", "crate"] },
    }
}

fn command(options: &mut Options, function: &Function, errors: &mut Errors) -> Command {
    let name = options.take_text().unwrap_or_else(|| {
        let own_name = function.command_name();
        if !options.is_misread() {
            let mistake = Mistake::new(format!("command `{}` has no name", function.name()));
            errors.report(function.name(), mistake.help(format_args!("write `#[command(\"{own_name}\")]`")));
        }
        LitStr::new(&own_name, function.name().span())
    });
    let description = description(options, function, errors);
    Command {
        name,
        aliases: options.take_more_texts(),
        description,
        translations: translations(options, errors),
        hidden: options.flag("hidden", errors),
        scopes: options.alternatives("scope", &SCOPES, errors),
        deep_link: options.flag_key("deep_link", errors),
    }
}

/// Reads `translations(de = "..", fr = "..")`.
fn translations(options: &mut Options, errors: &mut Errors) -> Vec<Translation> {
    const EXAMPLE: &str = "translations(de = \"..\", fr = \"..\")";
    let Some(value) = options.value("translations", EXAMPLE, errors) else { return Vec::new() };
    let read = |input: ParseStream| {
        let entries;
        parenthesized!(entries in input);
        Punctuated::<Translation, Token![,]>::parse_terminated(&entries)
    };
    let Ok(translations) = read.parse2(value.clone()) else {
        let mistake = Mistake::new("`translations` takes languages with texts in quotes");
        errors.report(value, mistake.help(format_args!("write `{EXAMPLE}`")));
        return Vec::new();
    };
    translations.into_iter().collect()
}

impl Parse for Translation {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let language = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        Ok(Translation { language, text: input.parse()? })
    }
}

fn stored(options: &mut Options, function: &Function, errors: &mut Errors) -> Stored {
    let option = options.text("name", errors);
    let name = option.as_ref().map_or_else(|| function.name().unraw().to_string(), LitStr::value);
    Stored { name, option }
}

fn description(options: &mut Options, function: &Function, errors: &mut Errors) -> Description {
    let given = options.text("description", errors).map(Description::Option);
    let read = given.or_else(|| docs::summary(&function.attrs).map(Description::Docs));
    read.unwrap_or(if options.is_misread() { Description::Misread } else { Description::Missing })
}
