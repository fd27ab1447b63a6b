//! What stays of a survey when it is over: records of the person and of the bot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::question::Spec;
use super::terms::OncePer;
use crate::data::own_record;
use crate::params::Answers;

/// What a person has answered, by the surveys' stored names.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Memory {
    surveys: BTreeMap<String, Vec<Entry>>,
}

/// One time that a person came to the end of a survey, or left it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    /// When, in seconds since 1970.
    pub(super) at: i64,
    pub(super) chat: i64,
    pub(super) version: u32,
    /// All that count; none where they are not kept.
    pub(super) answers: Answers,
    /// The question that was not answered any more.
    pub(super) left_at: Option<String>,
}

/// How often surveys were answered that may be answered so often only.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counts {
    answered: BTreeMap<String, u64>,
}

own_record!(Memory: User, "pouch::answers");

own_record!(Counts: Bot, "pouch::survey_counts");

impl Memory {
    /// All entries of that survey.
    pub(super) fn entries(&self, survey: &str) -> &[Entry] {
        self.surveys.get(survey).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, spec: &Spec, entry: Entry) {
        self.surveys.entry(spec.name.to_owned()).or_default().push(entry);
    }

    /// Whether the person may not answer (again), in that chat.
    pub(super) fn has_answered(&self, spec: &Spec, chat: i64) -> bool {
        let mut done = self.entries(spec.name).iter().filter(|entry| entry.left_at.is_none());
        match spec.terms.once_per {
            OncePer::Nothing => false,
            OncePer::User => done.next().is_some(),
            OncePer::Member => done.any(|entry| entry.chat == chat),
        }
    }
}

impl Counts {
    pub(super) fn is_full(&self, spec: &Spec) -> bool {
        let count = self.answered.get(spec.name).copied().unwrap_or_default();
        spec.terms.limit.is_some_and(|limit| count >= limit)
    }

    pub(super) fn count(&mut self, spec: &Spec) {
        *self.answered.entry(spec.name.to_owned()).or_default() += 1;
    }
}
