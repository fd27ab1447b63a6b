//! A survey's static description: its questions, in their order.

use serde_json::Value;

use std::any::Any;

use super::answer::Kind;
use super::rules::Rules;
use super::terms::Terms;
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

/// The static description of a survey.
#[derive(Debug)]
pub struct Spec {
    /// The path of its type.
    pub path: &'static str,
    /// The name under which it is stored.
    pub name: &'static str,
    /// What people see.
    pub title: &'static str,
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
    /// What is asked, in order.
    pub questions: &'static [Question],
    /// Makes the struct of the answers.
    pub build: fn(&Answers) -> Option<Box<dyn Any>>,
}

/// The static description of a question.
#[derive(Debug)]
pub struct Question {
    /// The field.
    pub name: &'static str,
    /// What people see beside their answer.
    pub label: &'static str,
    /// What is asked.
    pub text: &'static str,
    /// The field's type, as written.
    pub ty: &'static str,
    /// Whether it can be skipped.
    pub optional: bool,
    /// What its type can do.
    pub kind: Kind,
    /// What an answer has to be like.
    pub rules: Rules,
    /// Whether it is asked, given the answers before it.
    pub when: Option<fn(&Answers) -> bool>,
}

impl Spec {
    /// The position of the question with that name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.name == name)
    }

    /// Changes with the names and types of the questions.
    pub(super) fn shape(&self) -> String {
        let fields = self.questions.iter().map(|question| format!("{}: {}", question.name, question.ty));
        fields.collect::<Vec<_>>().join(", ")
    }
}

impl Question {
    /// The answer as people read it; `None` where there is none that can be read.
    pub(super) fn show(&self, answer: &Value) -> Option<String> {
        if answer.is_null() {
            return self.optional.then(|| "—".to_owned());
        }
        (self.kind.show)(answer)
    }
}

impl Spec {
    /// The answer to the question at that position, which is of the type `T`; `None` where there is none.
    ///
    /// It asks nothing of `T`, so that rustc reports a type that is no [`Answer`](super::Answer) once, where its question
    /// is described.
    pub fn answer<T: 'static>(&self, position: usize, answers: &Answers) -> Option<T> {
        let question = self.questions.get(position)?;
        let value = (question.kind.value)(answers.get(question.name)?)?;
        value.downcast().ok().map(|value| *value)
    }
}
