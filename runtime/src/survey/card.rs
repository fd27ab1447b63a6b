//! How a survey looks: the text and the buttons of what is shown.

use super::answer::{Offer, Pick, Picks};
use super::flow::{Action, Flow, PAGE, SLACK, Stand, Way};
use super::question::Question;
use super::run::Pending;
use crate::button::Button;

/// From how many questions on people want to know how far they are.
const LONG: usize = 4;

/// How many squares the bar has.
const BAR: usize = 10;

/// The longest label of which two stand beside each other, in characters.
const SHORT_LABEL: usize = 14;

/// What is shown, before it becomes a message.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Face {
    pub(super) text: String,
    /// Labels with what their buttons do: the question's name, and the action.
    pub(super) rows: Vec<Vec<(String, Press)>>,
    /// Whether it asks for something that is not pressed but sent.
    pub(super) is_typed: bool,
    pub(super) offer: Option<Offer>,
    /// What stands in the empty input field.
    pub(super) placeholder: Option<&'static str>,
}

/// What a button holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Press {
    /// The name of the question that it is about; empty for none.
    pub(super) question: &'static str,
    /// The action, as [`Action::read`] reads it.
    pub(super) action: String,
}

impl Action<'_> {
    /// The action as a button holds it.
    pub(super) fn write(self) -> String {
        match self {
            Action::Pick(name) => format!("p{name}"),
            Action::Page(page) => format!("g{page}"),
            Action::Done => "d".to_owned(),
            Action::Keep => "k".to_owned(),
            Action::Go(Way::Back) => "b".to_owned(),
            Action::Go(Way::Skip) => "s".to_owned(),
            Action::Go(Way::Cancel) => "c".to_owned(),
            Action::Correct => "e".to_owned(),
            Action::Submit => "x".to_owned(),
            Action::End => "q".to_owned(),
            Action::GoOn => "n".to_owned(),
            Action::StartOver => "r".to_owned(),
        }
    }
}

impl<'a> Action<'a> {
    /// The action that a button holds.
    pub(super) fn read(written: &'a str) -> Option<Self> {
        if let Some(name) = written.strip_prefix('p') {
            return Some(Action::Pick(name));
        }
        if let Some(page) = written.strip_prefix('g') {
            return page.parse().ok().map(Action::Page);
        }
        let plain = [
            Action::Done,
            Action::Keep,
            Action::Go(Way::Back),
            Action::Go(Way::Skip),
            Action::Go(Way::Cancel),
            Action::Correct,
            Action::Submit,
            Action::End,
            Action::GoOn,
            Action::StartOver,
        ];
        plain.into_iter().find(|action| action.write() == written)
    }
}

impl Flow<'_> {
    /// What is to be shown now, below a word about what was wrong.
    pub(super) fn face(&self, note: Option<&str>) -> Face {
        let mut face = match (self.run.pending, self.stand()) {
            (Pending::Cancel, _) => {
                confirmation(format!("Discard your {} answers?", self.count()), ("Discard", Action::End))
            }
            (Pending::Restart, _) => confirmation(
                format!("You have answered {} of {}.", self.count(), self.spec.questions.len()),
                ("Start over", Action::StartOver),
            ),
            (Pending::Nothing, Stand::Question(position)) => self.asking(position),
            (Pending::Nothing, Stand::Review | Stand::Complete) => self.review(),
        };
        if let Some(note) = note {
            face.text = format!("{note}\n\n{}", face.text);
        }
        face
    }

    /// The card of an answered question, without buttons: `Name: Ann`.
    pub(super) fn frozen(&self, position: usize) -> String {
        let question = &self.spec.questions[position];
        let answer = self.answer(position).and_then(|answer| question.show(answer)).unwrap_or_default();
        format!("{}: {answer}", question.label)
    }

    /// All answers, without buttons.
    pub(super) fn summary(&self) -> String {
        let asked = self.asked();
        let lines =
            (0..asked.len()).filter(|position| asked[*position]).map(|position| self.frozen(position));
        std::iter::once(self.spec.title.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    }

    fn review(&self) -> Face {
        let asked = self.asked();
        let correct = |position: usize| {
            let question = &self.spec.questions[position];
            (format!("✎ {}", question.label), press(question.name, Action::Correct))
        };
        let corrections: Vec<_> = (0..asked.len()).filter(|position| asked[*position]).map(correct).collect();
        let mut rows: Vec<Vec<_>> = corrections.chunks(2).map(<[_]>::to_vec).collect();
        rows.push(vec![
            ("✓ Send".to_owned(), press("", Action::Submit)),
            ("✕ Cancel".to_owned(), press("", Action::Go(Way::Cancel))),
        ]);
        Face { text: self.summary(), rows, ..Face::default() }
    }

    fn asking(&self, position: usize) -> Face {
        let question = &self.spec.questions[position];
        let options = (question.kind.options)();
        let mut rows = self.choices(question, &options);
        let given = self.run.at.as_ref().and(self.answer(position)).and_then(|answer| question.show(answer));
        let before = given.as_ref().map(|given| format!("\nUntil now: {given}")).unwrap_or_default();
        if given.is_some() && question.kind.picks == Picks::One {
            rows.push(vec![("✓ Keep".to_owned(), press(question.name, Action::Keep))]);
        }
        rows.push(self.ways(position));
        let is_typed = options.is_empty();
        let offer = Some(question.kind.offer).filter(|offer| *offer != Offer::Nothing);
        let progress = self.progress(position);
        let found = if self.run.found.is_empty() { "" } else { "\nDid you mean one of these?" };
        let text = format!("{progress}{}{before}{found}", question.text);
        Face { text, rows, is_typed, offer, placeholder: question.rules.placeholder }
    }

    /// How far the person is. The number of questions does not depend on the answers, so it never grows, and the bar
    /// shows how far they ever were.
    fn progress(&self, position: usize) -> String {
        let total = self.spec.questions.len();
        if total < LONG {
            return String::new();
        }
        let filled = self.run.furthest.max(position) * BAR / total;
        let bar = "▓".repeat(filled) + &"░".repeat(BAR - filled);
        format!("Question {} of {total}  {bar}\n\n", position + 1)
    }

    /// One button for each choice, in rows and pages.
    fn choices(&self, question: &'static Question, options: &[Pick]) -> Vec<Vec<(String, Press)>> {
        let found = |pick: &&Pick| self.run.found.is_empty() || self.run.found.contains(&pick.name);
        let shown: Vec<&Pick> = options.iter().filter(found).collect();
        let pages = if shown.len() <= PAGE + SLACK { 1 } else { shown.len().div_ceil(PAGE) };
        let size = if pages == 1 { shown.len() } else { PAGE };
        let page = self.run.page.min(pages - 1);
        let shown: Vec<&Pick> = shown.into_iter().skip(page * size).take(size).collect();
        let buttons: Vec<_> = shown
            .iter()
            .map(|pick| (self.label(question, pick), press(question.name, Action::Pick(&pick.name))))
            .collect();
        let columns = question.rules.columns.unwrap_or_else(|| columns(&shown));
        let mut rows: Vec<Vec<_>> = buttons.chunks(columns.max(1)).map(<[_]>::to_vec).collect();
        if pages > 1 {
            let turn = |label: &str, to: usize| (label.to_owned(), press(question.name, Action::Page(to)));
            let here = format!("{}/{pages}", page + 1);
            rows.push(vec![
                turn("«", (page + pages - 1) % pages),
                turn(&here, page),
                turn("»", (page + 1) % pages),
            ]);
        }
        rows.extend(self.done(question, options.len()));
        rows
    }

    fn label(&self, question: &Question, pick: &Pick) -> String {
        let place = self.run.ticked.iter().position(|ticked| *ticked == pick.name);
        match (question.kind.picks, place) {
            (Picks::One, _) => pick.label.clone(),
            (Picks::Some, Some(_)) => format!("☑ {}", pick.label),
            (Picks::Some, None) => format!("☐ {}", pick.label),
            (Picks::Ranked, Some(place)) => format!("{}. {}", place + 1, pick.label),
            (Picks::Ranked, None) => format!("– {}", pick.label),
        }
    }

    /// What ends the ticking, once enough is ticked.
    fn done(&self, question: &'static Question, options: usize) -> Option<Vec<(String, Press)>> {
        let count = self.run.ticked.len();
        let is_enough = match question.kind.picks {
            Picks::One => false,
            Picks::Some => question.rules.check_picks(count).is_ok(),
            Picks::Ranked => count == options,
        };
        let label = if count == 0 { "None of these".to_owned() } else { format!("✓ Done ({count})") };
        is_enough.then(|| vec![(label, press(question.name, Action::Done))])
    }

    /// Where one can go from a question.
    fn ways(&self, position: usize) -> Vec<(String, Press)> {
        let question = &self.spec.questions[position];
        let way = |label: &str, way| (label.to_owned(), press(question.name, Action::Go(way)));
        let back = self.before(position).map(|_| way("‹ Back", Way::Back));
        let skip = question.optional.then(|| way("Skip ›", Way::Skip));
        back.into_iter().chain(skip).chain([way("✕ Cancel", Way::Cancel)]).collect()
    }
}

impl Face {
    /// The buttons, made by `button` of a label and what it holds.
    pub(super) fn buttons(&self, button: impl Fn(&str, &Press) -> Button) -> Vec<Vec<Button>> {
        let row =
            |row: &Vec<(String, Press)>| row.iter().map(|(label, press)| button(label, press)).collect();
        self.rows.iter().map(row).collect()
    }
}

fn confirmation(text: String, (label, action): (&str, Action<'_>)) -> Face {
    let go_on = ("Go on".to_owned(), press("", Action::GoOn));
    Face { text, rows: vec![vec![go_on, (label.to_owned(), press("", action))]], ..Face::default() }
}

fn press(question: &'static str, action: Action<'_>) -> Press {
    Press { question, action: action.write() }
}

/// How many choices stand in a row: as many as are easy to read and to hit.
fn columns(shown: &[&Pick]) -> usize {
    let longest = shown.iter().map(|pick| pick.label.chars().count()).max().unwrap_or_default();
    match longest {
        0..=4 => 6.min(shown.len()),
        5..=SHORT_LABEL => 2,
        _ => 1,
    }
}
