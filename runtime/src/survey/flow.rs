//! What becomes of what somebody says or presses: from question to question. Nothing in here knows a chat.

mod answering;

pub(super) use answering::Part;

use serde_json::Value;

use super::answer::Picks;
use super::plan::{Item, Plan};
use super::question::{Question, Spec};
use super::rules::{Reader, Rules};
use super::run::{Pending, Run};
use super::words::Words;
use crate::params::Answers;
use crate::update::Arrived;
use crate::zone::Zone;

/// How many choices one card shows; with up to [`SLACK`] more, all of them stand on it.
pub(super) const PAGE: usize = 8;

/// How many choices more than a page holds are not worth a second page: a scale from 0 to 10 stands on one.
pub(super) const SLACK: usize = 3;

/// After how many answers ending a survey has to be confirmed.
const WORTH_ASKING: usize = 2;

/// A person's way through a survey.
pub(super) struct Flow<'a> {
    pub(super) spec: &'static Spec,
    pub(super) run: &'a mut Run,
    pub(super) reader: Reader,
    /// The zone that the person has named just now.
    pub(super) named_zone: Option<Zone>,
}

/// What somebody does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event<'a> {
    /// Sends a message.
    Says(Arrived<'a>),
    /// Wants to go somewhere.
    Goes(Way),
    /// Presses a button of the question with that name, or of none.
    Presses(&'a str, Action<'a>),
    /// Changes the text of an earlier message, which has that id.
    Edits(i64, Arrived<'a>),
}

/// Where somebody wants to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Skip,
    Cancel,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action<'a> {
    /// Chooses the option with that name, or ticks it.
    Pick(&'a str),
    /// Takes what is ticked or was sent as the answer.
    Done,
    /// Takes none of all choices as the answer.
    None,
    /// Asks to type what is not among the choices.
    Other,
    /// Asks for the time zone.
    Zone,
    /// Shows another page of choices.
    Page(usize),
    /// Takes the answer that was given before.
    Keep,
    Go(Way),
    /// Asks the question again, from the review.
    Correct,
    /// Sends the answers.
    Submit,
    /// Ends the survey for good.
    End,
    /// Goes on where it was.
    GoOn,
    /// Begins anew.
    StartOver,
}

/// What there is to show next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// That question.
    Question(usize),
    /// All answers, to be sent or corrected.
    Review,
    /// Nothing: everything is answered.
    Complete,
}

/// What came of an event.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// The survey goes on: with a word about what was wrong, or with an answer given to the question of that name.
    On {
        note: Option<String>,
        given: Option<String>,
    },
    /// It goes on, and there is nothing to show: more of the same comes.
    Silent,
    /// A press that changes nothing.
    Nothing(&'static str),
    /// The answers, and the one that was given last.
    Finished {
        answers: Answers,
        given: Option<String>,
    },
    Cancelled,
}

impl Step {
    const ON: Step = Step::On { note: None, given: None };

    fn note(text: impl Into<String>) -> Self {
        Step::On { note: Some(text.into()), given: None }
    }
}

impl<'a> Flow<'a> {
    pub(super) fn new(spec: &'static Spec, run: &'a mut Run, reader: Reader) -> Self {
        Flow { spec, run, reader, named_zone: None }
    }
}

impl Flow<'_> {
    /// Takes what somebody does.
    pub(super) fn take(&mut self, event: Event<'_>) -> Step {
        let step = match event {
            Event::Says(said) => self.hear(said),
            Event::Goes(way) => self.go(way),
            Event::Presses(question, action) => self.press(question, action),
            Event::Edits(message, said) => self.take_edit(message, said),
        };
        let plan = self.plan();
        if let Stand::Question(position) = self.stand(&plan) {
            self.run.furthest = self.run.furthest.max(plan.items[position].ordinal);
        }
        step
    }

    /// What is asked, given the answers.
    pub(super) fn plan(&self) -> Plan {
        Plan::new(self.spec, &self.run.answers)
    }

    /// What there is to show.
    pub(super) fn stand(&self, plan: &Plan) -> Stand {
        let at = self.run.at.as_ref().and_then(|name| plan.position(name));
        match at.or_else(|| plan.open()) {
            Some(position) => Stand::Question(position),
            None if self.spec.review => Stand::Review,
            None => Stand::Complete,
        }
    }

    /// The name of the question that is shown.
    pub(super) fn question(&self) -> Option<String> {
        let plan = self.plan();
        match self.stand(&plan) {
            Stand::Question(position) => Some(plan.items[position].name.clone()),
            Stand::Review | Stand::Complete => None,
        }
    }

    /// What surveys say themselves, in the person's language.
    pub(super) fn words(&self) -> &'static Words {
        self.reader.words
    }

    /// A question's rules, for the person.
    pub(super) fn rules(&self, question: &Question) -> Rules {
        question.rules.read_by(self.reader)
    }

    /// Asks whether to begin anew, or just goes on where nothing was answered.
    pub(super) fn start_again(&mut self) {
        if self.plan().count() > 0 {
            self.run.pending = Pending::Restart;
        }
    }

    fn hear(&mut self, said: Arrived<'_>) -> Step {
        let word = said.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
        let words = self.words();
        let is_one_of = |meant: &[&str]| meant.contains(&word.as_str());
        match self.run.pending {
            Pending::Cancel if is_one_of(&["yes", "y", words.yes]) => return Step::Cancelled,
            Pending::Restart if is_one_of(&["start over", words.start_over]) => return self.start_over(),
            Pending::Cancel | Pending::Restart
                if is_one_of(&["no", "n", "go on", "continue", words.no, words.go_on]) =>
            {
                return self.go_on();
            }
            _ => self.run.pending = Pending::Nothing,
        }
        let plan = self.plan();
        match self.stand(&plan) {
            Stand::Question(position) => self.hear_answer(&plan.items[position], said),
            Stand::Review if is_one_of(&["submit", "send", "yes", "ok", words.send, words.yes]) => {
                self.finish(None)
            }
            Stand::Review => self.hear_correction(&plan, &word),
            Stand::Complete => self.finish(None),
        }
    }

    /// A question named in the review is asked again.
    fn hear_correction(&mut self, plan: &Plan, word: &str) -> Step {
        let is_named = |position: &usize| self.label(&plan.items[*position]).to_lowercase() == word;
        match plan.correctable().into_iter().find(is_named) {
            Some(position) => self.ask(&plan.items[position]),
            None => Step::note(self.words().correct),
        }
    }

    fn go(&mut self, way: Way) -> Step {
        self.run.pending = Pending::Nothing;
        let plan = self.plan();
        let stand = self.stand(&plan);
        match (way, stand) {
            (Way::Cancel, _) if plan.count() < WORTH_ASKING => Step::Cancelled,
            (Way::Cancel, _) => {
                self.run.pending = Pending::Cancel;
                Step::ON
            }
            (Way::Back, Stand::Question(position)) if self.is_within(&plan.items[position]) => {
                self.leave();
                self.ask(&plan.items[position])
            }
            (Way::Back, Stand::Question(position)) => match plan.before(position) {
                Some(earlier) => self.ask(&plan.items[earlier]),
                None => Step::note(self.words().is_first),
            },
            (Way::Back, _) => match plan.before(plan.items.len()) {
                Some(last) => self.ask(&plan.items[last]),
                None => Step::ON,
            },
            (Way::Skip, Stand::Question(position)) if plan.items[position].question.optional => {
                self.give(&plan.items[position], Value::Null)
            }
            (Way::Skip, Stand::Question(_)) => Step::note(self.words().no_skipping),
            (Way::Skip, _) => Step::ON,
        }
    }

    fn press(&mut self, question: &str, action: Action<'_>) -> Step {
        let words = self.words();
        match action {
            Action::End if self.run.pending == Pending::Cancel => return Step::Cancelled,
            Action::StartOver if self.run.pending == Pending::Restart => return self.start_over(),
            Action::GoOn => return self.go_on(),
            Action::End | Action::StartOver => return Step::Nothing(words.out_of_date),
            _ => self.run.pending = Pending::Nothing,
        }
        let plan = self.plan();
        match (self.stand(&plan), action) {
            (Stand::Review, Action::Submit) => self.finish(None),
            (Stand::Review, Action::Correct) => match plan.position(question) {
                Some(position) => self.ask(&plan.items[position]),
                None => Step::Nothing(words.not_asked),
            },
            (Stand::Review, Action::Go(way)) if question.is_empty() => self.go(way),
            (Stand::Review, Action::Page(page)) if question.is_empty() => {
                self.run.page = page;
                Step::ON
            }
            (Stand::Question(position), action) if plan.items[position].name == question => {
                self.press_here(&plan.items[position], action)
            }
            _ => Step::Nothing(words.answered),
        }
    }

    /// Takes an answer.
    fn give(&mut self, item: &Item, answer: Value) -> Step {
        self.run.answers.insert(item.name.clone(), answer);
        self.run.said.remove(&item.name);
        self.leave();
        let given = Some(item.name.clone());
        match self.stand(&self.plan()) {
            Stand::Complete => self.finish(given),
            Stand::Question(_) | Stand::Review => Step::On { note: None, given },
        }
    }

    /// Asks a question, with what was answered before.
    fn ask(&mut self, item: &Item) -> Step {
        self.leave();
        self.run.at = Some(item.name.clone());
        let before = self.run.answers.get(&item.name);
        match item.question.kind().map(|kind| kind.picks) {
            Some(Picks::Some) => {
                let names = before.and_then(Value::as_array).into_iter().flatten();
                self.run.ticked = names.filter_map(ticked).collect();
            }
            Some(Picks::Gathered) => {
                self.run.gathered = before.and_then(Value::as_array).cloned().unwrap_or_default();
            }
            _ => (),
        }
        Step::ON
    }

    /// Leaves the question that was asked.
    fn leave(&mut self) {
        (self.run.at, self.run.page, self.run.asks_zone) = (None, 0, false);
        self.run.ticked.clear();
        self.run.found.clear();
        self.run.gathered.clear();
        self.run.album = None;
    }

    fn go_on(&mut self) -> Step {
        self.run.pending = Pending::Nothing;
        Step::ON
    }

    fn start_over(&mut self) -> Step {
        let mut fresh = Run::new(self.spec).brought(self.run);
        for question in self.spec.hidden() {
            let brought = self.run.answers.remove_entry(question.name);
            fresh.answers.extend(brought);
        }
        *self.run = fresh;
        Step::ON
    }

    /// The answers that count: those to questions that are asked.
    fn finish(&mut self, given: Option<String>) -> Step {
        Step::Finished { answers: self.plan().answers, given }
    }
}

/// The name under which something picked is ticked.
fn ticked(answer: &Value) -> Option<String> {
    let other = || Some(format!("{}{}", super::answer::OTHER, answer.get("other")?.as_str()?));
    answer.as_str().map(str::to_owned).or_else(other)
}
