//! Which handler an update is for, and what that handler touches.

mod candidates;
mod menu;
mod surveys;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub(crate) use candidates::Candidates;
use menu::Help;
pub(crate) use menu::{Menu, MenuKey};

use crate::button::{Kept, Opened, Refusal, Seal, Tag};
use crate::data::{Data, Merges, merge_json};
use crate::handler::{Entry, Handlers, Trigger};
use crate::migrations::Migrations;
use crate::params::{Borrow, Gathered, Need, RecordType};
use crate::store::Scope;
use crate::timer::Recurrence;
use crate::update::{EDITED, Facts, Incoming, Kind, Part, Press};

/// The name of the command that is answered with the list of commands, unless the bot has a handler for it.
const HELP: &str = "help";

/// The name of the command that ends a survey, unless the bot has a handler for it.
const CANCEL: &str = "cancel";

/// The answer to it where nothing is being asked.
const NOTHING_TO_CANCEL: &str = "There is nothing to cancel.";

/// The kinds of updates that Telegram is asked for in any case.
const NEW: [&str; 4] = ["message", "channel_post", "business_message", "callback_query"];

/// Which handler an update is for.
pub(crate) struct Router {
    entries: Vec<Entry>,
    /// Positions of command handlers by each of their names.
    commands: HashMap<&'static str, Vec<usize>>,
    /// Positions of handlers for new messages, and for albums.
    messages: Vec<usize>,
    /// Positions of handlers for albums.
    albums: Vec<usize>,
    /// Positions of handlers for edited messages.
    edited: Vec<usize>,
    /// Positions of handlers for buttons.
    buttons: HashMap<Tag, usize>,
    /// Positions of handlers for updates of one kind, by its name.
    kinds: HashMap<&'static str, Vec<usize>>,
    /// Positions of surveys. What somebody answers is for them before it is for any other handler.
    surveys: Vec<usize>,
    /// Positions of the handlers for finished surveys, by the survey's path.
    finishers: HashMap<&'static str, usize>,
    /// Positions of the functions that timers run, by their stored names.
    timers: HashMap<&'static str, usize>,
    /// Positions of the functions that recur, and how they go on, by their stored names.
    jobs: HashMap<&'static str, (usize, Recurrence)>,
    /// Positions of handlers for failures.
    errors: Vec<usize>,
    /// Positions of handlers for moves of groups.
    moves: Vec<usize>,
    merges: Merges,
    /// Whether `/help` is answered with the commands: not for a bot without any to show, or with a handler of its own.
    has_help: bool,
    /// The answer to `/cancel` where nothing is being asked; none for a bot without surveys, or with a handler of its own.
    nothing_to_cancel: Option<Arc<str>>,
    username: String,
    seal: Seal,
    migrations: Migrations,
}

/// What becomes of an update.
pub(crate) enum Destination {
    /// The first of these that takes it.
    Handlers(Candidates),
    /// It presses a button that does nothing (more) for the presser.
    Refused(Refusal),
    /// No handler takes it.
    Nowhere,
}

/// A record that an update may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Touch {
    pub(crate) scope: Scope,
    pub(crate) name: &'static str,
    pub(crate) mutable: bool,
}

impl Router {
    /// A router over those handlers for the bot of that username.
    pub(crate) fn new(handlers: &Handlers, username: String, seal: Seal, migrations: Migrations) -> Self {
        let entries = handlers.entries();
        let positions = |wanted: Trigger| {
            let is_wanted = move |(_, entry): &(usize, &Entry)| entry.route.trigger == wanted;
            entries.iter().enumerate().filter(is_wanted).map(|(position, _)| position).collect()
        };
        let button = |(position, entry): (usize, &Entry)| match entry.route.trigger {
            Trigger::Callback(tag) | Trigger::Survey { tag, .. } => Some((tag, position)),
            _ => None,
        };
        let finisher = |(position, entry): (usize, &Entry)| match entry.route.trigger {
            Trigger::SurveyDone(path) => Some((path, position)),
            _ => None,
        };
        let timer = |(position, entry): (usize, &Entry)| match entry.route.trigger {
            Trigger::Timer(name) => Some((name, position)),
            _ => None,
        };
        let job = |(position, entry): (usize, &Entry)| match entry.route.trigger {
            Trigger::Every { name, recurrence } => Some((name, (position, recurrence))),
            _ => None,
        };
        let is_survey = |(_, entry): &(usize, &Entry)| matches!(entry.route.trigger, Trigger::Survey { .. });
        let surveys: Vec<_> =
            entries.iter().enumerate().filter(is_survey).map(|(position, _)| position).collect();
        let commands = commands(&entries);
        let has_help = !commands.contains_key(HELP) && menu::has_any(&entries);
        let is_cancelled_here = !surveys.is_empty() && !commands.contains_key(CANCEL);
        Router {
            messages: messages(&entries),
            albums: positions(Trigger::Album),
            edited: positions(Trigger::Edited),
            errors: positions(Trigger::Error),
            buttons: entries.iter().enumerate().filter_map(button).collect(),
            finishers: entries.iter().enumerate().filter_map(finisher).collect(),
            timers: entries.iter().enumerate().filter_map(timer).collect(),
            jobs: entries.iter().enumerate().filter_map(job).collect(),
            surveys,
            moves: positions(Trigger::Migration),
            kinds: kinds(&entries),
            merges: merges(&entries),
            commands,
            has_help,
            nothing_to_cancel: is_cancelled_here.then(|| NOTHING_TO_CANCEL.into()),
            entries,
            username,
            seal,
            migrations,
        }
    }

    /// The surveys whose answer it may be, and then the first handler, in the order of the list, that fits the update. The
    /// answer to `/help` stands before handlers for any message.
    pub(crate) fn route(&self, incoming: &Incoming) -> Destination {
        if let Some(press) = &incoming.facts.press {
            return match self.route_press(incoming, press) {
                Ok(entry) => {
                    let asking = self.asking_again(entry, incoming);
                    Destination::Handlers(Candidates::one(entry.clone(), asking))
                }
                Err(refusal) if self.is_like_own(press) => Destination::Refused(refusal),
                Err(refusal) => self.route_foreign(incoming, refusal),
            };
        }
        if incoming.is_album() {
            return self.route_album(incoming);
        }
        let mut candidates = self.asking(incoming);
        let is_in_album = self.has_albums() && incoming.album().is_some();
        let name = self.command_name(&incoming.facts);
        let asks_for_help = self.has_help && name == Some(HELP);
        let fitting =
            self.positions(incoming, name).into_iter().filter_map(|position| self.entries.get(position));
        for entry in fitting {
            let is_for_albums = entry.route.trigger == Trigger::Album;
            let fits = (is_in_album || !is_for_albums) && entry.fits(incoming);
            // What the handler asks for is to be found in the album's first message, which was kept, perhaps.
            if !fits && (!is_in_album || !is_for_albums) {
                continue;
            }
            // The list of commands is an answer like another, but handlers that hand everything on see the question.
            if asks_for_help && !entry.route.passes {
                continue;
            }
            candidates.push(entry.clone());
            if fits && entry.is_last() {
                return Destination::Handlers(candidates);
            }
        }
        let nothing_to_cancel = self.nothing_to_cancel.as_ref().filter(|_| name == Some(CANCEL));
        candidates.otherwise = nothing_to_cancel.cloned();
        if asks_for_help {
            let Help { text, for_admins } = menu::help(&self.entries, incoming);
            candidates.otherwise = text.map(Arc::from);
            candidates.for_admins = for_admins.map(Arc::from);
        }
        if candidates.is_empty() { Destination::Nowhere } else { Destination::Handlers(candidates) }
    }

    /// The handlers for albums that fit one, up to the first that certainly takes it.
    fn route_album(&self, album: &Incoming) -> Destination {
        let candidates = first_of(self.albums().filter(|entry| entry.fits(album)));
        if candidates.is_empty() { Destination::Nowhere } else { Destination::Handlers(candidates) }
    }

    /// Positions of the handlers that an update may be for by its kind and its command, in the order of the list.
    fn positions(&self, incoming: &Incoming, command: Option<&str>) -> Vec<usize> {
        let kind = &incoming.facts.kind;
        let of_command = command.and_then(|name| self.commands.get(name)).into_iter().flatten();
        let of_kind = self.kinds.get(kind.name()).into_iter().flatten();
        let mut positions: Vec<usize> =
            of_command.chain(of_kind).chain(self.of_messages(kind)).copied().collect();
        positions.sort_unstable();
        positions
    }

    /// Whether there are any handlers for albums.
    pub(crate) fn has_albums(&self) -> bool {
        !self.albums.is_empty()
    }

    /// All handlers for albums, in the order of the list.
    pub(crate) fn albums(&self) -> impl Iterator<Item = &Entry> {
        self.albums.iter().filter_map(|position| self.entries.get(*position))
    }

    /// Positions of the handlers for messages of that kind.
    fn of_messages(&self, kind: &Kind) -> &[usize] {
        match kind {
            new if new.is_message() => &self.messages,
            edited if edited.is_edited_message() => &self.edited,
            _ => &[],
        }
    }

    /// The handler of the pressed button, if the bot has made that button, for that chat and that person.
    fn route_press(&self, incoming: &Incoming, press: &Press) -> Result<&Entry, Refusal> {
        let data = press.data.as_deref().unwrap_or_default();
        // Buttons of a group that became a supergroup go on working, whichever of its ids they come with.
        let opened = Opened::of_own(data, &[press.chat()], &self.seal)
            .or_else(|| Opened::of_own(data, &self.migrations.chats().all_ids(press.chat()), &self.seal))
            .ok_or(Refusal::OutOfDate)?;
        let position = self.buttons.get(&opened.tag).ok_or(Refusal::OutOfDate)?;
        opened.check(incoming.facts.user_owner().unwrap_or_default())?;
        let entry = self.entries.get(*position).filter(|entry| entry.fits(incoming));
        // What is missing is the message, most likely: it is too old to be seen.
        entry.ok_or(Refusal::OutOfDate)
    }

    /// Whether a press is one of the bot's buttons, however forged, old or misused.
    fn is_like_own(&self, press: &Press) -> bool {
        let is_tag = |tag| self.buttons.contains_key(&tag);
        press.data.as_deref().is_some_and(|data| Opened::is_like_own(data, is_tag))
    }

    /// The handlers for the press of a button that the bot has not made, such as that of a game.
    fn route_foreign(&self, press: &Incoming, refusal: Refusal) -> Destination {
        let positions = self.kinds.get(press.facts.kind.name()).into_iter().flatten();
        let entries = positions.filter_map(|position| self.entries.get(*position));
        let candidates = first_of(entries.filter(|entry| entry.fits(press)));
        if candidates.is_empty() { Destination::Refused(refusal) } else { Destination::Handlers(candidates) }
    }

    /// The handler for a failure while that update was handled.
    pub(crate) fn error_handler(&self, incoming: &Incoming) -> Option<&Entry> {
        let fits = |entry: &&Entry| incoming.has_all(entry.route.needs().without(Part::Failure));
        self.errors.iter().filter_map(|position| self.entries.get(*position)).find(fits)
    }

    /// All handlers for a group's move, in the order of the list.
    pub(crate) fn migration_handlers(&self) -> impl Iterator<Item = &Entry> {
        self.moves.iter().filter_map(|position| self.entries.get(*position))
    }

    /// All handlers for the bot's start or stop, in the order of the list.
    pub(crate) fn course_handlers(&self, moment: Trigger) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.route.trigger == moment)
    }

    /// How types are merged that say so.
    pub(crate) fn merges(&self) -> &Merges {
        &self.merges
    }

    /// The handler of that survey's answers.
    pub(crate) fn finisher(&self, survey: &str) -> Option<&Entry> {
        self.finishers.get(survey).and_then(|position| self.entries.get(*position))
    }

    /// The function that timers of that name run.
    pub(crate) fn timer(&self, name: &str) -> Option<&Entry> {
        self.timers.get(name).and_then(|position| self.entries.get(*position))
    }

    /// The commands that begin surveys.
    pub(crate) fn survey_commands(&self) -> impl Iterator<Item = &'static str> {
        let surveys = self.surveys.iter().filter_map(|position| self.entries.get(*position));
        surveys.filter_map(|entry| match entry.route.trigger {
            Trigger::Survey { command, .. } => Some(command),
            _ => None,
        })
    }

    /// The stored names of all functions that timers can run.
    pub(crate) fn timers(&self) -> impl Iterator<Item = &'static str> {
        self.timers.keys().copied()
    }

    /// The names of all functions that recur.
    pub(crate) fn jobs(&self) -> impl Iterator<Item = &'static str> {
        self.jobs.keys().copied()
    }

    /// The function that recurs under that name, and how it goes on.
    pub(crate) fn job(&self, name: &str) -> Option<(&Entry, Recurrence)> {
        let (position, recurrence) = self.jobs.get(name)?;
        self.entries.get(*position).map(|entry| (entry, *recurrence))
    }

    /// The records that the handlers may touch, and those that run when one of them has failed or a survey is finished.
    pub(crate) fn touches<'a>(
        &self,
        entries: impl IntoIterator<Item = &'a Entry>,
        incoming: &Incoming,
    ) -> Vec<Touch> {
        let on_error = self.error_handler(incoming).into_iter();
        let with_finisher = |entry: &'a Entry| {
            let finisher = match entry.route.trigger {
                Trigger::Survey { path, .. } => self.finisher(path),
                _ => None,
            };
            [Some(entry), finisher]
        };
        let all = entries.into_iter().flat_map(with_finisher).flatten().chain(on_error);
        all.flat_map(Entry::routes).flat_map(|route| route.borrows).filter_map(touch).collect()
    }

    /// The kinds of updates that the handlers need, as `getUpdates` takes them.
    pub(crate) fn allowed_updates(&self) -> Vec<&'static str> {
        let has_some = [&self.messages, &self.edited, &self.moves, &self.surveys]
            .into_iter()
            .any(|positions| !positions.is_empty());
        let is_deaf =
            self.commands.is_empty() && self.buttons.is_empty() && self.kinds.is_empty() && !has_some;
        if is_deaf {
            return Vec::new();
        }
        // Messages in any case: they tell of groups that became supergroups. Presses, too: those of buttons that the bot
        // has no handler for any more have to be answered.
        let mut allowed = NEW.to_vec();
        // An edit corrects an answer to a survey.
        let edited = EDITED.into_iter().filter(|_| !self.edited.is_empty() || !self.surveys.is_empty());
        let kinds: BTreeSet<_> = self.kinds.keys().copied().chain(edited).collect();
        allowed.extend(kinds.into_iter().filter(|kind| !NEW.contains(kind)));
        allowed
    }

    /// The lists of commands for the menu.
    pub(crate) fn menus(&self) -> Vec<Menu> {
        menu::menus(&self.entries)
    }

    fn command_name<'a>(&self, facts: &'a Facts) -> Option<&'a str> {
        let command = facts.command.as_ref()?;
        command.is_for(&self.username).then_some(command.name.as_str())
    }
}

/// Those up to the first that certainly takes the update.
fn first_of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Candidates {
    let mut candidates = Candidates::default();
    for entry in entries {
        candidates.push(entry.clone());
        if entry.is_last() {
            break;
        }
    }
    candidates
}

fn kinds(entries: &[Entry]) -> HashMap<&'static str, Vec<usize>> {
    let mut kinds: HashMap<_, Vec<usize>> = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        if let Trigger::On(kind) = entry.route.trigger {
            kinds.entry(kind).or_default().push(position);
        }
    }
    kinds
}

fn messages(entries: &[Entry]) -> Vec<usize> {
    let is_for_messages = |entry: &Entry| matches!(entry.route.trigger, Trigger::Message | Trigger::Album);
    let messages = entries.iter().enumerate().filter(|(_, entry)| is_for_messages(entry));
    messages.map(|(position, _)| position).collect()
}

fn commands(entries: &[Entry]) -> HashMap<&'static str, Vec<usize>> {
    let mut commands: HashMap<_, Vec<usize>> = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        if matches!(entry.route.trigger, Trigger::Command(_)) {
            entry.route.commands().for_each(|name| commands.entry(name).or_default().push(position));
        }
    }
    commands
}

fn merges(entries: &[Entry]) -> Merges {
    let borrows = entries.iter().flat_map(Entry::routes).flat_map(|route| route.borrows);
    let merges = borrows.filter_map(|borrow| match borrow.need {
        Need::Record(RecordType { scope, name, merge: Some(merge), .. }) => Some(((scope, name), merge)),
        _ => None,
    });
    let buttons = merge_json::<Kept>().map(|merge| ((Kept::SCOPE, Kept::NAME), merge));
    let albums = merge_json::<Gathered>().map(|merge| ((Gathered::SCOPE, Gathered::NAME), merge));
    merges.chain(buttons).chain(albums).collect()
}

fn touch(borrow: &Borrow) -> Option<Touch> {
    match borrow.need {
        Need::Record(record) => {
            Some(Touch { scope: record.scope, name: record.name, mutable: borrow.mutable })
        }
        _ => None,
    }
}
