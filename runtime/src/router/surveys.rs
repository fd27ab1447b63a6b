//! Which surveys an update may be for.

use super::{Candidates, Router};
use crate::data::Data;
use crate::handler::{Entry, Trigger};
use crate::params::{Borrow, Need, RecordType};
use crate::survey::Preferences;
use crate::update::Incoming;

impl Router {
    /// The surveys that may be waiting for what somebody said.
    pub(super) fn asking(&self, incoming: &Incoming) -> Candidates {
        let mut asking = Candidates::default();
        let is_for_others =
            incoming.facts.command.as_ref().is_some_and(|command| !command.is_for(&self.username));
        let kind = &incoming.facts.kind;
        let is_said = kind.is_message() || kind.is_edited_message();
        if !self.surveys.is_empty() && is_said && !is_for_others {
            let surveys = self.surveys(incoming);
            surveys
                .iter()
                .filter(|entry| self.fits_survey(entry, incoming))
                .for_each(|entry| asking.push(entry.clone()));
        }
        asking
    }

    /// The surveys that may ask again after a press that can change the person's language.
    pub(super) fn asking_again(&self, pressed: &Entry, incoming: &Incoming) -> Vec<Entry> {
        let is_preferences = |borrow: &&Borrow| match borrow.need {
            Need::Record(RecordType { scope, name, .. }) => {
                (scope, name) == (Preferences::SCOPE, Preferences::NAME) && borrow.mutable
            }
            _ => false,
        };
        let is_survey = matches!(pressed.route.trigger, Trigger::Survey { .. });
        if is_survey
            || !pressed.routes().flat_map(|route| route.borrows).any(|borrow| is_preferences(&borrow))
        {
            return Vec::new();
        }
        self.surveys(incoming).iter().cloned().collect()
    }

    /// Whether there are any surveys.
    pub(crate) fn has_surveys(&self) -> bool {
        !self.surveys.is_empty()
    }

    /// All surveys that somebody may be in the middle of.
    pub(crate) fn surveys(&self, incoming: &Incoming) -> Candidates {
        let mut surveys = Candidates::default();
        let entries = self.surveys.iter().filter_map(|position| self.entries.get(*position));
        entries.filter(|entry| entry.fits(incoming)).for_each(|entry| surveys.push(entry.clone()));
        surveys
    }

    /// Whether somebody may answer a survey by the update: whoever takes the answers has all that they need, too.
    fn fits_survey(&self, entry: &Entry, incoming: &Incoming) -> bool {
        let finisher = match entry.route.trigger {
            Trigger::Survey { path, .. } => self.finisher(path),
            _ => None,
        };
        finisher.is_none_or(|finisher| incoming.has_all(finisher.route.needs()))
    }
}
