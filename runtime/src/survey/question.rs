//! A survey's static description: its questions, in their order.

use serde_json::Value;

use std::any::Any;

use super::answer::{Kind, Offer};
use super::rules::Rules;
use super::terms::Terms;
use super::words::Words;
use crate::args::FromArg;
use crate::button::Tag;
use crate::params::Answers;

/// A struct whose fields are asked for, one after the other: [`#[derive(Survey)]`](derive@crate::Survey).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no survey",
    label = "no survey",
    note = "put `#[derive(Survey)]` and `#[survey(\"command\")]` on its definition"
)]
pub trait Survey: Sized {
    /// What is asked.
    #[doc(hidden)]
    const SPEC: &'static Spec;
}

/// A part of surveys, asked for as a whole: [`#[derive(Section)]`](derive@crate::Section).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no section of a survey",
    label = "no section",
    note = "put `#[derive(Section)]` on its definition, and `#[ask(\"..?\")]` on its fields"
)]
pub trait Section: Sized + 'static {
    /// What is asked.
    #[doc(hidden)]
    const QUESTIONS: &'static [Question];

    /// The languages of its texts; none where they are in one.
    #[doc(hidden)]
    const LANGUAGES: &'static [&'static str];

    /// Makes the struct of the answers whose names begin so.
    #[doc(hidden)]
    fn build(answers: &Answers, prefix: &str) -> Option<Self>;
}

/// The static description of a survey.
#[derive(Debug)]
pub struct Spec {
    /// The path of its type.
    pub path: &'static str,
    /// The name under which it is stored.
    pub name: &'static str,
    /// What people see.
    pub title: Text,
    /// The command that starts it, without `/`.
    pub command: &'static str,
    /// Raised when the questions have changed.
    pub version: u32,
    /// Whether all answers are shown before they are sent.
    pub review: bool,
    /// Who may answer it, how often, and for how long.
    pub terms: Terms,
    /// What its buttons bear.
    pub tag: Tag,
    /// The languages that it speaks, the one for everybody else first; none where its texts are in one.
    pub languages: &'static [&'static str],
    /// Words in languages that Pouch has none in.
    pub words: &'static [&'static Words],
    /// What is asked, in order.
    pub questions: &'static [Question],
    /// Makes the struct of the answers.
    pub build: fn(&Answers) -> Option<Box<dyn Any>>,
}

/// A text in one language or in several: pairs of a language's name and the text.
#[derive(Clone, Copy, Debug)]
pub struct Text(pub &'static [(&'static str, &'static str)]);

impl Text {
    /// The text in that language, or else in the first one.
    pub(super) fn of(self, language: &str) -> &'static str {
        let exact = self.0.iter().find(|(name, _)| *name == language);
        exact.or_else(|| self.0.first()).map_or("", |(_, text)| *text)
    }
}

/// The static description of a field.
#[derive(Debug)]
pub struct Question {
    /// The field.
    pub name: &'static str,
    /// What people see beside their answer.
    pub label: Text,
    /// What is asked or said.
    pub text: Text,
    /// The field's type, as written.
    pub ty: &'static str,
    /// Whether it can be skipped, or is an `Option` for another reason.
    pub optional: bool,
    /// Where its value comes from.
    pub role: Role,
    /// What an answer has to be like.
    pub rules: Rules,
    /// Whether it is asked, given the answers before it whose names begin so.
    pub when: Option<fn(&Answers, &str) -> bool>,
}

/// Where the value of a field comes from.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// It is asked for.
    Asked(Kind),
    /// There is none: something is said.
    Said,
    /// It comes with the link that started the survey.
    Hidden(Kind, fn(&str) -> Option<Box<dyn Any>>),
    /// It is computed from the answers before it whose names begin so.
    Computed(Kind, fn(&Answers, &str) -> Option<Value>),
    /// It has questions of its own.
    Section(Part),
    /// It has any number of answers to questions of its own.
    Repeated(Part, Repeat),
}

/// The value of a field, of whichever type; `None` where there is none.
type Built = Option<Box<dyn Any>>;

/// The questions of a section, and what is made of their answers.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What is asked, in order.
    pub questions: &'static [Question],
    pub(super) languages: &'static [&'static str],
    build: fn(&Answers, &str) -> Built,
    build_all: fn(&Answers, &[String]) -> Built,
}

/// How often a section is asked.
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    /// Asks whether there is another.
    pub gate: &'static Question,
    /// So many times without asking.
    pub least: usize,
    /// And not more often than that.
    pub most: usize,
}

impl Part {
    /// That of a type.
    pub const fn of<T: Section>() -> Self {
        Part {
            questions: T::QUESTIONS,
            languages: T::LANGUAGES,
            build: |answers, prefix| T::build(answers, prefix).map(|section| Box::new(section) as _),
            build_all: |answers, prefixes| {
                let sections = prefixes.iter().map(|prefix| T::build(answers, prefix));
                sections.collect::<Option<Vec<T>>>().map(|sections| Box::new(sections) as _)
            },
        }
    }
}

impl Spec {
    /// The question with that name, which names the sections that it is in, too: `guests.0.name`.
    pub(super) fn question(&self, name: &str) -> Option<&'static Question> {
        find(self.questions, name)
    }

    /// Changes with the names and types of the questions.
    pub(super) fn shape(&self) -> String {
        shape(self.questions)
    }

    /// All fields that are no sections, with their names in full but for the numbers of what is repeated.
    pub(super) fn fields(&self) -> Vec<(String, &'static Question)> {
        let mut fields = Vec::new();
        collect(self.questions, "", &mut fields);
        fields
    }

    /// What people may choose or type is said in their language, and days are those of their zone.
    pub(super) fn needs_preferences(&self) -> bool {
        let asks_for_time =
            |(_, question): &(String, &Question)| question.kind().is_some_and(|kind| kind.has_zone);
        self.languages.len() > 1 || self.fields().iter().any(asks_for_time)
    }

    /// The fields that come with a link, in order.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &'static Question> {
        self.questions.iter().filter(|question| matches!(question.role, Role::Hidden(..)))
    }
}

fn find(questions: &'static [Question], name: &str) -> Option<&'static Question> {
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let question = questions.iter().find(|question| question.name == first)?;
    match (question.role, rest) {
        (Role::Section(part), Some(rest)) => find(part.questions, rest),
        (Role::Repeated(part, repeat), Some(rest)) => {
            let (number, rest) =
                rest.split_once('.').map_or((rest, None), |(first, rest)| (first, Some(rest)));
            number.parse::<usize>().ok()?;
            rest.map_or(Some(repeat.gate), |rest| find(part.questions, rest))
        }
        (_, None) => Some(question),
        (_, Some(_)) => None,
    }
}

fn shape(questions: &[Question]) -> String {
    let field = |question: &Question| {
        let inner = match question.role {
            Role::Section(part) | Role::Repeated(part, _) => format!(" {{ {} }}", shape(part.questions)),
            _ => String::new(),
        };
        format!("{}: {}{inner}", question.name, question.ty)
    };
    questions.iter().map(field).collect::<Vec<_>>().join(", ")
}

fn collect(questions: &'static [Question], prefix: &str, fields: &mut Vec<(String, &'static Question)>) {
    for question in questions {
        let name = format!("{prefix}{}", question.name);
        match question.role {
            Role::Section(part) | Role::Repeated(part, _) => {
                collect(part.questions, &format!("{name}."), fields);
            }
            Role::Said => (),
            Role::Asked(_) | Role::Hidden(..) | Role::Computed(..) => fields.push((name, question)),
        }
    }
}

impl Question {
    /// What its type can do, if it has a value of its own.
    pub(super) fn kind(&self) -> Option<&Kind> {
        match &self.role {
            Role::Asked(kind) | Role::Hidden(kind, _) | Role::Computed(kind, _) => Some(kind),
            Role::Said | Role::Section(_) | Role::Repeated(..) => None,
        }
    }

    /// Whether Telegram's own keyboard is shown with it.
    pub(super) fn has_offer(&self) -> bool {
        self.kind().is_some_and(|kind| kind.offer != Offer::Nothing)
    }

    /// A value of its type as it is stored.
    #[doc(hidden)]
    pub fn write<T: 'static>(&self, value: &T) -> Option<Value> {
        (self.kind()?.to_json)(value)
    }

    /// Whether that is an answer.
    pub(super) fn can_read(&self, answer: &Value) -> bool {
        match self.kind() {
            Some(_) if answer.is_null() => self.optional,
            Some(kind) => (kind.is_answer)(answer),
            None => false,
        }
    }

    /// The answer as people read it; `None` where there is none that can be read.
    pub(super) fn show(&self, answer: &Value, rules: &Rules) -> Option<String> {
        if answer.is_null() {
            return self.optional.then(|| "—".to_owned());
        }
        (self.kind()?.show)(answer, rules)
    }

    /// The field's value, which is of the type `T`, of the answers whose names begin so; `None` where there is none.
    ///
    /// It asks nothing of `T`, so that rustc reports a type that is no [`Answer`](super::Answer) once, where its question
    /// is described.
    #[doc(hidden)]
    pub fn value<T: 'static>(&self, answers: &Answers, prefix: &str) -> Option<T> {
        let name = format!("{prefix}{}", self.name);
        let value = match self.role {
            Role::Said => Some(Box::new(()) as Box<dyn Any>),
            Role::Asked(kind) | Role::Hidden(kind, _) | Role::Computed(kind, _) => {
                (kind.value)(answers.get(&name)?)
            }
            // Where all of a section can be skipped, it is there without an answer; not so one that was not asked.
            Role::Section(_) if self.optional && !has_any(answers, &name) => None,
            Role::Section(part) => (part.build)(answers, &format!("{name}.")),
            Role::Repeated(part, repeat) => (part.build_all)(answers, &entries(answers, &name, repeat)),
        };
        value?.downcast().ok().map(|value| *value)
    }
}

/// Whether anything in that section has an answer.
fn has_any(answers: &Answers, section: &str) -> bool {
    answers.keys().any(|name| name.strip_prefix(section).is_some_and(|rest| rest.starts_with('.')))
}

/// Reads the value of a hidden field from a piece of a link.
pub fn hidden<T: FromArg + 'static>(piece: &str) -> Option<Box<dyn Any>> {
    T::from_arg(piece).ok().map(|value| Box::new(value) as _)
}

/// What the names of the answers in each entry of a repeated section begin with.
pub(super) fn entries(answers: &Answers, name: &str, repeat: Repeat) -> Vec<String> {
    // Where nobody was asked, not even those that are there without asking.
    if !has_any(answers, name) {
        return Vec::new();
    }
    let is_there = |number: usize| {
        number < repeat.least || answers.get(&format!("{name}.{number}")) == Some(&Value::Bool(true))
    };
    let numbers = (0..repeat.most).take_while(|number| is_there(*number));
    numbers.map(|number| format!("{name}.{number}.")).collect()
}
