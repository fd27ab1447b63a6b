//! A survey as a handler: reads what arrived, takes it through the flow, and answers.

mod show;
mod start;

use std::sync::Arc;

use chrono::DateTime;
use tracing::warn;

pub(crate) use start::is_begun_by;

use super::flow::{Action, Event, Flow, Step, Way};
use super::memory::{Counts, Entry, Memory};
use super::preferences::{Preferences, language};
use super::question::Spec;
use super::rules::Reader;
use super::run::{Run, Runs};
use super::words::{Words, fill};
use crate::button::ButtonField;
use crate::data::Taken;
use crate::failure::Failure;
use crate::params::{Answers, Borrow, Call, Finished, LendMut};
use crate::reply::{IntoReply, Outcome, Reply};
use crate::store::Owner;
use crate::update::{Arrived, Kind};
use crate::zone::Zone;

/// The commands, and the words, by which people go through a survey without buttons.
const WAYS: [(&str, Way); 3] = [("back", Way::Back), ("skip", Way::Skip), ("cancel", Way::Cancel)];

/// The records that surveys need, for their [`Route`](crate::handler::Route): how far a person is, what the person has
/// answered, and how often anybody has.
pub const RUNS: Borrow = <Runs as LendMut>::BORROW;
#[expect(missing_docs, reason = "see `RUNS`")]
pub const MEMORY: Borrow = <Memory as LendMut>::BORROW;
#[expect(missing_docs, reason = "see `RUNS`")]
pub const COUNTS: Borrow = <Counts as LendMut>::BORROW;
#[expect(missing_docs, reason = "see `RUNS`")]
pub const PREFERENCES: Borrow = <Preferences as LendMut>::BORROW;

/// Handles an update for a survey, if it is for that.
pub async fn conduct(call: &Call, spec: &'static Spec) -> Result<Outcome, Failure> {
    let facts = &call.incoming.facts;
    let mut runs = Runs::take(call).await?;
    if facts.kind == Kind::Timer {
        let place = runs.find(spec).filter(|run| run.is_due(call.now())).map(|run| run.place.clone());
        let address = place.zip(facts.address.as_ref()).map(|(place, address)| place.address(address.chat));
        let call = Call { incoming: Arc::new(call.incoming.at(address)), ..call.clone() };
        return Conductor::new(&call, spec, runs).await?.ring();
    }
    let said = Arrived(&call.incoming);
    if facts.kind.is_edited_message() {
        let message = facts.address.as_ref().and_then(|address| address.message);
        let edited = message.filter(|message| runs.has_said(spec, *message)).ok_or(Failure::NotTaken)?;
        let mut conductor = Conductor::new(call, spec, runs).await?;
        conductor.take(Event::Edits(edited, said))?;
        return conductor.into_outcome();
    }
    let asks = runs.asks(spec);
    let is_for_it = asks || facts.press.is_some() || facts.command.is_some();
    if !is_for_it {
        return Err(Failure::NotTaken);
    }
    let mut conductor = Conductor::new(call, spec, runs).await?;
    if call.asks_again {
        // A press leaves the question where it is, as long as it is asked in the right language.
        if asks && (conductor.changes_language() || facts.press.is_none()) {
            conductor.ask(None)?;
        }
        return conductor.into_outcome();
    }
    if facts.press.is_some() {
        conductor.take_press().await?;
    } else if let Some(command) = &facts.command {
        conductor.take_command(&command.name)?;
    } else {
        let way = conductor.way(facts.text.as_deref());
        conductor.take(way.map_or(Event::Says(said), Event::Goes))?;
    }
    conductor.into_outcome()
}

/// One update on its way through a survey.
struct Conductor<'a> {
    call: &'a Call,
    spec: &'static Spec,
    runs: Taken<Runs>,
    memory: Option<Taken<Memory>>,
    counts: Option<Taken<Counts>>,
    preferences: Option<Taken<Preferences>>,
    reader: Reader,
    outcome: Outcome,
}

impl<'a> Conductor<'a> {
    /// Takes the records that the survey's terms need.
    async fn new(call: &'a Call, spec: &'static Spec, runs: Taken<Runs>) -> Result<Self, Failure> {
        let memory = if spec.terms.has_memory() { Some(Memory::take(call).await?) } else { None };
        let counts = if spec.terms.limit.is_some() { Some(Counts::take(call).await?) } else { None };
        let preferences = if spec.needs_preferences() { Some(Preferences::take(call).await?) } else { None };
        let mut runs = runs;
        let reader = reader(call, spec, preferences.as_deref(), runs.find(spec).map(|run| &*run));
        Ok(Conductor { call, spec, runs, memory, counts, preferences, reader, outcome: Outcome::new(call) })
    }

    /// Keeps the records, and has the person reminded or the survey ended when that is due.
    fn into_outcome(self) -> Result<Outcome, Failure> {
        let Conductor { call, runs, memory, counts, preferences, mut outcome, .. } = self;
        let facts = &call.incoming.facts;
        if let (Some(address), Some(person)) = (&facts.address, facts.user_owner())
            && let Some(alarm) = runs.alarm(Owner::in_chat(address.chat, person))
        {
            outcome.wake(alarm);
        }
        outcome.keep(runs)?;
        outcome.keep(memory)?;
        outcome.keep(counts)?;
        outcome.keep(preferences)?;
        Ok(outcome)
    }
}

impl Conductor<'_> {
    async fn take_press(&mut self) -> Result<(), Failure> {
        let mut fields = self.call.fields().await?;
        let question: String = fields.next(String::from_field)?;
        let action: String = fields.last(String::from_field)?;
        let action = Action::read(&action).ok_or(Failure::OutOfDate)?;
        if self.runs.find(self.spec).is_none() {
            self.outcome.toast_if_silent(self.reader.words.sent_already);
            return Ok(());
        }
        self.runs.raise(self.spec);
        self.take(Event::Presses(&question, action))
    }

    /// Notes the language in which the person is spoken to now; whether it is another one than before.
    fn changes_language(&mut self) -> bool {
        let language = self.reader.language;
        let Some(run) = self.runs.find(self.spec) else { return false };
        let is_other = run.language.as_deref().is_some_and(|former| former != language);
        if is_other {
            run.language = Some(language.to_owned());
        }
        is_other
    }

    /// Where somebody wants to go who types that.
    fn way(&self, text: Option<&str>) -> Option<Way> {
        let word = text?.trim().to_lowercase();
        let words = self.reader.words;
        let own = [(words.back, Way::Back), (words.skip, Way::Skip), (words.cancel, Way::Cancel)];
        WAYS.into_iter().chain(own).find(|(name, _)| *name == word).map(|(_, way)| way)
    }

    /// Remembers that the person has just done something, and where.
    fn touch(&mut self) {
        let address = self.call.incoming.facts.address.clone().unwrap_or_default();
        let now = self.call.now();
        if let Some(run) = self.runs.find(self.spec) {
            run.touch(&self.spec.terms, now, &address);
            // Reminders come without an update that tells the language.
            run.language = (self.spec.languages.len() > 1).then(|| self.reader.language.to_owned());
        }
    }

    /// Reminds the person of the survey, or ends it, if that is due.
    fn ring(mut self) -> Result<Outcome, Failure> {
        let now = self.call.now();
        let Some(run) = self.runs.find(self.spec).filter(|run| run.is_due(now)) else {
            // Another survey is due; or something was done in the meantime, and it is due later.
            return match self.runs.due() {
                Some(due) if due > now => self.into_outcome(),
                _ => Err(Failure::NotTaken),
            };
        };
        let Spec { command, terms, .. } = self.spec;
        let (title, words) = (self.spec.title.of(self.reader.language), self.reader.words);
        if terms.has_expired(run.touched, now) {
            self.leave();
            self.retire(None);
            self.runs.end(self.spec);
            let text = fill(words.ended, &[("title", &title), ("command", command)]);
            Reply::text(text).into_reply(&mut self.outcome)?;
        } else {
            run.remind(terms);
            self.ask(Some(&fill(words.still_open, &[("title", &title)])))?;
        }
        self.into_outcome()
    }

    /// Notes where the person has left the survey, for its results.
    fn leave(&mut self) {
        let Some(run) = self.runs.find(self.spec).filter(|_| self.spec.terms.results) else { return };
        let left_at = Flow::new(self.spec, run, self.reader).question();
        let entry = Entry { left_at: left_at.or_else(|| Some(String::new())), ..self.entry() };
        if let Some(memory) = &mut self.memory {
            memory.add(self.spec, entry);
        }
    }

    /// Notes that the survey was answered; or why it can't be any more.
    fn note(&mut self, answers: &Answers) -> Result<(), &'static str> {
        match self.refusal() {
            Some(reason) if !self.spec.terms.has_closed(self.call.now()) => return Err(reason),
            _ => (),
        }
        let answers = if self.spec.terms.results { answers.clone() } else { Answers::new() };
        let entry = Entry { answers, ..self.entry() };
        if let Some(memory) = &mut self.memory {
            memory.add(self.spec, entry);
        }
        if let Some(counts) = &mut self.counts {
            counts.count(self.spec);
        }
        Ok(())
    }

    fn entry(&self) -> Entry {
        Entry { at: self.call.now(), chat: self.chat(), version: self.spec.version, ..Entry::default() }
    }

    /// Takes what somebody does, and shows what comes of it.
    fn take(&mut self, event: Event<'_>) -> Result<(), Failure> {
        let spec = self.spec;
        let Some(run) = self.runs.find(spec) else { return Err(Failure::NotTaken) };
        if !run.carry_over(spec) {
            let (survey, version) = (spec.path, spec.version);
            warn!(survey, version, "the questions have changed, and the version has not: raise `version`");
        }
        self.touch();
        let words = self.reader.words;
        let Some(run) = self.runs.find(spec) else { return Err(Failure::NotTaken) };
        let mut flow = Flow::new(spec, run, self.reader);
        let has_offer = flow.has_offer();
        let step = flow.take(event);
        let given = match &step {
            Step::On { given, .. } | Step::Finished { given, .. } => {
                given.as_deref().map(|name| flow.frozen(name))
            }
            Step::Nothing(_) | Step::Silent | Step::Cancelled => None,
        };
        let is_finished = matches!(step, Step::Finished { .. });
        let summary = if spec.review && is_finished {
            format!("{}\n\n{}", words.sent, flow.summary())
        } else {
            String::new()
        };
        self.reader = flow.reader;
        if let (Some(zone), Some(preferences)) = (flow.named_zone, &mut self.preferences) {
            preferences.set_zone(Some(zone.name().to_owned()));
        }
        match step {
            Step::Nothing(text) => self.outcome.toast_if_silent(text),
            Step::Silent => (),
            Step::On { note, .. } => {
                if has_offer {
                    self.remove_keyboard(given.as_deref())?;
                }
                return self.go_on(note.as_deref(), given);
            }
            Step::Cancelled => {
                self.leave();
                self.close(words.cancelled.to_owned(), true)?;
                self.runs.end(spec);
                self.mention_interrupted()?;
            }
            Step::Finished { answers, .. } => {
                if let Err(reason) = self.note(&answers) {
                    self.close(reason.to_owned(), true)?;
                    self.runs.end(spec);
                    return self.mention_interrupted();
                }
                self.close(given.unwrap_or(summary), spec.review)?;
                self.runs.end(spec);
                self.mention_interrupted()?;
                self.outcome.finish(Finished { path: spec.path, answers, build: spec.build });
            }
        }
        Ok(())
    }
}

/// For whom the survey speaks: in which language, and in which zone.
fn reader(call: &Call, spec: &'static Spec, preferences: Option<&Preferences>, run: Option<&Run>) -> Reader {
    let is_one_of_several = spec.languages.len() > 1;
    let telegram = is_one_of_several.then(|| call.incoming.user()?.language_code).flatten();
    let before = run.and_then(|run| run.language.clone());
    let chosen = preferences.and_then(Preferences::language);
    let language = language(spec.languages, chosen, telegram.or(before).as_deref());
    let zone = preferences.and_then(Preferences::zone).and_then(Zone::named);
    let now = DateTime::from_timestamp(call.now(), 0).unwrap_or_default();
    Reader { language, words: Words::of(language, spec.words), zone, now }
}
