//! What a survey asks for, given the answers: its questions, sections taken apart, in order.

use serde_json::Value;

use super::question::{Question, Repeat, Role, Spec, Text};
use crate::params::Answers;

/// Everything that a survey asks for, says or computes.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    /// The answers that count, with what is computed of them.
    pub(super) answers: Answers,
    /// How many questions there are, whatever the answers.
    pub(super) total: usize,
}

/// A question at its place.
#[derive(Debug)]
pub(super) struct Item {
    /// Its name, behind those of the sections that it is in: `guests.0.name`.
    pub(super) name: String,
    pub(super) question: &'static Question,
    /// Whether it is asked, given the answers before it.
    pub(super) is_asked: bool,
    /// Its place among all questions, which does not depend on answers. What is repeated has one for all times.
    pub(super) ordinal: usize,
    /// The title of the section that it is in, and its number where that is repeated.
    pub(super) section: Option<Heading>,
    /// Whether it asks if something is repeated once more.
    pub(super) is_gate: bool,
}

/// What stands above the questions of a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    pub(super) title: Text,
    pub(super) number: Option<usize>,
}

/// Where in a survey a list of questions stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    prefix: &'a str,
    is_asked: bool,
    section: Option<Heading>,
    ordinal: usize,
    is_gate: bool,
}

impl Plan {
    /// The plan for who has given those answers.
    pub(super) fn new(spec: &'static Spec, given: &Answers) -> Self {
        let mut plan = Plan { items: Vec::new(), answers: Answers::new(), total: 0 };
        let place = Place { prefix: "", is_asked: true, section: None, ordinal: 0, is_gate: false };
        plan.total = plan.add_all(spec.questions, given, place);
        plan
    }

    /// Adds questions, and gives the ordinal behind them.
    fn add_all(&mut self, questions: &'static [Question], given: &Answers, place: Place<'_>) -> usize {
        let mut ordinal = place.ordinal;
        for question in questions {
            let is_asked =
                place.is_asked && question.when.is_none_or(|when| when(&self.answers, place.prefix));
            let name = format!("{}{}", place.prefix, question.name);
            let here = Place { is_asked, ordinal, ..place };
            let heading = |number| Some(Heading { title: question.text, number });
            ordinal = match question.role {
                Role::Section(part) => {
                    let place = Place { prefix: &format!("{name}."), section: heading(None), ..here };
                    self.add_all(part.questions, given, place)
                }
                Role::Repeated(part, repeat) => {
                    let mut ordinal = here.ordinal;
                    for number in 0..=repeat.most {
                        let prefix = format!("{name}.{number}.");
                        let section = heading(Some(number + 1));
                        let is_there = self.add_gate(&name, number, repeat, given, here);
                        if !is_there && number > 0 {
                            break;
                        }
                        // The first time is looked at in any case: it tells how many questions there are.
                        let place =
                            Place { prefix: &prefix, section, is_asked: is_asked && is_there, ..here };
                        ordinal = self.add_all(part.questions, given, place);
                        if !is_there {
                            break;
                        }
                    }
                    ordinal
                }
                Role::Said | Role::Hidden(..) | Role::Computed(..) => {
                    self.add(name, question, given, here);
                    ordinal
                }
                Role::Asked(_) => {
                    self.add(name, question, given, here);
                    ordinal + 1
                }
            };
        }
        ordinal
    }

    /// Asks whether there is one more of what is repeated; whether there is.
    fn add_gate(
        &mut self,
        name: &str,
        number: usize,
        repeat: Repeat,
        given: &Answers,
        place: Place<'_>,
    ) -> bool {
        if number < repeat.least {
            return true;
        }
        if number >= repeat.most {
            return false;
        }
        let name = format!("{name}.{number}");
        self.add(name.clone(), repeat.gate, given, Place { is_gate: true, ..place });
        self.answers.get(&name) == Some(&Value::Bool(true))
    }

    /// Adds one question, and its answer to those that count.
    fn add(&mut self, name: String, question: &'static Question, given: &Answers, place: Place<'_>) {
        let Place { prefix, is_asked, section, ordinal, is_gate } = place;
        if is_asked {
            let answer = match question.role {
                Role::Computed(_, compute) => compute(&self.answers, prefix),
                _ => given.get(&name).filter(|answer| question.can_read(answer)).cloned(),
            };
            if let Some(answer) = answer {
                self.answers.insert(name.clone(), answer);
            }
        }
        self.items.push(Item { name, question, is_asked, ordinal, section, is_gate });
    }

    /// The position of the question with that name, if it is asked.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.items.iter().position(|item| item.name == name && item.can_be_asked())
    }

    /// The first question that has no answer yet.
    pub(super) fn open(&self) -> Option<usize> {
        let is_open = |item: &Item| item.can_be_asked() && !self.answers.contains_key(&item.name);
        self.items.iter().position(is_open)
    }

    /// The question before that position.
    pub(super) fn before(&self, position: usize) -> Option<usize> {
        (0..position).rev().find(|earlier| self.items[*earlier].can_be_asked())
    }

    /// How many questions have been answered.
    pub(super) fn count(&self) -> usize {
        let items = self.items.iter().filter(|item| item.can_be_asked() && !item.is_gate);
        items.filter(|item| self.answers.contains_key(&item.name)).count()
    }

    /// What is said between the question before that position and the one there.
    pub(super) fn said_before(&self, position: usize) -> impl Iterator<Item = Text> {
        let first = self.before(position).map_or(0, |before| before + 1);
        let said = self.items[first..position].iter().filter(|item| item.is_asked);
        said.filter(|item| matches!(item.question.role, Role::Said)).map(|item| item.question.text)
    }

    /// What people see of the answers, by position: all but what was brought by a link.
    pub(super) fn shown(&self) -> Vec<usize> {
        let is_shown = |item: &Item| {
            let is_for_people = matches!(item.question.role, Role::Asked(_) | Role::Computed(..));
            item.is_asked && is_for_people && !item.is_gate
        };
        (0..self.items.len()).filter(|position| is_shown(&self.items[*position])).collect()
    }

    /// What can be corrected, by position: of the questions whether something is repeated, the last one.
    pub(super) fn correctable(&self) -> Vec<usize> {
        let is_it = |position: usize| {
            let item = &self.items[position];
            let is_yes = self.answers.get(&item.name) == Some(&Value::Bool(true));
            item.can_be_asked() && !(item.is_gate && is_yes)
        };
        (0..self.items.len()).filter(|position| is_it(*position)).collect()
    }
}

impl Item {
    /// Whether it is a question that is asked.
    pub(super) fn can_be_asked(&self) -> bool {
        self.is_asked && matches!(self.question.role, Role::Asked(_))
    }
}
