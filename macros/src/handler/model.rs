//! A handler, as its attribute and its signature describe it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Signature, Type, Visibility};

use super::kinds::Kind;
use crate::docs::Summary;
use crate::names::Runtime;
use crate::spelling;

/// One function with one of the attributes that make it a handler.
pub(crate) struct Handler {
    pub(crate) runtime: Runtime,
    pub(crate) trigger: Trigger,
    /// `filter = ..`
    pub(crate) filter: Option<Filter>,
    /// `deadline = ".."`
    pub(crate) deadline: Option<Deadline>,
    pub(crate) function: Function,
    pub(crate) parameters: Vec<Parameter>,
}

impl Handler {
    /// The parameters taken by value, in their order.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Argument> {
        self.parameters.iter().filter_map(|parameter| match &parameter.source {
            Source::Typed(argument) => Some(argument),
            Source::Lent(_) => None,
        })
    }

    /// Whether links are made that send the command.
    pub(crate) fn has_deep_link(&self) -> bool {
        matches!(&self.trigger, Trigger::Command(command) if command.deep_link.is_some())
    }

    /// The regular expression whose groups are the parameters taken by value, if it has one.
    pub(crate) fn pattern(&self) -> Option<&Pattern> {
        match &self.trigger {
            Trigger::Message(messages) => messages.pattern.as_ref(),
            _ => None,
        }
    }

    /// The parameters taken by reference, with their names, in their order.
    pub(crate) fn borrows(&self) -> impl Iterator<Item = (&Ident, &Borrow)> {
        self.parameters.iter().filter_map(|parameter| match &parameter.source {
            Source::Lent(borrow) => Some((&parameter.name, borrow)),
            Source::Typed(_) => None,
        })
    }
}

/// Which of the attributes it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attr {
    Command,
    Message,
    Callback,
    On,
    OnMigrate,
    OnStart,
    OnStop,
    Timer,
    Every,
    OnError,
    SurveyDone,
    Guard,
    Before,
    After,
}

impl Attr {
    /// All of them.
    pub(crate) const ALL: [Attr; 14] = [
        Attr::Command,
        Attr::Message,
        Attr::Callback,
        Attr::On,
        Attr::OnMigrate,
        Attr::OnStart,
        Attr::OnStop,
        Attr::Timer,
        Attr::Every,
        Attr::OnError,
        Attr::SurveyDone,
        Attr::Guard,
        Attr::Before,
        Attr::After,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Attr::Command => "command",
            Attr::Message => "message",
            Attr::Callback => "callback",
            Attr::On => "on",
            Attr::OnMigrate => "on_migrate",
            Attr::OnStart => "on_start",
            Attr::OnStop => "on_stop",
            Attr::Timer => "timer",
            Attr::Every => "every",
            Attr::OnError => "on_error",
            Attr::SurveyDone => "survey_done",
            Attr::Guard => "guard",
            Attr::Before => "before",
            Attr::After => "after",
        }
    }
}

/// When a handler runs.
pub(crate) enum Trigger {
    Command(Command),
    Message(Messages),
    Callback(Stored),
    On(On),
    Migration,
    Start,
    Stop,
    Timer(Stored),
    Every(Every),
    Error,
    SurveyDone,
    Guard,
    Before,
    After,
}

impl Trigger {
    /// Whether it runs for updates of that kind.
    pub(crate) fn is_on(&self, kind: &str) -> bool {
        match self {
            Trigger::On(On::Known(known)) => known.name == kind,
            Trigger::On(On::Unknown(name)) => name.value() == kind,
            _ => false,
        }
    }

    /// The attribute that says so.
    pub(crate) fn attr(&self) -> Attr {
        match self {
            Trigger::Command(_) => Attr::Command,
            Trigger::Message(_) => Attr::Message,
            Trigger::Callback(_) => Attr::Callback,
            Trigger::On(_) => Attr::On,
            Trigger::Migration => Attr::OnMigrate,
            Trigger::Start => Attr::OnStart,
            Trigger::Stop => Attr::OnStop,
            Trigger::Timer(_) => Attr::Timer,
            Trigger::Every(_) => Attr::Every,
            Trigger::Error => Attr::OnError,
            Trigger::SurveyDone => Attr::SurveyDone,
            Trigger::Guard => Attr::Guard,
            Trigger::Before => Attr::Before,
            Trigger::After => Attr::After,
        }
    }
}

/// What `#[message]` says.
pub(crate) struct Messages {
    /// What the messages hold, one of these; anything where there are none.
    pub(crate) contents: Vec<Ident>,
    /// Whether it is for edited messages instead of new ones.
    pub(crate) edited: bool,
    /// `album`: whether it is for albums as a whole.
    pub(crate) album: Option<Ident>,
    /// `regex = ".."`
    pub(crate) pattern: Option<Pattern>,
}

/// A regular expression that the text must match.
pub(crate) struct Pattern {
    pub(crate) source: LitStr,
    /// Its named groups; none where it could not be read.
    pub(crate) groups: Option<Vec<Group>>,
}

/// A named group of a regular expression.
pub(crate) struct Group {
    pub(crate) name: String,
    /// Whether there may be a match without it.
    pub(crate) optional: bool,
}

/// What must hold of an update.
pub(crate) enum Filter {
    /// A function, or a value that implements `pouch::Filter`.
    One(Box<Expr>),
    /// In parentheses: it is shown as it was written.
    Parens(Box<Filter>),
    Not(Box<Filter>),
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
}

/// How long a function may take.
#[derive(Clone, Copy)]
pub(crate) enum Deadline {
    /// As long as it likes.
    Never,
    /// So many seconds.
    After(u64),
}

/// The name by which buttons or the store know the handler.
pub(crate) struct Stored {
    pub(crate) name: String,
    /// `name = ".."`, where the name comes from.
    pub(crate) option: Option<LitStr>,
}

/// What `#[every]` says.
pub(crate) struct Every {
    /// The name by which the store knows it.
    pub(crate) stored: Stored,
    pub(crate) rhythm: Rhythm,
}

/// How often a function runs.
pub(crate) enum Rhythm {
    /// The time between two runs, as written.
    Period(LitStr),
    Calendar(Calendar),
    /// What has been reported as wrong or missing.
    Misread,
}

/// At which times of the calendar a function runs.
pub(crate) struct Calendar {
    /// `day`, days of the week, or `month`; at least one of them.
    pub(crate) days: Vec<Ident>,
    /// `on = 1`
    pub(crate) on: Option<LitInt>,
    /// `at = ".."`
    pub(crate) at: Option<LitStr>,
    /// `zone = ".."`
    pub(crate) zone: Option<LitStr>,
    /// Whether what is missing may be what has been reported as wrong.
    pub(crate) is_misread: bool,
}

/// The days of the week, as `#[every]` takes them.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Calendar {
    /// Whether that word is among its days.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.days.iter().any(|day| day == word)
    }

    /// The day of the month, where it is one.
    pub(crate) fn day_of_month(&self) -> Option<u8> {
        let day = self.on.as_ref()?.base10_parse().ok()?;
        (1..=31).contains(&day).then_some(day)
    }
}

/// What `#[on]` says.
pub(crate) enum On {
    /// A kind that Pouch knows, by its name.
    Known(&'static Kind),
    /// Any other, as a text.
    Unknown(LitStr),
    /// One that has been reported as wrong or missing.
    Misread,
}

impl On {
    /// The kind's name in the Bot API.
    pub(crate) fn name(&self) -> String {
        match self {
            On::Known(kind) => kind.name.to_owned(),
            On::Unknown(name) => name.value(),
            On::Misread => String::new(),
        }
    }
}

/// What `#[command]` says.
pub(crate) struct Command {
    pub(crate) name: LitStr,
    /// Other names for the same.
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) description: Description,
    /// `translations(de = "..")`
    pub(crate) translations: Vec<Translation>,
    pub(crate) hidden: bool,
    /// `scope = ..`: where it is offered.
    pub(crate) scopes: Vec<Ident>,
    /// `deep_link`: whether links are made that send it.
    pub(crate) deep_link: Option<Ident>,
}

/// The description in another language.
pub(crate) struct Translation {
    /// The language's code.
    pub(crate) language: Ident,
    pub(crate) text: LitStr,
}

/// Where commands can be offered, as `scope = ..` takes it.
pub(crate) const SCOPES: [&str; 3] = ["private", "group", "admins"];

/// What the command menu shows.
pub(crate) enum Description {
    /// `description = ".."`
    Option(LitStr),
    /// The first paragraph of the doc comment.
    Docs(Summary),
    /// Nothing.
    Missing,
    /// Perhaps something: an option has been reported as wrong.
    Misread,
}

impl Description {
    pub(crate) fn text(&self) -> String {
        match self {
            Description::Option(text) => text.value(),
            Description::Docs(summary) => summary.text.clone(),
            Description::Missing | Description::Misread => String::new(),
        }
    }
}

impl ToTokens for Description {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Description::Option(text) => text.to_tokens(tokens),
            Description::Docs(summary) => tokens.extend(summary.lines.iter().map(|line| quote!(#line))),
            Description::Missing | Description::Misread => {}
        }
    }
}

/// The function below the attribute.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) signature: Signature,
}

impl Function {
    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    /// Its name, as a command could have it.
    pub(crate) fn command_name(&self) -> String {
        spelling::to_command_name(&self.name().unraw().to_string()).unwrap_or_else(|| "name".to_owned())
    }

    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }
}

/// One parameter: its name, and where its value comes from.
pub(crate) struct Parameter {
    /// `_` where the user gave no name.
    pub(crate) name: Ident,
    pub(crate) source: Source,
}

/// Where a parameter's value comes from.
pub(crate) enum Source {
    /// By reference: what the bot knows.
    Lent(Borrow),
    /// By value: what the person typed, or what the pressed button holds.
    Typed(Argument),
}

/// `&T`, `&mut T`, `Option<&T>` or `Option<&mut T>`.
pub(crate) struct Borrow {
    /// The whole type as written.
    pub(crate) written: Type,
    /// `T`
    pub(crate) target: Type,
    pub(crate) lifetime: Option<syn::Lifetime>,
    pub(crate) mutable: bool,
    pub(crate) optional: bool,
}

impl Argument {
    /// The name as people see it.
    pub(crate) fn shown(&self) -> String {
        self.name.unraw().to_string().trim_start_matches('_').to_owned()
    }
}

/// `T`, `Option<T>` or `Vec<T>`.
pub(crate) struct Argument {
    /// The parameter's name.
    pub(crate) name: Ident,
    /// The whole type as written.
    pub(crate) written: Type,
    /// `T`
    pub(crate) value: Type,
    pub(crate) count: Count,
}

/// How many words an argument takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Count {
    /// `T`: exactly one.
    One,
    /// `Option<T>`: one or none.
    Optional,
    /// `Vec<T>`: all that remain.
    Remaining,
}
