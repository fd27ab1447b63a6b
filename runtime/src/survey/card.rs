//! How a survey looks: the text and the buttons of what is shown.

mod asking;
mod grid;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::answer::Offer;
use super::flow::{Action, Flow, Stand, Way};
use super::plan::{Item, Plan};
use super::run::Pending;
use super::words::fill;
use crate::button::Button;

/// The most of an answer that is shown on a card of its own, and in a list of answers, in characters.
const LONG_ANSWER: usize = 800;
const LONG_LINE: usize = 120;

/// How many answers stand on one page of the review.
const REVIEWED: usize = 24;

/// The most that stands on a card, in UTF-16 units: what Telegram takes in one message.
const LONGEST_CARD: usize = 4096;

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
    pub(super) question: String,
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
            Action::None => "o".to_owned(),
            Action::Other => "w".to_owned(),
            Action::Zone => "z".to_owned(),
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
            Action::None,
            Action::Other,
            Action::Zone,
        ];
        plain.into_iter().find(|action| action.write() == written)
    }
}

impl Flow<'_> {
    /// What is to be shown now, below a word about what was wrong.
    pub(super) fn face(&self, note: Option<&str>) -> Face {
        let (plan, words) = (self.plan(), self.words());
        let count = plan.count();
        let mut face = match (self.run.pending, self.stand(&plan)) {
            (Pending::Cancel, _) => {
                let text = fill(words.discard, &[("count", &count)]);
                self.confirmation(text, words.discard_button, Action::End)
            }
            (Pending::Restart, _) => {
                let text = fill(words.begun, &[("count", &count), ("total", &plan.total)]);
                self.confirmation(text, words.start_over_button, Action::StartOver)
            }
            (Pending::Nothing, Stand::Question(position)) => self.asking(&plan, position),
            (Pending::Nothing, Stand::Review | Stand::Complete) => self.review(&plan),
        };
        if let Some(note) = note {
            face.text = format!("{}\n\n{}", shortened(note, LONG_ANSWER), face.text);
        }
        face.text = cut(&face.text, LONGEST_CARD);
        face
    }

    fn confirmation(&self, text: String, label: &str, action: Action<'_>) -> Face {
        let go_on = (self.words().go_on_button.to_owned(), press("", Action::GoOn));
        Face { text, rows: vec![vec![go_on, (label.to_owned(), press("", action))]], ..Face::default() }
    }

    /// The card of an answered question, without buttons: `Name: Ann`.
    pub(super) fn frozen(&self, name: &str) -> String {
        let plan = self.plan();
        let item = plan.items.iter().find(|item| item.name == name);
        item.map(|item| shortened(&self.line(&plan, item), LONG_ANSWER).into_owned()).unwrap_or_default()
    }

    /// An answer with what it answers.
    pub(super) fn line(&self, plan: &Plan, item: &Item) -> String {
        let rules = self.rules(item.question);
        let answer = plan.answers.get(&item.name).and_then(|answer| item.question.show(answer, &rules));
        format!("{}: {}", self.label(item), answer.unwrap_or_default())
    }

    /// What stands beside an answer: the label, behind the number of what is repeated.
    pub(super) fn label(&self, item: &Item) -> String {
        let language = self.reader.language;
        let label = item.question.label.of(language);
        match item.section.and_then(|section| section.number).filter(|_| !item.is_gate) {
            Some(number) => format!("{number}. {label}"),
            None => label.to_owned(),
        }
    }

    /// All answers, without buttons.
    pub(super) fn summary(&self) -> String {
        let plan = self.plan();
        self.listed(&plan, &plan.shown())
    }

    /// Those answers, below the titles of their sections.
    fn listed(&self, plan: &Plan, positions: &[usize]) -> String {
        let language = self.reader.language;
        let mut lines = vec![self.spec.title.of(language).to_owned()];
        let mut section = None;
        for position in positions {
            let item = &plan.items[*position];
            let title =
                item.section.map(|section| section.title.of(language)).filter(|title| !title.is_empty());
            if title != section {
                section = title;
                lines.push(title.map_or_else(String::new, |title| format!("\n{title}")));
            }
            lines.push(shortened(&self.line(plan, item), LONG_LINE).into_owned());
        }
        lines.join("\n")
    }

    fn review(&self, plan: &Plan) -> Face {
        let words = self.words();
        let correctable = plan.correctable();
        let pages = correctable.len().div_ceil(REVIEWED).max(1);
        let page = self.run.page.min(pages - 1);
        let here: Vec<usize> = correctable.into_iter().skip(page * REVIEWED).take(REVIEWED).collect();
        let shown: Vec<usize> = match (here.first(), here.last()) {
            (Some(first), Some(last)) if pages > 1 => {
                let first = if page == 0 { &0 } else { first };
                plan.shown().into_iter().filter(|position| (first..=last).contains(&position)).collect()
            }
            _ => plan.shown(),
        };
        let correct = |position: &usize| {
            let item = &plan.items[*position];
            (format!("✎ {}", self.label(item)), press(&item.name, Action::Correct))
        };
        let corrections: Vec<_> = here.iter().map(correct).collect();
        let mut rows: Vec<Vec<_>> = corrections.chunks(2).map(<[_]>::to_vec).collect();
        rows.extend(turns("", page, pages));
        rows.push(vec![
            (words.send_button.to_owned(), press("", Action::Submit)),
            (words.cancel_button.to_owned(), press("", Action::Go(Way::Cancel))),
        ]);
        let said = plan.said_before(plan.items.len()).map(|text| text.of(self.reader.language));
        let mut parts: Vec<String> = said.map(str::to_owned).collect();
        parts.push(self.listed(plan, &shown));
        Face { text: parts.join("\n\n"), rows, ..Face::default() }
    }
}

/// The row of buttons that turn pages, where there are several.
fn turns(question: &str, page: usize, pages: usize) -> Option<Vec<(String, Press)>> {
    let turn = |label: &str, to: usize| (label.to_owned(), press(question, Action::Page(to)));
    let here = format!("{}/{pages}", page + 1);
    (pages > 1).then(|| {
        vec![turn("«", (page + pages - 1) % pages), turn(&here, page), turn("»", (page + 1) % pages)]
    })
}

impl Face {
    /// The buttons, made by `button` of a label and what it holds.
    pub(super) fn buttons(&self, button: impl Fn(&str, &Press) -> Button) -> Vec<Vec<Button>> {
        let row =
            |row: &Vec<(String, Press)>| row.iter().map(|(label, press)| button(label, press)).collect();
        self.rows.iter().map(row).collect()
    }
}

fn press(question: &str, action: Action<'_>) -> Press {
    Press { question: question.to_owned(), action: action.write() }
}

/// A text that is no longer than that many characters, as people count them.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.grapheme_indices(true).nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// A text that is no longer than that many UTF-16 units.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |grapheme: &&str| {
        units += grapheme.encode_utf16().count();
        units <= most
    };
    text.graphemes(true).take_while(fits).chain(["…"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_between_what_people_see_as_characters() {
        assert_eq!(shortened("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2), "👩‍👩‍👧👩‍👩‍👧…");
        assert_eq!(shortened("ab", 2), "ab");
        let long = "👩‍👩‍👧".repeat(1_000);
        let cut = cut(&long, LONGEST_CARD);
        assert!(cut.encode_utf16().count() <= LONGEST_CARD && cut.ends_with("👩‍👩‍👧…"));
    }
}
