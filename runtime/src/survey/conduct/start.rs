//! How a survey begins: by its command, or by a link to it.

use super::super::flow::{Event, Flow};
use super::super::question::{Role, Spec};
use super::{Conductor, WAYS};
use crate::args::Words;
use crate::failure::Failure;
use crate::reply::{IntoReply, Reply};
use crate::update::Incoming;

/// The command that Telegram sends for a link to the bot.
const START: &str = "start";

impl Conductor<'_> {
    pub(super) fn take_command(&mut self, name: &str) -> Result<(), Failure> {
        if name == self.spec.command {
            Words::new(self.call.text_behind_command(), self.spec.command, &[]).end()?;
            return self.start("");
        }
        let brought = brought_by_link(&self.call.incoming, self.spec.command, &self.call.services.surveys);
        if let Some(brought) = brought.map(ToOwned::to_owned) {
            return self.start(&brought);
        }
        if !self.runs.asks(self.spec) {
            return Err(Failure::NotTaken);
        }
        if let Some((_, way)) = WAYS.iter().find(|(way, _)| *way == name) {
            return self.take(Event::Goes(*way));
        }
        // Another handler answers it, and then the question is asked again: perhaps in another language.
        self.outcome.leave_to_others();
        Ok(())
    }

    /// Asks the first question, or whether to go on with what was begun.
    fn start(&mut self, brought: &str) -> Result<(), Failure> {
        if let Some(reason) = self.refusal() {
            self.runs.end(self.spec);
            return Reply::text(reason).into_reply(&mut self.outcome);
        }
        let asks = self.runs.asks(self.spec);
        self.runs.raise(self.spec);
        match self.runs.find(self.spec) {
            Some(run) if asks => Flow::new(self.spec, run, self.reader).start_again(),
            Some(_) => (),
            None => drop(self.runs.begin(self.spec)),
        }
        for edit in self.runs.retire_others(self.spec) {
            self.add_edit(edit);
        }
        self.bring(brought);
        self.touch();
        self.ask(None)
    }

    /// Takes the values of hidden fields: as many pieces as there are fields, the last one whole.
    fn bring(&mut self, brought: &str) {
        let Some(run) = self.runs.find(self.spec).filter(|_| !brought.is_empty()) else { return };
        let pieces = brought.splitn(self.spec.hidden().count().max(1), '_');
        for (question, piece) in self.spec.hidden().zip(pieces) {
            if let Role::Hidden(kind, read) = question.role
                && let Some(value) = read(piece).and_then(|value| (kind.to_json)(&*value))
            {
                run.answers.insert(question.name.to_owned(), value);
            }
        }
    }

    /// Why the person can't answer, if so.
    pub(super) fn refusal(&self) -> Option<&'static str> {
        let (Spec { terms, .. }, words) = (self.spec, self.reader.words);
        if terms.has_closed(self.call.now()) {
            return Some(words.closed);
        }
        if self.memory.as_ref().is_some_and(|memory| memory.has_answered(self.spec, self.chat())) {
            return Some(words.answered);
        }
        let is_full = self.counts.as_ref().is_some_and(|counts| counts.is_full(self.spec));
        is_full.then_some(words.full)
    }
}

/// Whether the update begins the survey with that command: `all` are those of all surveys.
pub(crate) fn is_begun_by(incoming: &Incoming, survey: &str, all: &[&str]) -> bool {
    let typed = incoming.facts.command.as_ref().is_some_and(|command| command.name == survey);
    typed || brought_by_link(incoming, survey, all).is_some()
}

/// What stands behind the survey's command in the link that was followed: `xyz` of `/start order_xyz`. Where several of
/// `all` surveys could be meant, it is the one with the longest command, unless a `-` ends the command.
fn brought_by_link<'a>(incoming: &'a Incoming, survey: &str, all: &[&str]) -> Option<&'a str> {
    incoming.facts.command.as_ref().filter(|command| command.name == START)?;
    let payload = incoming.facts.text_behind_command().trim();
    let found = brought(payload, survey)?;
    let is_other = |other: &&str| other.len() > survey.len() && brought(payload, other).is_some();
    (!all.iter().any(is_other)).then_some(found)
}

/// What stands behind that command in a link, if it begins with that.
fn brought<'a>(payload: &'a str, command: &str) -> Option<&'a str> {
    let rest = payload.strip_prefix(command)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix(['_', '-']) }
}

#[cfg(test)]
mod tests {
    use super::brought;

    #[test]
    fn only_whole_commands_begin_a_link() {
        assert_eq!((brought("order", "order"), brought("order_a_b", "order")), (Some(""), Some("a_b")));
        assert_eq!(
            (brought("order-more_x", "order"), brought("order-more_x", "order_more")),
            (Some("more_x"), None)
        );
        assert_eq!((brought("orders", "order"), brought("ord", "order")), (None, None));
    }
}
