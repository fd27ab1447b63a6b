//! How the question that is asked takes an answer: typed, pressed, ticked, gathered, or edited.

use serde_json::Value;

use super::super::answer::{Kind, Pick, Picks};
use super::super::plan::Item;
use super::super::question::Question;
use super::super::rules::Rules;
use super::super::run::Run;
use super::super::types::{as_date, as_time, plain};
use super::super::words::fill;
use super::{Action, Flow, PAGE, SLACK, Stand, Step};
use crate::args::BadArg;
use crate::update::Arrived;
use crate::zone::{self, Zone};

/// How many choices a typed text finds at most.
const MOST_FOUND: usize = 40;

/// Which part of a moment is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Part {
    Zone,
    Day,
    Time,
}

impl Run {
    /// Which part of a moment is asked for, of somebody in that zone.
    pub(in super::super) fn part(&self, zone: Option<Zone>) -> Part {
        match self.ticked.first() {
            _ if zone.is_none() || self.asks_zone => Part::Zone,
            None => Part::Day,
            Some(_) => Part::Time,
        }
    }
}

impl Flow<'_> {
    /// Whether a step back leads to an earlier part of the same question.
    pub(in super::super) fn is_within(&self, item: &Item) -> bool {
        let is_moment = item.question.kind().is_some_and(|kind| kind.picks == Picks::Moment);
        is_moment && (!self.run.ticked.is_empty() || (self.run.asks_zone && self.reader.zone.is_some()))
    }

    pub(super) fn hear_answer(&mut self, item: &Item, said: Arrived<'_>) -> Step {
        let question = item.question;
        let Some(kind) = question.kind() else { return Step::ON };
        let rules = self.rules(question);
        match kind.picks {
            Picks::Gathered => return self.gather(item, kind, said, &rules),
            Picks::Moment => return self.hear_moment(item, kind, said, &rules),
            Picks::One | Picks::Some | Picks::Ranked | Picks::Day => (),
        }
        match (kind.read)(said, &rules) {
            Ok(answer) => {
                let is_some = answer.as_array().is_some_and(|names| !names.is_empty());
                let step = if kind.has_other && kind.picks == Picks::Some && is_some {
                    self.join_ticked(item, kind, answer, &rules)
                } else {
                    self.give(item, answer)
                };
                self.note_message(item, said);
                step
            }
            Err(wrong) => {
                self.run.found = search(kind, said, &rules);
                self.run.page = 0;
                if self.run.found.is_empty() {
                    Step::note(wrong_answer(question, wrong, &rules))
                } else {
                    Step::ON
                }
            }
        }
    }

    /// Remembers which message gave the answer, so that an edit of it changes that.
    fn note_message(&mut self, item: &Item, said: Arrived<'_>) {
        if let Some(message) = said.message_id().filter(|_| self.spec.review) {
            self.run.said.insert(item.name.clone(), message);
        }
    }

    /// Keeps what is ticked beside what is typed now: that may be one thing more, which is not among the choices.
    fn join_ticked(&mut self, item: &Item, kind: &Kind, answer: Value, rules: &Rules) -> Step {
        let mut names = self.run.ticked.clone();
        let typed = answer.as_array().into_iter().flatten().filter_map(super::ticked);
        names.extend(typed.filter(|name| !self.run.ticked.contains(name)));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Err(wrong) = rules.check_picks(names.len()) {
            return Step::note(wrong_answer(item.question, wrong, rules));
        }
        match (kind.pick)(&names) {
            Some(joined) => self.give(item, joined),
            None => self.give(item, answer),
        }
    }

    /// Takes the new text of an earlier answer.
    pub(super) fn take_edit(&mut self, message: i64, said: Arrived<'_>) -> Step {
        let plan = self.plan();
        let named = self.run.said.iter().find(|(_, known)| **known == message).map(|(name, _)| name.clone());
        let item = named.and_then(|name| plan.position(&name)).map(|position| &plan.items[position]);
        let Some((item, kind)) = item.and_then(|item| Some((item, item.question.kind()?))) else {
            return Step::Silent;
        };
        let rules = self.rules(item.question);
        match (kind.read)(said, &rules) {
            Ok(answer) if self.run.answers.get(&item.name) == Some(&answer) => Step::Silent,
            Ok(answer) => {
                self.run.answers.insert(item.name.clone(), answer);
                Step::note(self.line(&self.plan(), item))
            }
            Err(wrong) => Step::note(wrong_answer(item.question, wrong, &rules)),
        }
    }

    /// A press of a button of the question that is asked.
    pub(super) fn press_here(&mut self, item: &Item, action: Action<'_>) -> Step {
        let (question, words) = (item.question, self.words());
        let Some(kind) = question.kind() else { return Step::Nothing(words.out_of_date) };
        match action {
            Action::Pick(name) => match kind.picks {
                Picks::Day if !self.has_day(question, name) => Step::Nothing(words.not_offered),
                Picks::One | Picks::Day => self.pick(item, kind, &[name]),
                Picks::Moment => self.pick_moment(item, kind, name),
                Picks::Some | Picks::Ranked | Picks::Gathered => self.tick(question, kind, name),
            },
            Action::Done if kind.picks == Picks::Gathered => self.take_gathered(item),
            Action::Done => self.take_ticked(item, kind),
            Action::None if question.rules.none.is_some() => self.pick(item, kind, &[]),
            Action::Other => Step::note(words.type_other),
            Action::Zone => {
                self.run.asks_zone = true;
                Step::ON
            }
            Action::Page(page) => {
                self.run.page = page;
                Step::ON
            }
            Action::Keep => match self.run.answers.get(&item.name).filter(|answer| question.can_read(answer))
            {
                Some(answer) => self.give(item, answer.clone()),
                None => Step::Nothing(words.nothing_to_keep),
            },
            Action::Go(way) => self.go(way),
            _ => Step::Nothing(words.out_of_date),
        }
    }

    fn has_day(&self, question: &Question, name: &str) -> bool {
        name.parse().is_ok_and(|day| self.rules(question).has_day(day))
    }

    fn pick(&mut self, item: &Item, kind: &Kind, names: &[&str]) -> Step {
        match (kind.pick)(names) {
            Some(answer) => self.give(item, answer),
            None => Step::Nothing(self.words().not_offered),
        }
    }

    fn tick(&mut self, question: &Question, kind: &Kind, name: &str) -> Step {
        let (rules, words) = (self.rules(question), self.words());
        let options: Vec<Pick> = (kind.options)(&rules);
        let ticked = &mut self.run.ticked;
        if let Some(position) = ticked.iter().position(|ticked| ticked == name) {
            ticked.remove(position);
        } else if !options.iter().any(|pick| pick.name == name) {
            return Step::Nothing(words.not_offered);
        } else if rules.picks().is_some_and(|(_, most)| ticked.len() >= most) {
            return Step::Nothing(words.too_many);
        } else {
            ticked.push(name.to_owned());
        }
        if kind.picks == Picks::Some {
            // In the order of the options, whatever was ticked first; what was typed comes last.
            let place =
                |name: &String| options.iter().position(|pick| pick.name == *name).unwrap_or(usize::MAX);
            self.run.ticked.sort_by_key(place);
        }
        Step::ON
    }

    fn take_ticked(&mut self, item: &Item, kind: &Kind) -> Step {
        let names: Vec<&str> = self.run.ticked.iter().map(String::as_str).collect();
        if self.rules(item.question).check_picks(names.len()).is_err() {
            return Step::Nothing(self.words().too_few);
        }
        match (kind.pick)(&names) {
            Some(answer) => self.give(item, answer),
            None => Step::Nothing(self.words().rank_all),
        }
    }

    /// Adds one thing to those that make the answer together.
    fn gather(&mut self, item: &Item, kind: &Kind, said: Arrived<'_>, rules: &Rules) -> Step {
        let one = match (kind.gather)(said, rules) {
            Ok(one) => one,
            Err(_) if self.is_enough(said) => return self.take_gathered(item),
            Err(wrong) => return Step::note(wrong_answer(item.question, wrong, rules)),
        };
        let album = said.album();
        let is_of_same_album = album.is_some() && album == self.run.album;
        self.run.album = album;
        if let Err(wrong) = rules.check_picks(self.run.gathered.len() + 1)
            && rules.picks().is_some_and(|(_, most)| self.run.gathered.len() >= most)
        {
            return if is_of_same_album {
                Step::Silent
            } else {
                Step::note(wrong_answer(item.question, wrong, rules))
            };
        }
        self.run.at = Some(item.name.clone());
        self.run.gathered.push(one);
        if rules.picks().is_some_and(|(_, most)| self.run.gathered.len() == most) {
            return self.take_gathered(item);
        }
        // The messages of an album come one by one, and one card is enough for all of them.
        if is_of_same_album { Step::Silent } else { Step::ON }
    }

    /// Whether somebody types what stands on the button.
    fn is_enough(&self, said: Arrived<'_>) -> bool {
        let word = said.text().map(plain).unwrap_or_default();
        word == "done" || word == plain(self.words().enough_button)
    }

    fn take_gathered(&mut self, item: &Item) -> Step {
        let gathered = std::mem::take(&mut self.run.gathered);
        if let Err(wrong) = self.rules(item.question).check_picks(gathered.len()) {
            self.run.gathered = gathered;
            return Step::note(wrong_answer(item.question, wrong, &self.rules(item.question)));
        }
        self.give(item, Value::Array(gathered))
    }

    fn hear_moment(&mut self, item: &Item, kind: &Kind, said: Arrived<'_>, rules: &Rules) -> Step {
        let text = said.text().unwrap_or_default();
        match self.run.part(self.reader.zone) {
            Part::Zone => match zone::search(text).as_slice() {
                [] => Step::note(self.asks_for(self.words().of_zone)),
                [one] => self.take_zone(*one),
                found => {
                    self.run.found =
                        found.iter().map(|zone| zone.name().to_owned()).take(MOST_FOUND).collect();
                    Step::ON
                }
            },
            Part::Time if let (Some(time), Some(day)) = (as_time(text), self.run.ticked.first().cloned()) => {
                self.take_moment(item, kind, &day, &time.format("%H:%M").to_string())
            }
            Part::Day | Part::Time => match (kind.read)(said, rules) {
                Ok(answer) => {
                    let step = self.give(item, answer);
                    self.note_message(item, said);
                    step
                }
                Err(wrong) => {
                    match as_date(text, rules.today(), self.words()).filter(|day| rules.has_day(*day)) {
                        Some(day) => self.take_day(item, &day.to_string()),
                        None => Step::note(wrong_answer(item.question, wrong, rules)),
                    }
                }
            },
        }
    }

    fn pick_moment(&mut self, item: &Item, kind: &Kind, name: &str) -> Step {
        match self.run.part(self.reader.zone) {
            Part::Zone if let Some(zone) = Zone::named(name) => self.take_zone(zone),
            Part::Day if self.has_day(item.question, name) => self.take_day(item, name),
            Part::Time if let (Some(_), Some(day)) = (as_time(name), self.run.ticked.first().cloned()) => {
                self.take_moment(item, kind, &day, name)
            }
            _ => Step::Nothing(self.words().not_offered),
        }
    }

    fn take_zone(&mut self, zone: Zone) -> Step {
        self.named_zone = Some(zone);
        self.reader = self.reader.moved_to(zone);
        self.run.asks_zone = false;
        self.run.found.clear();
        Step::ON
    }

    fn take_day(&mut self, item: &Item, day: &str) -> Step {
        self.run.at = Some(item.name.clone());
        self.run.ticked = vec![day.to_owned()];
        Step::ON
    }

    fn take_moment(&mut self, item: &Item, kind: &Kind, day: &str, time: &str) -> Step {
        let Some(zone) = self.reader.zone else { return Step::ON };
        match (kind.pick)(&[day, time, zone.name()]) {
            Some(answer) => self.give(item, answer),
            None => Step::note(self.words().no_such_time),
        }
    }

    fn asks_for(&self, expected: &str) -> String {
        fill(self.words().please_send, &[("expected", &expected)]) + "."
    }

    /// Whether the question that is asked shows Telegram's own keyboard.
    pub(in super::super) fn has_offer(&self) -> bool {
        let plan = self.plan();
        match self.stand(&plan) {
            Stand::Question(position) => plan.items[position].question.has_offer(),
            Stand::Review | Stand::Complete => false,
        }
    }
}

/// The choices in whose labels the text stands, of a question that has too many for one card.
fn search(kind: &Kind, said: Arrived<'_>, rules: &Rules) -> Vec<String> {
    let options = (kind.options)(rules);
    let typed = said.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
    if options.len() <= PAGE + SLACK || typed.is_empty() || kind.picks == Picks::Ranked {
        return Vec::new();
    }
    let found = options.into_iter().filter(|pick| pick.label.to_lowercase().contains(&typed));
    found.map(|pick| pick.name).take(MOST_FOUND).collect()
}

/// What to say of a wrong answer: the rule, and an example.
fn wrong_answer(question: &Question, wrong: BadArg, rules: &Rules) -> String {
    let (language, words) = (rules.language(), rules.words());
    let error = rules.error.map(|error| error.of(language).to_owned());
    let is_own = error.is_some();
    let expected = || question.kind().map(|kind| (kind.expected)(rules)).unwrap_or_default();
    let rule = error.or_else(|| wrong.into_reason());
    let rule = rule.unwrap_or_else(|| fill(words.please_send, &[("expected", &expected())]));
    let example = rules.example.map(|example| example.of(language).to_owned());
    let example = example.or_else(|| question.kind().and_then(|kind| (kind.example)(rules)));
    match example {
        Some(example) if !is_own => fill(words.such_as, &[("rule", &rule), ("example", &example)]),
        _ if rule.ends_with(['.', '!', '?', '。']) => rule,
        _ => format!("{rule}."),
    }
}

impl Arrived<'_> {
    /// The album that the message is part of.
    fn album(self) -> Option<String> {
        self.message()?.media_group_id().map(|album| album.0.clone())
    }

    /// The message's id.
    fn message_id(self) -> Option<i64> {
        self.0.facts.address.as_ref()?.message
    }
}
