//! The list of a bot's handlers, as the author wrote it: handlers, and lists in lists.

use super::{HandlerFuture, Otherwise, Route, Scopes};
use crate::params::Call;
use crate::update::Arrived;

/// Handlers in order, made by [`handlers!`](crate::handlers).
///
/// A module or a package keeps its handlers in a constant, which another list takes in with `..`:
///
/// ```
/// use pouch::prelude::*;
///
/// mod admin {
///     use pouch::prelude::*;
///
///     /// Say that the bot is alive
///     #[command("ping")]
///     fn ping() -> &'static str {
///         "pong"
///     }
///
///     pub const HANDLERS: Handlers = handlers![ping];
/// }
///
/// #[message]
/// fn echo(text: &str) -> &str {
///     text
/// }
///
/// let app = App::new(handlers![..admin::HANDLERS, echo]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Handlers {
    #[doc(hidden)]
    pub items: &'static [Item],
}

/// One item of a list.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A handler.
    Handler(Step),
    /// Another list, at this place.
    List(Handlers),
    /// Several items with options that they share.
    Group(&'static Group),
}

/// A function that can be run for an update: a handler, a guard or a layer.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its description.
    pub route: &'static Route,
    /// Runs it.
    pub call: fn(&Call) -> HandlerFuture<'_>,
}

/// Items with options that they share: `#[with(..)]`.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The items.
    pub list: Handlers,
    /// `filter = ..`: whether they are for an update, by what arrived.
    pub filter: Option<fn(Arrived<'_>) -> bool>,
    /// The filter as it was written.
    pub filter_text: &'static str,
    /// `guard = ..`: whether they are for an update, by what the bot knows.
    pub guard: Option<Gate>,
    /// `otherwise = ..`: what is said to whom the guard refuses.
    pub otherwise: Option<Otherwise>,
    /// `before = ..`: what runs before each of them.
    pub before: &'static [Step],
    /// `after = ..`: what runs after each of them.
    pub after: &'static [Step],
    /// `hidden`: leaves their commands out of the menu and of `/help`.
    pub hidden: bool,
    /// `scope = ..`: where their commands are offered, if they do not say it themselves.
    pub scopes: Scopes,
}

/// Guards, and what joins them.
#[derive(Clone, Copy, Debug)]
pub enum Gate {
    /// A function with `#[guard]`.
    One(Step),
    /// `()`
    Parens(&'static Gate),
    /// `!`
    Not(&'static Gate),
    /// `&`
    And(&'static Gate, &'static Gate),
    /// `|`
    Or(&'static Gate, &'static Gate),
}

/// Lists handlers in order; the first one that fits an update handles it.
///
/// An item is a handler, a list in brackets, or another list behind `..`. `#[with(..)]` before an item gives all handlers in
/// it what they share:
///
/// ```
/// use pouch::prelude::*;
///
/// mod admin {
///     use pouch::prelude::*;
///
///     /// Who may not use the bot.
///     #[bot_data]
///     #[derive(Default)]
///     pub struct Banned {
///         pub users: HashSet<UserId>,
///     }
///
///     /// Ban somebody
///     #[command("ban")]
///     fn ban(banned: &mut Banned, id: u64) -> &'static str {
///         banned.users.insert(UserId(id));
///         "Banned."
///     }
///
///     pub const HANDLERS: Handlers = handlers![ban];
/// }
///
/// #[guard]
/// fn not_banned(banned: &admin::Banned, user: &User) -> bool {
///     !banned.users.contains(&user.id)
/// }
///
/// /// Be greeted
/// #[command("hello")]
/// fn hello() -> &'static str {
///     "Hello!"
/// }
///
/// #[message]
/// fn echo(text: &str) -> &str {
///     text
/// }
///
/// let app = App::new(handlers![
///     #[with(filter = filters::group, guard = guards::admins)]
///     ..admin::HANDLERS,
///     #[with(guard = not_banned)]
///     [hello, echo],
/// ]);
/// ```
///
/// | option | meaning |
/// |---|---|
/// | `filter = ..` | the handlers are for updates that the filter accepts, as in [`#[message]`](crate::message) |
/// | `guard = ..` | they are for updates for which the functions with [`#[guard]`](crate::guard), joined by `&`, `\|` and `!`, return true |
/// | `otherwise = ..` | what is said to whom that guard refuses, instead of going on to the next handler |
/// | `before = ..` | a function with [`#[before]`](crate::before) runs before each of them, and may stop it |
/// | `after = ..` | a function with [`#[after]`](crate::after) runs after each of them, and sees what came of it |
/// | `hidden`, `scope = ..` | for each command in it, as in [`#[command]`](crate::command) |
///
/// Of `#[with(..)]` inside another, the outer one comes first. All of it concerns handlers of updates: functions with
/// `#[on_start]`, `#[on_stop]`, `#[on_migrate]`, `#[on_error]` or `#[survey_done]` run as if they stood outside.
///
/// # What people are told whom a guard refuses
///
/// Without `otherwise`, an update that a guard refuses goes on to the next handler that fits. With it, the update ends there, and the
/// words are the answer, in its transaction: a reply to a message, an alert for the press of a button, the reason for which a
/// payment is refused. Only who would have got to the handler hears them, and nobody gets the usage of a command that is not for
/// them. Of a survey, its beginning and its buttons are refused.
///
/// ```
/// use pouch::prelude::*;
///
/// /// In the language of whoever asks.
/// fn for_admins(user: &User) -> &'static str {
///     match user.language_code.as_deref() {
///         Some("de") => "Das ist für Admins.",
///         _ => "That is for administrators.",
///     }
/// }
///
/// #[guard]
/// fn awake(chat: &Chat) -> bool {
///     !chat.is_channel()
/// }
///
/// /// Clean up
/// #[command("clean")]
/// fn clean() -> &'static str {
///     "Cleaned."
/// }
///
/// let app = App::new(handlers![
///     #[with(guard = awake, otherwise = "I sleep.")]
///     [
///         #[with(guard = guards::admins, otherwise = for_admins)]
///         clean,
///     ],
/// ]);
/// ```
///
/// `otherwise` takes a text, a constant that holds one, or a function of up to three parts of what arrived that makes one. Where an
/// update lacks such a part, it goes on, as without `otherwise`. Of guards inside each other, the outer one is asked first, and the
/// first that refuses decides. Updates that nobody can be answered about, such as inline queries, are refused by the compiler in such
/// a group: put them into one with the guard alone.
///
/// # What is checked
///
/// The list is checked as a whole when it is compiled, with all lists in it: two handlers for one command, two types of data
/// with one stored name, and a handler that can never be reached are errors. Two handlers can share a command if the first
/// passes some updates by, by its filter or by a guard without `otherwise`, or hands them on (see [`Pass`](crate::Pass)).
#[macro_export]
macro_rules! handlers {
    ($($handlers:tt)*) => { $crate::__private::list!([$crate] $($handlers)*) };
}
