//! Results in numbers.

use std::fmt;

use serde_json::Value;

use super::super::answer::Picks;
use super::super::flow::{Flow, Stand};
use super::super::memory::Entry;
use super::super::question::{Question, Spec};
use super::super::run::Runs;

/// How many squares a full bar has.
const BAR: u64 = 10;

/// What came of a survey in numbers. Its `Display` is a text with bars, as a message can have it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// What people see as the survey's name.
    pub title: &'static str,
    /// How often all of it was answered.
    pub answered: u64,
    /// How often it was cancelled, or not gone on with until it expired.
    pub left: u64,
    /// How many people are in the middle.
    pub open: u64,
    /// What came of each question.
    pub questions: Vec<QuestionSummary>,
    spec: Unshown,
}

/// What came of one question.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct QuestionSummary {
    /// What stands beside its answers.
    pub label: &'static str,
    /// How often it was answered.
    pub answered: u64,
    /// How often it was skipped.
    pub skipped: u64,
    /// How often each option was chosen, by its label.
    pub options: Vec<(String, u64)>,
    /// The mean of its answers, if they are numbers.
    pub mean: Option<f64>,
    /// How often somebody left the survey there.
    pub left: u64,
    /// How many people are there now.
    pub open: u64,
    sum: f64,
}

/// A survey's description, of no interest for who compares or prints a summary.
#[derive(Clone, Copy)]
struct Unshown(&'static Spec);

impl fmt::Debug for Unshown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.path)
    }
}

impl PartialEq for Unshown {
    fn eq(&self, other: &Self) -> bool {
        self.0.path == other.0.path
    }
}

impl Summary {
    pub(super) fn new(spec: &'static Spec) -> Self {
        let question = |question: &'static Question| QuestionSummary {
            label: question.label,
            options: (question.kind.options)().into_iter().map(|pick| (pick.label, 0)).collect(),
            ..QuestionSummary::default()
        };
        let questions = spec.questions.iter().map(question).collect();
        Summary { title: spec.title, answered: 0, left: 0, open: 0, questions, spec: Unshown(spec) }
    }

    pub(super) fn count(&mut self, entry: &Entry) {
        if let Some(question) = &entry.left_at {
            self.left += 1;
            if let Some(position) = self.spec.0.position(question) {
                self.questions[position].left += 1;
            }
            return;
        }
        self.answered += 1;
        for (summary, question) in self.questions.iter_mut().zip(self.spec.0.questions) {
            if let Some(answer) = entry.answers.get(question.name) {
                summary.count(question, answer);
            }
        }
    }

    pub(super) fn count_open(&mut self, runs: &mut Runs) {
        let spec = self.spec.0;
        let Some(run) = runs.find(spec) else { return };
        self.open += 1;
        if let Stand::Question(position) = (Flow { spec, run }).stand() {
            self.questions[position].open += 1;
        }
    }
}

impl QuestionSummary {
    fn count(&mut self, question: &Question, answer: &Value) {
        if answer.is_null() {
            self.skipped += 1;
            return;
        }
        self.answered += 1;
        if let Some(number) = answer.as_f64() {
            self.sum += number;
            #[expect(clippy::cast_precision_loss, reason = "nobody has that many answers")]
            let count = self.answered as f64;
            self.mean = Some(self.sum / count);
        }
        let names = match (question.kind.picks, answer) {
            (Picks::Some, Value::Array(names)) => names.clone(),
            (Picks::Ranked, Value::Array(names)) => names.iter().take(1).cloned().collect(),
            (_, answer) => vec![answer.clone()],
        };
        for ((_, count), pick) in self.options.iter_mut().zip((question.kind.options)()) {
            let is_it = |name: &Value| match name {
                Value::String(name) => *name == pick.name,
                Value::Bool(yes) => pick.name == if *yes { "yes" } else { "no" },
                other => pick.name.parse().is_ok_and(|number: u64| other.as_u64() == Some(number)),
            };
            *count += u64::from(names.iter().any(is_it));
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { title, answered, left, open, questions, .. } = self;
        write!(f, "{title}\n{answered} answered, {open} in the middle, {left} left")?;
        questions.iter().try_for_each(|question| write!(f, "\n\n{question}"))
    }
}

impl fmt::Display for QuestionSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let QuestionSummary { label, answered, skipped, options, mean, left, open, .. } = self;
        write!(f, "{label}: {answered} answered")?;
        let more = [(skipped, "skipped"), (left, "left here"), (open, "are here")];
        for (count, what) in more.into_iter().filter(|(count, _)| **count > 0) {
            write!(f, ", {count} {what}")?;
        }
        if let Some(mean) = mean {
            write!(f, ", {mean:.1} on average")?;
        }
        for (label, count) in options {
            let filled =
                usize::try_from((count * BAR).checked_div(*answered).unwrap_or_default()).unwrap_or_default();
            let percent = (count * 100).checked_div(*answered).unwrap_or_default();
            write!(f, "\n{} {label}: {count} ({percent} %)", bar(filled))?;
        }
        Ok(())
    }
}

fn bar(filled: usize) -> String {
    let size = usize::try_from(BAR).unwrap_or_default();
    "▓".repeat(filled.min(size)) + &"░".repeat(size.saturating_sub(filled))
}
