//! The lists of commands: for `/help`, and for the menu in each place and each language.

use std::collections::{BTreeMap, BTreeSet};

use crate::args::syntax;
use crate::handler::{Entry, Route, Scopes, Trigger};
use crate::update::{Incoming, Speaker};

/// The most commands that Telegram takes in one list.
const MOST_COMMANDS: usize = 100;

/// A list of commands as the menu shows it somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Menu {
    pub(crate) key: MenuKey,
    /// Names and descriptions.
    pub(crate) commands: Vec<(&'static str, &'static str)>,
}

/// Where a list of commands is shown, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MenuKey {
    /// The scope's name in the Bot API; empty for everywhere.
    pub(crate) scope: String,
    /// The language's code; empty for everybody whose language has no list.
    pub(crate) language: String,
}

/// All lists that the handlers ask for. Telegram shows one list, the one that is most special: each holds all commands
/// that are offered in its place.
pub(crate) fn menus(entries: &[Entry]) -> Vec<Menu> {
    let shown: Vec<&Entry> = shown(entries).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let is_named = |place: Scopes| {
        shown.iter().any(|entry| !entry.scopes().is_everywhere() && entry.scopes().has(place))
    };
    let mut places = vec![("", Scopes::EVERYWHERE)];
    for (scope, own, all) in [
        ("all_private_chats", Scopes::PRIVATE, Scopes::PRIVATE),
        ("all_group_chats", Scopes::GROUP, Scopes::GROUP),
        ("all_chat_administrators", Scopes::ADMINS, Scopes::ADMINS.and(Scopes::GROUP)),
    ] {
        if is_named(own) {
            places.push((scope, all));
        }
    }
    let languages: BTreeSet<&str> =
        shown.iter().flat_map(|entry| entry.route.translations).map(|(language, _)| *language).collect();
    let languages: Vec<&str> = [""].into_iter().chain(languages).collect();
    let mut menus = Vec::new();
    for (scope, place) in places {
        for language in &languages {
            let key = MenuKey { scope: scope.to_owned(), language: (*language).to_owned() };
            menus.push(Menu { key, commands: commands(&shown, place, language) });
        }
    }
    menus
}

/// The answer to `/help`.
#[derive(Debug, Default)]
pub(super) struct Help {
    /// For anybody; none if no command is offered there.
    pub(super) text: Option<String>,
    /// For a person who administers the group, where that makes a difference.
    pub(super) for_admins: Option<String>,
}

/// The answer to `/help` where that update is from.
pub(super) fn help(entries: &[Entry], incoming: &Incoming) -> Help {
    let facts = &incoming.facts;
    let is_private = incoming.chat().is_some_and(|chat| chat.is_private());
    // Who speaks in the name of the group administers it.
    let chat = facts.address.as_ref().map(|address| address.chat);
    let is_admin =
        facts.speaker.is_some_and(|speaker| matches!(speaker, Speaker::Chat(id) if Some(id) == chat));
    let for_admins = || list(entries, incoming, Scopes::GROUP.and(Scopes::ADMINS));
    if is_private {
        return Help { text: list(entries, incoming, Scopes::PRIVATE), for_admins: None };
    }
    if is_admin {
        return Help { text: for_admins(), for_admins: None };
    }
    let text = list(entries, incoming, Scopes::GROUP);
    let for_admins = for_admins().filter(|more| Some(more) != text.as_ref());
    Help { text, for_admins }
}

/// The commands that are offered in a place, in the person's language; `None` if there are none.
fn list(entries: &[Entry], incoming: &Incoming, place: Scopes) -> Option<String> {
    let code = incoming.user().and_then(|user| user.language_code).unwrap_or_default();
    let language = code.split('-').next().unwrap_or_default();
    let lines: Vec<String> = offered(&shown(entries).collect::<Vec<_>>(), place)
        .map(|entry| {
            let Route { arguments, .. } = entry.route;
            format!("{} — {}", syntax(name(entry), arguments), description(entry, language))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether any command is shown anywhere.
pub(super) fn has_any(entries: &[Entry]) -> bool {
    shown(entries).next().is_some()
}

fn commands(shown: &[&Entry], place: Scopes, language: &str) -> Vec<(&'static str, &'static str)> {
    let commands = offered(shown, place).map(|entry| (name(entry), description(entry, language)));
    commands.take(MOST_COMMANDS).collect()
}

/// The commands that the menu shows somewhere.
fn shown(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let is_command =
        |entry: &&Entry| matches!(entry.route.trigger, Trigger::Command(_) | Trigger::Survey { .. });
    entries.iter().filter(is_command).filter(|entry| !entry.is_hidden())
}

/// Those that are offered there; of several handlers for one command the first.
fn offered<'a>(shown: &[&'a Entry], place: Scopes) -> impl Iterator<Item = &'a Entry> {
    let mut seen = BTreeMap::new();
    let is_offered = move |entry: &Entry| match place {
        Scopes::EVERYWHERE => entry.scopes().is_everywhere(),
        place => entry.scopes().has(place),
    };
    for (position, entry) in shown.iter().enumerate().filter(|(_, entry)| is_offered(entry)) {
        seen.entry(name(entry)).or_insert((position, *entry));
    }
    let mut offered: Vec<_> = seen.into_values().collect();
    offered.sort_unstable_by_key(|(position, _)| *position);
    offered.into_iter().map(|(_, entry)| entry)
}

fn name(entry: &Entry) -> &'static str {
    match entry.route.trigger {
        Trigger::Command(name) | Trigger::Survey { command: name, .. } => name,
        _ => "",
    }
}

fn description(entry: &Entry, language: &str) -> &'static str {
    let Route { translations, description, .. } = entry.route;
    translations.iter().find(|(code, _)| *code == language).map_or(*description, |(_, text)| text)
}
