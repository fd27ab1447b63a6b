//! A survey as a handler: reads what arrived, takes it through the flow, and answers.

mod show;

use std::sync::Arc;

use tracing::warn;

use super::flow::{Action, Event, Flow, Step, Way};
use super::memory::{Counts, Entry, Memory};
use super::question::Spec;
use super::run::Runs;
use super::terms::now;
use crate::args::Words;
use crate::button::ButtonField;
use crate::data::Taken;
use crate::failure::Failure;
use crate::params::{Answers, Borrow, Call, Finished, LendMut};
use crate::reply::{IntoReply, Outcome, Reply};
use crate::store::Owner;
use crate::update::{Arrived, Kind};

/// The commands, and the words, by which people go through a survey without buttons.
const WAYS: [(&str, Way); 3] = [("back", Way::Back), ("skip", Way::Skip), ("cancel", Way::Cancel)];

/// The records that surveys need, for their [`Route`](crate::handler::Route): how far a person is, what the person has
/// answered, and how often anybody has.
pub const RUNS: Borrow = <Runs as LendMut>::BORROW;
#[expect(missing_docs, reason = "see `RUNS`")]
pub const MEMORY: Borrow = <Memory as LendMut>::BORROW;
#[expect(missing_docs, reason = "see `RUNS`")]
pub const COUNTS: Borrow = <Counts as LendMut>::BORROW;

/// Handles an update for a survey, if it is for that.
pub async fn conduct(call: &Call, spec: &'static Spec) -> Result<Outcome, Failure> {
    let facts = &call.incoming.facts;
    let mut runs = Runs::take(call).await?;
    if facts.kind == Kind::Timer {
        let place = runs.find(spec).filter(|run| run.is_due(now())).map(|run| run.place.clone());
        let address = place.zip(facts.address.as_ref()).map(|(place, address)| place.address(address.chat));
        let call = Call { incoming: Arc::new(call.incoming.at(address)), ..call.clone() };
        return Conductor::new(&call, spec, runs).await?.ring();
    }
    let asks = runs.asks(spec);
    let mut conductor = Conductor::new(call, spec, runs).await?;
    if facts.press.is_some() {
        conductor.take_press().await?;
    } else if let Some(command) = &facts.command {
        conductor.take_command(&command.name)?;
    } else if asks {
        let word = facts.text.as_deref().map(|text| text.trim().to_lowercase());
        let way = WAYS.iter().find(|(name, _)| word.as_deref() == Some(name)).map(|(_, way)| *way);
        conductor.take(way.map_or(Event::Says(Arrived(&call.incoming)), Event::Goes))?;
    } else {
        return Err(Failure::NotTaken);
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
    outcome: Outcome,
}

impl<'a> Conductor<'a> {
    /// Takes the records that the survey's terms need.
    async fn new(call: &'a Call, spec: &'static Spec, runs: Taken<Runs>) -> Result<Self, Failure> {
        let memory = if spec.terms.has_memory() { Some(Memory::take(call).await?) } else { None };
        let counts = if spec.terms.limit.is_some() { Some(Counts::take(call).await?) } else { None };
        Ok(Conductor { call, spec, runs, memory, counts, outcome: Outcome::new(call) })
    }

    /// Keeps the records, and has the person reminded or the survey ended when that is due.
    fn into_outcome(self) -> Result<Outcome, Failure> {
        let Conductor { call, runs, memory, counts, mut outcome, .. } = self;
        if let (Some(due), Some(person)) = (runs.due(), call.incoming.facts.user_owner()) {
            let chat = call.incoming.facts.address.as_ref().map_or(0, |address| address.chat);
            outcome.wake(due, Owner::in_chat(chat, person));
        }
        outcome.keep(runs)?;
        outcome.keep(memory)?;
        outcome.keep(counts)?;
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
            self.outcome.toast_if_silent("This has been sent or cancelled already.");
            return Ok(());
        }
        self.runs.raise(self.spec);
        self.take(Event::Presses(&question, action))
    }

    fn take_command(&mut self, name: &str) -> Result<(), Failure> {
        if name == self.spec.command {
            Words::new(self.call.text_behind_command(), self.spec.command, &[]).end()?;
            return self.start();
        }
        if !self.runs.asks(self.spec) {
            return Err(Failure::NotTaken);
        }
        if let Some((_, way)) = WAYS.iter().find(|(way, _)| *way == name) {
            return self.take(Event::Goes(*way));
        }
        // Another handler answers it, and then the question is asked again.
        self.outcome.leave_to_others();
        self.ask(None)
    }

    /// Asks the first question, or whether to go on with what was begun.
    fn start(&mut self) -> Result<(), Failure> {
        if let Some(reason) = self.refusal() {
            self.runs.end(self.spec);
            return Reply::text(reason).into_reply(&mut self.outcome);
        }
        let asks = self.runs.asks(self.spec);
        self.runs.raise(self.spec);
        match self.runs.find(self.spec) {
            Some(run) if asks => Flow { spec: self.spec, run }.start_again(),
            Some(_) => (),
            None => drop(self.runs.begin(self.spec)),
        }
        for edit in self.runs.retire_others(self.spec) {
            self.add_edit(edit);
        }
        self.touch();
        self.ask(None)
    }

    /// Why the person can't answer, if so.
    fn refusal(&self) -> Option<&'static str> {
        let Spec { terms, .. } = self.spec;
        if terms.has_closed(now()) {
            return Some("This survey has closed.");
        }
        if self.memory.as_ref().is_some_and(|memory| memory.has_answered(self.spec, self.chat())) {
            return Some("You have answered this already.");
        }
        let is_full = self.counts.as_ref().is_some_and(|counts| counts.is_full(self.spec));
        is_full.then_some("This survey has got all the answers that it needs.")
    }

    /// Remembers that the person has just done something, and where.
    fn touch(&mut self) {
        let address = self.call.incoming.facts.address.clone().unwrap_or_default();
        if let Some(run) = self.runs.find(self.spec) {
            run.touch(&self.spec.terms, now(), address);
        }
    }

    /// Reminds the person of the survey, or ends it, if that is due.
    fn ring(mut self) -> Result<Outcome, Failure> {
        let Some(run) = self.runs.find(self.spec).filter(|run| run.is_due(now())) else {
            // Another survey is due; or something was done in the meantime, and it is due later.
            return match self.runs.due() {
                Some(due) if due > now() => self.into_outcome(),
                _ => Err(Failure::NotTaken),
            };
        };
        let Spec { title, command, terms, .. } = self.spec;
        if terms.has_expired(run.touched, now()) {
            self.leave();
            self.retire(None);
            self.runs.end(self.spec);
            let text = format!("“{title}” has ended without your answers. Start again with /{command}");
            Reply::text(text).into_reply(&mut self.outcome)?;
        } else {
            run.remind(terms);
            self.ask(Some(&format!("You are still in the middle of “{title}”.")))?;
        }
        self.into_outcome()
    }

    /// Notes where the person has left the survey, for its results.
    fn leave(&mut self) {
        let Some(run) = self.runs.find(self.spec).filter(|_| self.spec.terms.results) else { return };
        let left_at = Flow { spec: self.spec, run }.question().map(str::to_owned);
        let entry = Entry { left_at: left_at.or_else(|| Some(String::new())), ..self.entry() };
        if let Some(memory) = &mut self.memory {
            memory.add(self.spec, entry);
        }
    }

    /// Notes that the survey was answered; or why it can't be any more.
    fn note(&mut self, answers: &Answers) -> Result<(), &'static str> {
        match self.refusal() {
            Some(reason) if !self.spec.terms.has_closed(now()) => return Err(reason),
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
        Entry { at: now(), chat: self.chat(), version: self.spec.version, ..Entry::default() }
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
        let Some(run) = self.runs.find(spec) else { return Err(Failure::NotTaken) };
        let mut flow = Flow { spec, run };
        let has_offer = flow.has_offer();
        let step = flow.take(event);
        let given = match &step {
            Step::On { given, .. } | Step::Finished { given, .. } => {
                given.map(|position| flow.frozen(position))
            }
            Step::Nothing(_) | Step::Cancelled => None,
        };
        match step {
            Step::Nothing(text) => self.outcome.toast_if_silent(text),
            Step::On { note, .. } => {
                if has_offer {
                    self.remove_keyboard(given.as_deref())?;
                }
                return self.go_on(note.as_deref(), given);
            }
            Step::Cancelled => {
                self.leave();
                self.close("Cancelled.".to_owned(), true)?;
                self.runs.end(spec);
                self.mention_interrupted()?;
            }
            Step::Finished { answers, .. } => {
                let summary =
                    if spec.review { format!("✓ Sent\n\n{}", flow.summary()) } else { String::new() };
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
