//! What becomes of what somebody says or presses: from question to question. Nothing in here knows a chat.

use serde_json::Value;

use super::answer::{Offer, Pick, Picks};
use super::question::{Question, Spec};
use super::run::{Pending, Run};
use crate::args::BadArg;
use crate::params::Answers;
use crate::update::Arrived;

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
    /// Takes what is ticked as the answer.
    Done,
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
    /// The survey goes on: with a word about what was wrong, or with an answer given.
    On {
        note: Option<String>,
        given: Option<usize>,
    },
    /// A press that changes nothing.
    Nothing(&'static str),
    /// The answers, and the one that was given last.
    Finished {
        answers: Answers,
        given: Option<usize>,
    },
    Cancelled,
}

impl Step {
    const ON: Step = Step::On { note: None, given: None };

    fn note(text: impl Into<String>) -> Self {
        Step::On { note: Some(text.into()), given: None }
    }
}

impl Flow<'_> {
    /// Takes what somebody does.
    pub(super) fn take(&mut self, event: Event<'_>) -> Step {
        let step = match event {
            Event::Says(said) => self.hear(said),
            Event::Goes(way) => self.go(way),
            Event::Presses(question, action) => self.press(question, action),
        };
        if let Stand::Question(position) = self.stand() {
            self.run.furthest = self.run.furthest.max(position);
        }
        step
    }

    /// What there is to show.
    pub(super) fn stand(&self) -> Stand {
        let asked = self.asked();
        let at = self.run.at.as_ref().and_then(|name| self.spec.position(name));
        if let Some(position) = at.filter(|position| asked[*position]) {
            return Stand::Question(position);
        }
        let open = (0..asked.len()).find(|position| asked[*position] && self.answer(*position).is_none());
        match open {
            Some(position) => Stand::Question(position),
            None if self.spec.review => Stand::Review,
            None => Stand::Complete,
        }
    }

    /// The name of the question that is shown.
    pub(super) fn question(&self) -> Option<&'static str> {
        match self.stand() {
            Stand::Question(position) => Some(self.spec.questions[position].name),
            Stand::Review | Stand::Complete => None,
        }
    }

    /// Whether Telegram's own keyboard is shown with the question.
    pub(super) fn has_offer(&self) -> bool {
        match self.stand() {
            Stand::Question(position) => self.spec.questions[position].kind.offer != Offer::Nothing,
            Stand::Review | Stand::Complete => false,
        }
    }

    /// Which questions are asked, given the answers.
    pub(super) fn asked(&self) -> Vec<bool> {
        let mut before = Answers::new();
        let asked = self.spec.questions.iter().map(|question| {
            let is_asked = question.when.is_none_or(|when| when(&before));
            if let (true, Some(answer)) = (is_asked, self.readable(question)) {
                before.insert(question.name.to_owned(), answer.clone());
            }
            is_asked
        });
        asked.collect()
    }

    /// The answer to a question, if there is one that can be read.
    pub(super) fn answer(&self, position: usize) -> Option<&Value> {
        self.readable(self.spec.questions.get(position)?)
    }

    fn readable(&self, question: &Question) -> Option<&Value> {
        self.run.answers.get(question.name).filter(|answer| question.show(answer).is_some())
    }

    /// How many questions have an answer that counts.
    pub(super) fn count(&self) -> usize {
        let asked = self.asked();
        (0..asked.len()).filter(|position| asked[*position] && self.answer(*position).is_some()).count()
    }

    /// The question before that one which is asked.
    pub(super) fn before(&self, position: usize) -> Option<usize> {
        let asked = self.asked();
        (0..position).rev().find(|earlier| asked[*earlier])
    }

    /// Asks whether to begin anew, or just goes on where nothing was answered.
    pub(super) fn start_again(&mut self) {
        if self.count() > 0 {
            self.run.pending = Pending::Restart;
        }
    }

    fn hear(&mut self, said: Arrived<'_>) -> Step {
        let word = said.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
        match (self.run.pending, word.as_str()) {
            (Pending::Cancel, "yes" | "y") => return Step::Cancelled,
            (Pending::Restart, "start over") => return self.start_over(),
            (Pending::Cancel | Pending::Restart, "no" | "n" | "go on" | "continue") => return self.go_on(),
            _ => self.run.pending = Pending::Nothing,
        }
        match self.stand() {
            Stand::Question(position) => self.hear_answer(position, said),
            Stand::Review if ["submit", "send", "yes", "ok"].contains(&word.as_str()) => self.finish(None),
            Stand::Review => self.hear_correction(&word),
            Stand::Complete => self.finish(None),
        }
    }

    fn hear_answer(&mut self, position: usize, said: Arrived<'_>) -> Step {
        let question = &self.spec.questions[position];
        match (question.kind.read)(said, &question.rules) {
            Ok(answer) => self.give(position, answer),
            Err(wrong) => {
                self.run.found = search(question, said);
                if self.run.found.is_empty() { Step::note(wrong_answer(question, wrong)) } else { Step::ON }
            }
        }
    }

    /// A question named in the review is asked again.
    fn hear_correction(&mut self, word: &str) -> Step {
        let asked = self.asked();
        let mut positions = (0..asked.len()).filter(|position| asked[*position]);
        let named = positions.find(|position| self.spec.questions[*position].label.to_lowercase() == word);
        match named {
            Some(position) => self.ask(position),
            None => Step::note("Please press a button, or type “send”, or what you want to correct."),
        }
    }

    fn go(&mut self, way: Way) -> Step {
        self.run.pending = Pending::Nothing;
        match (way, self.stand()) {
            (Way::Cancel, _) if self.count() < WORTH_ASKING => Step::Cancelled,
            (Way::Cancel, _) => {
                self.run.pending = Pending::Cancel;
                Step::ON
            }
            (Way::Back, Stand::Question(position)) => match self.before(position) {
                Some(earlier) => self.ask(earlier),
                None => Step::note("This is the first question."),
            },
            (Way::Back, _) => match self.before(self.spec.questions.len()) {
                Some(last) => self.ask(last),
                None => Step::ON,
            },
            (Way::Skip, Stand::Question(position)) if self.spec.questions[position].optional => {
                self.give(position, Value::Null)
            }
            (Way::Skip, Stand::Question(_)) => Step::note("This question can't be skipped."),
            (Way::Skip, _) => Step::ON,
        }
    }

    fn press(&mut self, question: &str, action: Action<'_>) -> Step {
        match action {
            Action::End if self.run.pending == Pending::Cancel => return Step::Cancelled,
            Action::StartOver if self.run.pending == Pending::Restart => return self.start_over(),
            Action::GoOn => return self.go_on(),
            Action::End | Action::StartOver => return Step::Nothing("This button is out of date."),
            _ => self.run.pending = Pending::Nothing,
        }
        match (self.stand(), action) {
            (Stand::Review, Action::Submit) => self.finish(None),
            (Stand::Review, Action::Correct) => match self.spec.position(question) {
                Some(position) => self.ask(position),
                None => Step::Nothing("This question is not asked any more."),
            },
            (Stand::Review, Action::Go(way)) if question.is_empty() => self.go(way),
            (Stand::Question(position), action) if self.spec.questions[position].name == question => {
                self.press_here(position, action)
            }
            _ => Step::Nothing("You have answered this already."),
        }
    }

    /// A press of a button of the question that is asked.
    fn press_here(&mut self, position: usize, action: Action<'_>) -> Step {
        let question = &self.spec.questions[position];
        match action {
            Action::Pick(name) if question.kind.picks == Picks::One => match (question.kind.pick)(&[name]) {
                Some(answer) => self.give(position, answer),
                None => Step::Nothing("This is not offered any more."),
            },
            Action::Pick(name) => self.tick(question, name),
            Action::Done => self.take_ticked(position),
            Action::Page(page) => {
                (self.run.page, self.run.found) = (page, Vec::new());
                Step::ON
            }
            Action::Keep => match self.answer(position).cloned() {
                Some(answer) => self.give(position, answer),
                None => Step::Nothing("There is no answer to keep."),
            },
            Action::Go(way) => self.go(way),
            _ => Step::Nothing("This button is out of date."),
        }
    }

    fn tick(&mut self, question: &Question, name: &str) -> Step {
        let options: Vec<Pick> = (question.kind.options)();
        if !options.iter().any(|pick| pick.name == name) {
            return Step::Nothing("This is not offered any more.");
        }
        let ticked = &mut self.run.ticked;
        if let Some(position) = ticked.iter().position(|ticked| ticked == name) {
            ticked.remove(position);
        } else if question.rules.check_picks(ticked.len() + 1).is_err_and(|_| is_full(question, ticked.len()))
        {
            return Step::Nothing("That would be too many. Untick one first.");
        } else {
            ticked.push(name.to_owned());
        }
        if question.kind.picks == Picks::Some {
            // In the order of the options, whatever was ticked first.
            let place = |name: &String| options.iter().position(|pick| pick.name == *name);
            self.run.ticked.sort_by_key(place);
        }
        Step::ON
    }

    fn take_ticked(&mut self, position: usize) -> Step {
        let question = &self.spec.questions[position];
        let names: Vec<&str> = self.run.ticked.iter().map(String::as_str).collect();
        if question.rules.check_picks(names.len()).is_err() {
            return Step::Nothing("Please choose more.");
        }
        match (question.kind.pick)(&names) {
            Some(answer) => self.give(position, answer),
            None => Step::Nothing("Please choose all of them, in your order."),
        }
    }

    /// Takes an answer.
    fn give(&mut self, position: usize, answer: Value) -> Step {
        self.run.answers.insert(self.spec.questions[position].name.to_owned(), answer);
        self.leave();
        match self.stand() {
            Stand::Complete => self.finish(Some(position)),
            Stand::Question(_) | Stand::Review => Step::On { note: None, given: Some(position) },
        }
    }

    /// Asks a question, with what was answered before.
    fn ask(&mut self, position: usize) -> Step {
        self.leave();
        let question = &self.spec.questions[position];
        self.run.at = Some(question.name.to_owned());
        if question.kind.picks == Picks::Some
            && let Some(Value::Array(names)) = self.run.answers.get(question.name)
        {
            self.run.ticked = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        Step::ON
    }

    /// Leaves the question that was asked.
    fn leave(&mut self) {
        (self.run.at, self.run.page) = (None, 0);
        self.run.ticked.clear();
        self.run.found.clear();
    }

    fn go_on(&mut self) -> Step {
        self.run.pending = Pending::Nothing;
        Step::ON
    }

    fn start_over(&mut self) -> Step {
        let card = self.run.card;
        *self.run = Run::new(self.spec);
        self.run.card = card;
        Step::ON
    }

    /// The answers that count: those to questions that are asked.
    fn finish(&mut self, given: Option<usize>) -> Step {
        let asked = self.asked();
        let questions = self.spec.questions.iter().zip(asked).filter(|(_, is_asked)| *is_asked);
        let answers = questions
            .filter_map(|(question, _)| Some((question.name.to_owned(), self.readable(question)?.clone())));
        Step::Finished { answers: answers.collect(), given }
    }
}

/// The choices in whose labels the text stands, of a question that has too many for one card.
fn search(question: &Question, said: Arrived<'_>) -> Vec<String> {
    let options = (question.kind.options)();
    let typed = said.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
    if options.len() <= PAGE + SLACK || typed.is_empty() || question.kind.picks == Picks::Ranked {
        return Vec::new();
    }
    let found = options.into_iter().filter(|pick| pick.label.to_lowercase().contains(&typed));
    found.map(|pick| pick.name).take(PAGE).collect()
}

/// Whether no more may be ticked.
fn is_full(question: &Question, ticked: usize) -> bool {
    question.rules.picks().is_some_and(|(_, most)| ticked >= most)
}

/// What to say of a wrong answer: the rule, and an example.
fn wrong_answer(question: &Question, wrong: BadArg) -> String {
    let Question { kind, rules, .. } = question;
    let rule = rules.error.map(str::to_owned).or_else(|| wrong.into_reason());
    let rule = rule.unwrap_or_else(|| format!("Please send {}", (kind.expected)(rules)));
    match rules.example.map(str::to_owned).or_else(|| (kind.example)(rules)) {
        Some(example) if rules.error.is_none() => format!("{rule}, such as {example}."),
        _ if rule.ends_with(['.', '!', '?']) => rule,
        _ => format!("{rule}."),
    }
}
