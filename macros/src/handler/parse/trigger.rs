//! Reads what stands in the parentheses of the attribute.

use proc_macro2::TokenStream;
use syn::LitStr;
use syn::ext::IdentExt;

use super::super::model::{Attr, Callback, Command, Description, Filter, Function, Trigger};
use super::{filter, message, on};
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
) -> (Runtime, Trigger, Option<Filter>) {
    let mut options = Options::parse(&grammar(attr), tokens, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    let trigger = match attr {
        Attr::Command => Trigger::Command(command(&mut options, function, errors)),
        Attr::Message => Trigger::Message(message::read(&mut options, errors)),
        Attr::Callback => Trigger::Callback(callback(&mut options, function, errors)),
        Attr::On => Trigger::On(on::read(&mut options, function, errors)),
        Attr::OnMigrate => Trigger::Migration,
        Attr::OnStart => Trigger::Start,
        Attr::OnStop => Trigger::Stop,
        Attr::OnError => Trigger::Error,
        Attr::SurveyDone => Trigger::SurveyDone,
    };
    let filter = filter::read(&mut options, errors);
    (runtime, trigger, filter)
}

fn grammar(attr: Attr) -> Grammar {
    let attribute = attr.name();
    match attr {
        Attr::Command => {
            let options = &["hidden", "description", "crate"];
            Grammar { attribute, text: Some("name"), words: None, options }
        }
        Attr::Callback => Grammar { attribute, text: None, words: None, options: &["name", "crate"] },
        Attr::On => on::GRAMMAR,
        Attr::Message => message::GRAMMAR,
        Attr::OnMigrate | Attr::OnStart | Attr::OnStop | Attr::OnError | Attr::SurveyDone => {
            Grammar { attribute, text: None, words: None, options: &["crate"] }
        }
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
    Command { name, description, hidden: options.flag("hidden", errors) }
}

fn callback(options: &mut Options, function: &Function, errors: &mut Errors) -> Callback {
    let option = options.text("name", errors);
    let name = option.as_ref().map_or_else(|| function.name().unraw().to_string(), LitStr::value);
    Callback { name, option }
}

fn description(options: &mut Options, function: &Function, errors: &mut Errors) -> Description {
    let given = options.text("description", errors).map(Description::Option);
    let read = given.or_else(|| docs::summary(&function.attrs).map(Description::Docs));
    read.unwrap_or(if options.is_misread() { Description::Misread } else { Description::Missing })
}
