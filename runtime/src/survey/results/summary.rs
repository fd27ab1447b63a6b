//! Results in numbers.

use std::fmt;

use serde_json::Value;

use super::super::answer::Picks;
use super::super::flow::{Flow, Stand};
use super::super::memory::Entry;
use super::super::question::{Question, Spec};
use super::super::rules::Reader;
use super::super::run::Runs;
use super::super::words::{Words, fill};
use crate::params::Answers;

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
    words: Spoken,
    /// The questions with their names, in the same order.
    fields: Vec<Field>,
}

/// A question with its name, of no interest for who compares or prints a summary.
#[derive(Clone)]
struct Field(String, &'static Question);

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
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

/// The words of the summary's language, of no interest for who compares or prints it.
#[derive(Clone, Copy)]
struct Spoken(&'static Words);

impl fmt::Debug for Spoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.language)
    }
}

impl PartialEq for Spoken {
    fn eq(&self, other: &Self) -> bool {
        self.0.language == other.0.language
    }
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
    pub(super) fn new(spec: &'static Spec, language: &'static str) -> Self {
        let reader = Reader { language, words: Words::of(language, spec.words), ..Reader::ANYBODY };
        let question = |question: &'static Question| {
            let options = question.kind().map(|kind| (kind.options)(&question.rules.read_by(reader)));
            let mut options: Vec<_> = options.into_iter().flatten().map(|pick| (pick.label, 0)).collect();
            if question.kind().is_some_and(|kind| kind.has_other) {
                options.push(("…".to_owned(), 0));
            }
            QuestionSummary { label: question.label.of(language), options, ..QuestionSummary::default() }
        };
        let fields: Vec<Field> =
            spec.fields().into_iter().map(|(name, question)| Field(name, question)).collect();
        let questions = fields.iter().map(|field| question(field.1)).collect();
        let title = spec.title.of(language);
        let words = Spoken(Words::of(language, spec.words));
        Summary { title, words, answered: 0, left: 0, open: 0, questions, spec: Unshown(spec), fields }
    }

    pub(super) fn count(&mut self, entry: &Entry) {
        if let Some(question) = &entry.left_at {
            self.left += 1;
            if let Some(position) = self.position(question) {
                self.questions[position].left += 1;
            }
            return;
        }
        self.answered += 1;
        self.count_answers(&entry.answers);
    }

    fn count_answers(&mut self, answers: &Answers) {
        for (name, answer) in answers {
            if let Some(position) = self.position(name) {
                self.questions[position].count(self.fields[position].1, answer);
            }
        }
    }

    pub(super) fn count_open(&mut self, runs: &mut Runs) {
        let spec = self.spec.0;
        let Some(run) = runs.find(spec) else { return };
        self.open += 1;
        let flow = Flow::new(spec, run, Reader::ANYBODY);
        let plan = flow.plan();
        if let Stand::Question(position) = flow.stand(&plan)
            && let Some(position) = self.position(&plan.items[position].name)
        {
            self.questions[position].open += 1;
        }
    }

    /// The position of the question with that name; the numbers of what is repeated don't count.
    fn position(&self, name: &str) -> Option<usize> {
        let is_name = |part: &&str| part.parse::<usize>().is_err();
        let plain = name.split('.').filter(is_name).collect::<Vec<_>>().join(".");
        self.fields.iter().position(|field| field.0 == plain)
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
        let Some(kind) = question.kind() else { return };
        let names = match (kind.picks, answer) {
            (Picks::Some, Value::Array(names)) => names.clone(),
            (Picks::Ranked, Value::Array(names)) => names.iter().take(1).cloned().collect(),
            (_, answer) => vec![answer.clone()],
        };
        let picks = (kind.options)(&question.rules);
        if kind.has_other
            && let Some((_, count)) = self.options.get_mut(picks.len())
        {
            *count += u64::from(names.iter().any(Value::is_object));
        }
        for ((_, count), pick) in self.options.iter_mut().zip(picks) {
            let is_it = |name: &Value| match name {
                Value::String(name) => *name == pick.name,
                Value::Bool(yes) => pick.name == if *yes { "yes" } else { "no" },
                other => pick.name.parse().is_ok_and(|number: u64| other.as_u64() == Some(number)),
            };
            *count += u64::from(names.iter().any(is_it));
        }
    }
}

impl Summary {
    /// How many have come how far.
    pub(super) fn counts(&self) -> String {
        let Summary { answered, left, open, words, .. } = self;
        fill(words.0.counted, &[("answered", answered), ("open", open), ("left", left)])
    }

    /// How often a question was answered, and what else there is to say of it.
    #[cfg(feature = "pictures")]
    pub(super) fn counts_of(&self, question: &QuestionSummary) -> String {
        question.counts(self.words.0)
    }
}

impl QuestionSummary {
    fn counts(&self, words: &Words) -> String {
        let QuestionSummary { label, answered, skipped, mean, left, open, .. } = self;
        let more = [(skipped, words.counted_skipped), (left, words.counted_left), (open, words.counted_open)];
        let more = more.into_iter().filter(|(count, _)| **count > 0);
        let answered = fill(words.counted_answers, &[("label", label), ("count", answered)]);
        let more = more.map(|(count, text)| fill(text, &[("count", count)]));
        let mean = mean.map(|mean| fill(words.counted_mean, &[("mean", &format!("{mean:.1}"))]));
        [answered].into_iter().chain(more).chain(mean).collect::<Vec<_>>().join(", ")
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, words: &Words) -> fmt::Result {
        let QuestionSummary { answered, options, .. } = self;
        f.write_str(&self.counts(words))?;
        for (label, count) in options {
            let filled =
                usize::try_from((count * BAR).checked_div(*answered).unwrap_or_default()).unwrap_or_default();
            let percent = (count * 100).checked_div(*answered).unwrap_or_default();
            write!(f, "\n{} {label}: {count} ({percent} %)", bar(filled))?;
        }
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.title, self.counts())?;
        self.questions.iter().try_for_each(|question| {
            f.write_str("\n\n")?;
            question.write(f, self.words.0)
        })
    }
}

/// In English; those of a [`Summary`] are in its language.
impl fmt::Display for QuestionSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, &Words::EN)
    }
}

fn bar(filled: usize) -> String {
    let size = usize::try_from(BAR).unwrap_or_default();
    "▓".repeat(filled.min(size)) + &"░".repeat(size.saturating_sub(filled))
}
