//! The functions that run for one update, one after the other, in one transaction: guards, layers, handlers.

use std::sync::Arc;
use std::time::Duration;

use teloxide_core::types::{ChatId, UserId};
use tokio::time::timeout;

use super::guarding::Admission;
use super::transaction::{Ended, Settled, Transactions};
use crate::data::{Change, Former, RecordError, Records};
use crate::failure::Failure;
use crate::handler::{Entry, Step, Trigger};
use crate::params::{Call, Handled};
use crate::reply::Outcome;
use crate::router::Candidates;
use crate::update::{Incoming, Speaker};

/// What somebody is told who presses a button that is not for them.
pub(super) const NOT_YOURS: &str = "This button is for somebody else.";

/// How long Telegram may take to say who administers a chat, for no more than a longer list of commands.
const ADMINS_LIMIT: Duration = Duration::from_secs(5);

/// A function that came to nothing, by its path.
pub(super) type Failed = (&'static str, Ended);

/// What the functions have done so far, seen by those behind and by nobody else: who calls holds the queues of all that
/// they touch. Dropped, it takes everything back.
pub(super) struct SoFar<'a> {
    records: &'a Records,
    outcome: Outcome,
    published: Vec<Change>,
    former: Vec<Former>,
}

/// What a handler made of an update.
enum Taken {
    /// It is not for the handler.
    No,
    /// The handler has done its part, and those behind do theirs.
    Passed,
    /// It is for those behind, and then the handler is to ask again.
    Left,
    /// It is done.
    Yes,
}

/// That the handler came to nothing for that reason.
fn failed(entry: &Entry, reason: impl Into<Failure>) -> Failed {
    (entry.route.function, Ended::Failed(reason.into()))
}

/// The chat, and the album that the message is part of.
fn part_of(message: &Incoming) -> Option<(i64, String)> {
    message.facts.address.as_ref().map(|address| address.chat).zip(message.album())
}

impl<'a> SoFar<'a> {
    fn new(records: &'a Records, call: &Call) -> Self {
        SoFar { records, outcome: Outcome::new(call), published: Vec::new(), former: Vec::new() }
    }

    /// Lets the next function see what those before it changed.
    pub(super) fn show(&mut self) {
        let changes = self.outcome.take_changes();
        self.former.extend(self.records.publish_for_now(&changes));
        self.published.extend(changes);
    }

    /// Adds what others did on top of this.
    fn absorb(&mut self, mut other: SoFar<'a>) {
        other.show();
        self.published.append(&mut other.published);
        self.former.append(&mut other.former);
        let nothing = self.outcome.empty();
        self.outcome.append(std::mem::replace(&mut other.outcome, nothing));
    }

    /// What is to be committed; from here on nothing is taken back.
    fn into_settled(mut self) -> Settled {
        self.former.clear();
        let nothing = self.outcome.empty();
        let outcome = std::mem::replace(&mut self.outcome, nothing);
        Settled { published: std::mem::take(&mut self.published), ..outcome.into() }
    }
}

impl Drop for SoFar<'_> {
    fn drop(&mut self) {
        self.records.revoke(std::mem::take(&mut self.former));
    }
}

impl Transactions {
    /// Runs the candidates, until one takes the update, and finds out what is to be committed.
    ///
    /// Most updates are one handler's, with nothing around it. All else is boxed, so that it makes no update larger that
    /// does not need it.
    pub(crate) async fn settle(&self, incoming: &Arc<Incoming>, candidates: &Candidates) -> Settled {
        let failed = if let Some(entry) = candidates.only().filter(|entry| entry.is_plain()) {
            match self.attempt_all(entry, &self.call(incoming)).await {
                Ok(outcome) if !outcome.is_passed() => return outcome.into(),
                Ok(_) => passed_undeclared(entry),
                Err(failed) => failed,
            }
        } else {
            match Box::pin(self.run_chain(incoming, candidates)).await {
                Ok(settled) => return settled,
                Err(failed) => failed,
            }
        };
        Box::pin(self.settle_failed(incoming, failed)).await.into()
    }

    async fn run_chain(&self, incoming: &Arc<Incoming>, candidates: &Candidates) -> Result<Settled, Failed> {
        let mut so_far = SoFar::new(&self.services.records, &self.call(incoming));
        let (mut interrupted, mut is_passed) = (None, false);
        for entry in candidates.iter() {
            match self.offer(incoming, entry, &mut so_far).await? {
                Taken::No => {}
                Taken::Passed => is_passed = true,
                Taken::Left => interrupted = Some(entry),
                Taken::Yes => {
                    // Another survey that begins asks its own question.
                    let is_survey = matches!(entry.route.trigger, Trigger::Survey { .. });
                    let interrupted = interrupted.filter(|_| !is_survey);
                    let asking = interrupted.into_iter().chain(&candidates.asking).collect();
                    return self.ask_again(incoming, asking, so_far).await;
                }
            }
        }
        if let Some(text) = self.otherwise(incoming, candidates).await {
            so_far.outcome.say(text);
        }
        if !is_passed {
            so_far.outcome.toast_if_silent(NOT_YOURS);
        }
        self.ask_again(incoming, Vec::from_iter(interrupted), so_far).await
    }

    /// Has the survey that was interrupted, or may speak another language now, ask its question again, as it is after what
    /// was done in between.
    async fn ask_again(
        &self,
        incoming: &Arc<Incoming>,
        surveys: Vec<&Entry>,
        mut so_far: SoFar<'_>,
    ) -> Result<Settled, Failed> {
        for entry in surveys {
            so_far.show();
            let call = Call { asks_again: true, ..self.call(incoming) };
            match self.attempt(entry, &call).await {
                Ok(outcome) => so_far.outcome.append(outcome),
                Err(Ended::Failed(Failure::NotTaken)) => (),
                Err(ended) => return Err((entry.route.function, ended)),
            }
        }
        Ok(so_far.into_settled())
    }

    /// What is said if no handler takes the update.
    async fn otherwise<'c>(&self, incoming: &Incoming, candidates: &'c Candidates) -> Option<&'c str> {
        if let Some(text) = &candidates.for_admins
            && self.is_of_admin(incoming).await
        {
            return Some(text);
        }
        candidates.otherwise.as_deref()
    }

    /// Whether a person speaks who administers the chat, as far as Telegram says so in time.
    async fn is_of_admin(&self, incoming: &Incoming) -> bool {
        let (Some(Speaker::User(person)), Some(address)) = (incoming.facts.speaker, &incoming.facts.address)
        else {
            return false;
        };
        let (chat, person) = (ChatId(address.chat), UserId(person.cast_unsigned()));
        let asked = timeout(ADMINS_LIMIT, self.services.administrators.include(chat, person)).await;
        matches!(asked, Ok(Ok(true)))
    }

    /// Runs a handler, between its layers, if its guards let the update pass.
    async fn offer<'a>(
        &'a self,
        incoming: &Arc<Incoming>,
        entry: &Entry,
        so_far: &mut SoFar<'a>,
    ) -> Result<Taken, Failed> {
        let is_part = entry.route.trigger == Trigger::Album && !incoming.is_album();
        let belongs = is_part && self.has_begun(incoming).await.map_err(|error| failed(entry, error))?;
        let admission = if belongs { Admission::Open } else { self.admit(incoming, entry, so_far).await? };
        match admission {
            Admission::Open => {}
            Admission::Closed => return Ok(Taken::No),
            // It is said once, when the album is whole.
            Admission::Refused(_) if is_part => {}
            Admission::Refused(words) => {
                so_far.outcome.say(&words);
                return Ok(Taken::Yes);
            }
        }
        if is_part {
            let kept = self.gather(incoming, entry, belongs, so_far).await;
            return kept.map_err(|error| failed(entry, error));
        }
        let mut own = SoFar::new(&self.services.records, &self.call(incoming));
        for step in entry.before().filter(|step| step.fits(incoming)) {
            so_far.show();
            own.show();
            let outcome = self.run_step(&self.call(incoming), step).await?;
            let lets_pass = outcome.is_passed();
            own.outcome.append(outcome);
            if !lets_pass {
                so_far.absorb(own);
                return Ok(Taken::Yes);
            }
        }
        so_far.show();
        own.show();
        let taken = self.run_handler(incoming, entry, &mut own).await?;
        if !matches!(taken, Taken::No) {
            so_far.absorb(own);
        }
        Ok(taken)
    }

    /// Whether an album has begun to which the message belongs.
    async fn has_begun(&self, message: &Incoming) -> Result<bool, RecordError> {
        let Some((chat, name)) = part_of(message) else { return Ok(false) };
        Ok(self.gathered(chat).await?.has(&name))
    }

    /// Keeps a message for an album that has begun, or that begins with it, if the handler is for such.
    async fn gather(
        &self,
        message: &Incoming,
        entry: &Entry,
        has_begun: bool,
        so_far: &mut SoFar<'_>,
    ) -> Result<Taken, Failure> {
        let Some((chat, name)) = part_of(message).filter(|_| has_begun || entry.fits(message)) else {
            return Ok(Taken::No);
        };
        let mut gathered = self.gathered(chat).await?;
        gathered.add(name, message.raw().to_json());
        so_far.outcome.keep(gathered)?;
        Ok(Taken::Yes)
    }

    /// Runs a handler and the layers behind it.
    async fn run_handler(
        &self,
        incoming: &Arc<Incoming>,
        entry: &Entry,
        own: &mut SoFar<'_>,
    ) -> Result<Taken, Failed> {
        let outcome = match self.attempt_all(entry, &self.call(incoming)).await {
            Ok(outcome) => outcome,
            Err((_, Ended::Failed(Failure::NotTaken))) => return Ok(Taken::No),
            // The handler has not run at all, so what the layers before it did stays.
            Err((_, Ended::Failed(Failure::Usage(text)))) => {
                own.outcome.say(&text);
                return Ok(Taken::Yes);
            }
            Err((_, Ended::Failed(Failure::OutOfDate))) => {
                own.outcome.toast_if_silent(super::transaction::OUT_OF_DATE);
                return Ok(Taken::Yes);
            }
            Err(failed) => return Err(failed),
        };
        if outcome.is_left_to_others() {
            return Ok(Taken::Left);
        }
        let is_passed = outcome.is_passed();
        if is_passed && !entry.route.passes {
            return Err(passed_undeclared(entry));
        }
        let answers = outcome.outgoing().iter().map(|call| (call.method.clone(), call.payload.clone()));
        let handled = entry
            .after()
            .next()
            .is_some()
            .then(|| Arc::new(Handled { handler: entry.route.function, answers: answers.collect() }));
        own.outcome.append(outcome);
        for step in entry.after().filter(|step| step.fits(incoming)) {
            own.show();
            let call = Call { handled: handled.clone(), ..self.call(incoming) };
            own.outcome.append(self.run_step(&call, step).await?);
        }
        Ok(if is_passed { Taken::Passed } else { Taken::Yes })
    }

    pub(super) async fn run_step(&self, call: &Call, step: &'static Step) -> Result<Outcome, Failed> {
        let entry = step.to_entry();
        self.attempt(&entry, call).await.map_err(|ended| (step.route.function, ended))
    }
}

/// The failure of a handler that hands an update on though nobody behind it was asked.
fn passed_undeclared(entry: &Entry) -> Failed {
    let undeclared = "it hands the update on: name `Pass` or `ControlFlow` in its return type";
    (entry.route.function, Ended::Failed(Failure::Returned(undeclared.into())))
}
