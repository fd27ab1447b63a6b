//! How far somebody is in a survey: a record of the person in the chat.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::question::Spec;
use super::terms::Terms;
use crate::data::own_record;
use crate::params::Answers;
use crate::reply::Outgoing;
use crate::store::Owner;
use crate::timer::{Alarm, Place, Whose};
use crate::update::Address;

/// How many cards may wait to become known.
const MOST_LATE: usize = 8;

/// The surveys that a person is in the middle of, in one chat. The last one asks.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Runs {
    runs: Vec<Run>,
    /// Cards that were done with before it was known which messages they are.
    late: VecDeque<Late>,
}

/// A card that was done with before it was known which message it is.
#[derive(Debug, Serialize, Deserialize)]
struct Late {
    card: u64,
    /// What it becomes; without it, it just loses its buttons.
    text: Option<String>,
}

/// One survey that a person is in the middle of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Run {
    /// The survey's stored name.
    survey: String,
    /// What starts it.
    command: String,
    version: u32,
    /// The questions' names and types as they were when it began, or was last carried over.
    shape: String,
    /// All that was answered, questions included that are not asked any more.
    pub(super) answers: Answers,
    /// The question that is shown although it has an answer, by name.
    pub(super) at: Option<String>,
    /// What is ticked of the question that is asked.
    pub(super) ticked: Vec<String>,
    /// What a typed text has found among many choices.
    pub(super) found: Vec<String>,
    /// What was sent so far of several things that make an answer together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) gathered: Vec<Value>,
    /// The album that the latest of them was in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) album: Option<String>,
    /// Whether the time zone is asked for, though it is known.
    pub(super) asks_zone: bool,
    /// Which messages gave the answers that were typed, by the questions' names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) said: BTreeMap<String, i64>,
    /// The language in which the person was spoken to last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    /// The page of choices.
    pub(super) page: usize,
    /// How far it ever came, as a position among the questions.
    pub(super) furthest: usize,
    pub(super) pending: Pending,
    #[serde(deserialize_with = "read_card")]
    pub(super) card: Option<Card>,
    /// When the person did something last, in seconds since 1970.
    pub(super) touched: i64,
    is_reminded: bool,
    /// When the person is to be reminded, or it ends.
    due: Option<i64>,
    /// Where it takes place.
    pub(super) place: Place,
}

/// The card with the buttons that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Card {
    /// A number that no other has; it is not known yet which message it is.
    Sent(u64),
    /// The message: its chat and its id.
    Known(i64, i64),
}

/// Reads a card, also as it was stored when all cards were known: its chat and its id.
fn read_card<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Card>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Card(Card),
        Former(i64, i64),
    }
    let stored: Option<Stored> = Option::deserialize(source)?;
    Ok(stored.map(|stored| match stored {
        Stored::Card(card) => card,
        Stored::Former(chat, message) => Card::Known(chat, message),
    }))
}

/// What is asked before the survey goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Pending {
    #[default]
    Nothing,
    /// Whether it shall end.
    Cancel,
    /// Whether it shall begin anew.
    Restart,
}

own_record!(Runs: Member, "pouch::surveys", merge = Runs::join);

impl Runs {
    /// Keeps what was begun in a group with what was begun in the supergroup that it became.
    fn join(group: Runs, supergroup: &mut Runs) {
        let newer = std::mem::replace(supergroup, group);
        for run in newer.runs {
            supergroup.runs.retain(|older| older.survey != run.survey);
            supergroup.runs.push(run);
        }
    }

    /// Whether that survey asks.
    pub(super) fn asks(&self, spec: &Spec) -> bool {
        self.runs.last().is_some_and(|run| run.survey == spec.name)
    }

    /// Whether that message gave an answer to that survey.
    pub(super) fn has_said(&self, spec: &Spec, message: i64) -> bool {
        let mut runs = self.runs.iter().filter(|run| run.survey == spec.name);
        runs.any(|run| run.said.values().any(|said| *said == message))
    }

    /// The run of that survey.
    pub(super) fn find(&mut self, spec: &Spec) -> Option<&mut Run> {
        self.runs.iter_mut().find(|run| run.survey == spec.name)
    }

    /// Makes that survey the one that asks.
    pub(super) fn raise(&mut self, spec: &Spec) {
        if let Some(position) = self.runs.iter().position(|run| run.survey == spec.name) {
            let run = self.runs.remove(position);
            self.runs.push(run);
        }
    }

    /// Takes the buttons off the cards of all other surveys.
    pub(super) fn retire_others(&mut self, spec: &Spec) -> Vec<Outgoing> {
        let others = self.runs.iter_mut().filter(|run| run.survey != spec.name);
        let cards: Vec<Card> = others.filter_map(|run| run.card.take()).collect();
        cards.into_iter().filter_map(|card| self.retire(card, None)).collect()
    }

    /// When to look at the surveys of that person in a chat.
    pub(crate) fn alarm(&self, owner: Owner) -> Option<Alarm> {
        self.due().map(|due| Alarm { due, whose: Whose::Surveys(owner), called: None })
    }

    /// When something is due first.
    pub(super) fn due(&self) -> Option<i64> {
        self.runs.iter().filter_map(|run| run.due).min()
    }

    /// The command of the survey that asks.
    pub(super) fn command(&self) -> Option<&str> {
        self.runs.last().map(|run| run.command.as_str())
    }

    /// Begins the survey.
    pub(super) fn begin(&mut self, spec: &Spec) -> &mut Run {
        self.end(spec);
        self.runs.push(Run::new(spec));
        let last = self.runs.len() - 1;
        &mut self.runs[last]
    }

    /// What takes the buttons off a card, and writes that text on it; what it takes later, if the card is not known yet.
    pub(super) fn retire(&mut self, card: Card, text: Option<String>) -> Option<Outgoing> {
        match card {
            Card::Known(chat, message) => Some(edit(chat, message, text)),
            Card::Sent(card) => {
                self.late.push_back(Late { card, text });
                self.late.drain(..self.late.len().saturating_sub(MOST_LATE));
                None
            }
        }
    }

    /// Notes which message a card is, and gives what is due to be done to it.
    pub(crate) fn note(&mut self, card: u64, chat: i64, message: i64) -> Option<Outgoing> {
        if let Some(run) = self.runs.iter_mut().find(|run| run.card == Some(Card::Sent(card))) {
            run.card = Some(Card::Known(chat, message));
        }
        let late = self.late.iter().position(|late| late.card == card)?;
        let Late { text, .. } = self.late.remove(late)?;
        Some(edit(chat, message, text))
    }

    /// Forgets the survey.
    pub(super) fn end(&mut self, spec: &Spec) {
        self.runs.retain(|run| run.survey != spec.name);
    }
}

/// The call that takes the buttons off a message.
fn edit(chat: i64, message: i64, text: Option<String>) -> Outgoing {
    let markup = json!({ "inline_keyboard": [] });
    let mut parameters = json!({ "chat_id": chat, "message_id": message, "reply_markup": markup });
    let method = if text.is_some() { "editMessageText" } else { "editMessageReplyMarkup" };
    if let Some(text) = text {
        parameters["text"] = text.into();
    }
    Outgoing::new(chat, method, parameters.to_string())
}

impl Run {
    pub(super) fn new(spec: &Spec) -> Self {
        Run {
            survey: spec.name.to_owned(),
            command: spec.command.to_owned(),
            version: spec.version,
            shape: spec.shape(),
            ..Run::default()
        }
    }

    /// The same, with the card of another run, which it takes the place of.
    pub(super) fn brought(self, other: &Run) -> Self {
        Run { card: other.card, language: other.language.clone(), place: other.place.clone(), ..self }
    }

    /// Whether something is due by now.
    pub(super) fn is_due(&self, now: i64) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// Remembers that the person has just done something.
    pub(super) fn touch(&mut self, terms: &Terms, now: i64, address: &Address) {
        (self.touched, self.is_reminded) = (now, false);
        self.place = Place::of(address);
        self.due = terms.due(now, false);
    }

    /// Remembers that the person has been reminded.
    pub(super) fn remind(&mut self, terms: &Terms) {
        self.is_reminded = true;
        self.due = terms.due(self.touched, true);
    }

    /// Takes it over to the survey as it is now. What was answered stays where name and type allow; false if the
    /// questions have changed though their version has not.
    pub(super) fn carry_over(&mut self, spec: &Spec) -> bool {
        let shape = spec.shape();
        // It may have changed, and the first code did not store it.
        spec.command.clone_into(&mut self.command);
        if shape == self.shape {
            self.version = spec.version;
            return true;
        }
        let is_declared = self.version != spec.version;
        (self.shape, self.version) = (shape, spec.version);
        self.answers
            .retain(|name, answer| spec.question(name).is_some_and(|question| question.can_read(answer)));
        self.at.take_if(|name| spec.question(name).is_none());
        self.said.retain(|name, _| spec.question(name).is_some());
        self.furthest = self.furthest.min(spec.fields().len().saturating_sub(1));
        self.ticked.clear();
        self.found.clear();
        self.gathered.clear();
        self.page = 0;
        is_declared
    }
}
