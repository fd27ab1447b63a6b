//! What can be wrong with a list of handlers, found when the list is compiled.

mod commands;
mod listed;
mod survey;

pub use listed::{Listed, count, flat};

use super::route::{Route, Trigger};
use crate::params::{Borrow, Need, RecordType};
use crate::store::Scope;
use crate::text::{Text, equal};
use crate::update::{Fields, Part, parts_of};

/// How many types of data are compared with each other; those beyond are not.
const MOST_TYPES: usize = 256;

/// Refuses a list of handlers that can't all do their work.
///
/// # Panics
/// With a text that names both places, if two handlers take one command, if two types of data have one stored name,
/// if a handler borrows a record twice, or if it can never run.
#[track_caller]
pub const fn check(listed: &[Listed]) {
    check_records(listed);
    let mut index = 0;
    while index < listed.len() {
        listed[index].check_place();
        let later = listed[index].route;
        check_failure_is_lent(later);
        check_bodies_are_lent(later);
        check_migration_is_lent(later);
        check_outcome_is_lent(later);
        check_album_is_lent(later);
        check_borrowed_once(later);
        survey::check_whole(later, listed);
        let mut earlier = 0;
        while earlier < index {
            let one = listed[earlier].route;
            check_buttons(one, later);
            check_timers(one, later);
            survey::check_pair(one, later);
            if listed[earlier].stands_around(&listed[index]) && !one.passes {
                commands::check(&listed[earlier], later);
                check_reachable(&listed[earlier], later);
            }
            earlier += 1;
        }
        index += 1;
    }
}

/// Two handlers whose buttons can't be told apart.
#[track_caller]
const fn check_buttons(earlier: &Route, later: &Route) {
    if let (Trigger::Callback(one), Trigger::Callback(other)) = (earlier.trigger, later.trigger)
        && one.is(other)
    {
        let text = Text::new()
            .with(&["the buttons of `", earlier.function, "` and `", later.function])
            .with(&["` can't be told apart\n= help: write `#[callback(name = \"...\")]` on one of them"])
            .with(&["\n= note: a button knows its handler by its name and its fields"]);
        panic!("{}", text.as_str());
    }
}

/// Two functions whose timers, or times, can't be told apart.
#[track_caller]
const fn check_timers(earlier: &Route, later: &Route) {
    let (attribute, one, other) = match (earlier.trigger, later.trigger) {
        (Trigger::Timer(one), Trigger::Timer(other)) => ("timer(name = \"...\")", one, other),
        (Trigger::Every { name: one, .. }, Trigger::Every { name: other, .. }) => {
            ("every(\"...\", name = \"...\")", one, other)
        }
        _ => return,
    };
    if equal(one, other) {
        let text = Text::new()
            .with(&["`", earlier.function, "` and `", later.function, "` are both stored as `", one])
            .with(&["`\n= help: write `#[", attribute, "]` on one of them"]);
        panic!("{}", text.as_str());
    }
}

/// Two types of data with one stored name. Each borrow is compared with the types found so far, which are few.
#[track_caller]
const fn check_records(listed: &[Listed]) {
    let mut found: [Option<&RecordType>; MOST_TYPES] = [None; MOST_TYPES];
    let mut count = 0;
    let mut index = 0;
    while index < listed.len() {
        let mut borrow = 0;
        while borrow < listed[index].route.borrows.len() {
            if let Some(record) = record(&listed[index].route.borrows[borrow])
                && !is_found(record, &found, count)
                && count < MOST_TYPES
            {
                found[count] = Some(record);
                count += 1;
            }
            borrow += 1;
        }
        index += 1;
    }
}

/// Whether that very type has been found before.
#[track_caller]
const fn is_found(record: &RecordType, found: &[Option<&RecordType>], count: usize) -> bool {
    let mut index = 0;
    while index < count {
        if let Some(other) = found[index] {
            check_names(other, record);
            if is_same_type(other, record) {
                return true;
            }
        }
        index += 1;
    }
    false
}

const fn is_same_type(one: &RecordType, other: &RecordType) -> bool {
    same_scope(one.scope, other.scope) && equal(one.path, other.path)
}

#[track_caller]
const fn check_names(one: &RecordType, other: &RecordType) {
    if same_scope(one.scope, other.scope) && equal(one.name, other.name) && !equal(one.path, other.path) {
        let text = Text::new()
            .with(&["`", one.path, "` and `", other.path, "` are both stored as `", one.name, "`"])
            .with(&["\n= help: write `#[", one.scope.name(), "_data(name = \"...\")]` on one of them"]);
        panic!("{}", text.as_str());
    }
}

/// A record borrowed twice by one handler, by whatever paths it names the type.
#[track_caller]
const fn check_borrowed_once(route: &Route) {
    let mut later = 0;
    while later < route.borrows.len() {
        let mut earlier = 0;
        while earlier < later {
            if let (Some(one), Some(other)) = (record(&route.borrows[earlier]), record(&route.borrows[later]))
            {
                check_names(one, other);
                if is_same_type(one, other) {
                    let text = Text::new().with(&["`", route.function, "` borrows `", one.path, "` twice"]);
                    panic!("{}", text.as_str());
                }
            }
            earlier += 1;
        }
        later += 1;
    }
}

/// A handler for whose updates an earlier one always runs.
#[track_caller]
const fn check_reachable(first: &Listed, later: &Route) {
    let earlier = first.route;
    let covers = match (earlier.trigger, later.trigger) {
        (Trigger::Message, Trigger::Message | Trigger::Command(_) | Trigger::Album)
        | (Trigger::Album, Trigger::Album)
        | (Trigger::Edited, Trigger::Edited)
        | (Trigger::Error, Trigger::Error) => true,
        (Trigger::Message, Trigger::On(kind)) => is_message(kind),
        (Trigger::Edited, Trigger::On(kind)) => is_edited_message(kind),
        (Trigger::On(one), Trigger::On(other)) => equal(one, other),
        _ => false,
    };
    if covers
        && earlier.condition.covers(&later.condition)
        && later.needs().covers(earlier.needs().without(Part::Raw).without(Part::Album))
        && asks_for_contents_of(earlier, later)
    {
        let text = Text::new()
            .with(&["`", later.function, "` can never run: `", earlier.function, "` takes all that it would"])
            .with(&["\n= help: list `", later.function, "` before `", earlier.function, "`"]);
        panic!("{}", first.note_guard(text).as_str());
    }
}

/// Whether each content that the earlier one needs is one that the later one needs, too, or is for.
const fn asks_for_contents_of(earlier: &Route, later: &Route) -> bool {
    let mut index = 0;
    while index < earlier.borrows.len() {
        if let Borrow { need: Need::Content(content), optional: false, .. } = &earlier.borrows[index] {
            let is_for = !later.condition.contents.is_empty() && content.of.covers(later.condition.contents);
            if !is_for && !needs_content(later, content.of) {
                return false;
            }
        }
        index += 1;
    }
    true
}

const fn needs_content(route: &Route, of: Fields) -> bool {
    let mut index = 0;
    while index < route.borrows.len() {
        if let Borrow { need: Need::Content(content), optional: false, .. } = &route.borrows[index]
            && of.covers(content.of)
        {
            return true;
        }
        index += 1;
    }
    false
}

/// A handler that borrows a failure although it is not called for one.
#[track_caller]
const fn check_failure_is_lent(route: &Route) {
    if !matches!(route.trigger, Trigger::Error) && route.needs().has(Part::Failure) {
        let text = Text::new().with(&[
            "`",
            route.function,
            "` can never run: only `#[on_error]` handlers can borrow `&HandlerError`",
        ]);
        panic!("{}", text.as_str());
    }
}

/// Whether `#[message]` handlers run for updates of that kind.
const fn is_message(kind: &str) -> bool {
    equal(kind, "channel_post") || equal(kind, "business_message")
}

/// Whether `#[message(edited)]` handlers run for updates of that kind.
const fn is_edited_message(kind: &str) -> bool {
    equal(kind, "edited_message")
        || equal(kind, "edited_channel_post")
        || equal(kind, "edited_business_message")
}

/// A handler that borrows the body of an update that it is never called for.
#[track_caller]
const fn check_bodies_are_lent(route: &Route) {
    let parts = match route.trigger {
        Trigger::Command(_) | Trigger::Message | Trigger::Edited | Trigger::Album => parts_of("message"),
        Trigger::Callback(_) => parts_of("callback_query"),
        Trigger::On(kind) => parts_of(kind),
        // Their attributes have refused it where it stands.
        Trigger::Migration
        | Trigger::Start
        | Trigger::Stop
        | Trigger::Timer(_)
        | Trigger::Every { .. }
        | Trigger::Survey { .. }
        | Trigger::SurveyDone(_)
        | Trigger::Error
        | Trigger::Guard
        | Trigger::Before
        | Trigger::After
        | Trigger::Broken => return,
    };
    let mut index = 0;
    while index < Part::BODIES.len() {
        let (part, name, attribute) = Part::BODIES[index];
        if route.needs().has(part) && !parts.has(part) {
            let text = Text::new()
                .with(&[
                    "`",
                    route.function,
                    "` can never run: only `",
                    attribute,
                    "` handlers can borrow `&",
                ])
                .with(&[name, "`"]);
            panic!("{}", text.as_str());
        }
        index += 1;
    }
}

/// A handler that borrows a move although it is not called for one.
#[track_caller]
const fn check_migration_is_lent(route: &Route) {
    if !matches!(route.trigger, Trigger::Migration) && route.needs().has(Part::Migration) {
        let text = Text::new().with(&[
            "`",
            route.function,
            "` can never run: only `#[on_migrate]` handlers can borrow `&Migration`",
        ]);
        panic!("{}", text.as_str());
    }
}

/// A handler that borrows what came of another although it does not run after any.
#[track_caller]
const fn check_outcome_is_lent(route: &Route) {
    if !matches!(route.trigger, Trigger::After) && route.needs().has(Part::Handled) {
        let text = Text::new().with(&[
            "`",
            route.function,
            "` can never run: only `#[after]` functions can borrow `&Handled`",
        ]);
        panic!("{}", text.as_str());
    }
}

/// A handler that borrows the messages of an album although it is called for single ones.
#[track_caller]
const fn check_album_is_lent(route: &Route) {
    if !matches!(route.trigger, Trigger::Album) && borrows(route, Part::Album) {
        let text = Text::new().with(&[
            "`",
            route.function,
            "` borrows the messages of an album, which only `#[message(album)]` handlers get",
        ]);
        panic!("{}", text.as_str());
    }
}

/// Whether the handler asks for the part, be it with `Option` or not.
const fn borrows(route: &Route, part: Part) -> bool {
    let mut index = 0;
    while index < route.borrows.len() {
        if let Some(other) = route.borrows[index].part()
            && other as u8 == part as u8
        {
            return true;
        }
        index += 1;
    }
    false
}

const fn record(borrow: &Borrow) -> Option<&RecordType> {
    match &borrow.need {
        Need::Record(record) => Some(record),
        _ => None,
    }
}

const fn same_scope(one: Scope, other: Scope) -> bool {
    one as u8 == other as u8
}
