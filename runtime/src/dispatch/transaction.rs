//! One update, one transaction: the handler runs, and either all that comes of it counts or nothing does.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tracing::{Span, error};

use super::chain::{Failed, NOT_YOURS};
use crate::backoff::Backoff;
use crate::button::Refusal;
use crate::data::{Change, Unreadable};
use crate::error::Chain;
use crate::failure::{Failure, HandlerError};
use crate::handler::{Entry, Trigger};
use crate::metrics::{self, Since};
use crate::params::{Call, Services};
use crate::reply::{Outcome, Outgoing};
use crate::router::Router;
use crate::store::{Alias, DeadLetter, LetterChange, Mark};
use crate::timer::Alarm;
use crate::update::Incoming;

/// What a person is told whose record can't be read.
const APOLOGY: &str =
    "Sorry, what I have stored for this can't be read at the moment. Nothing was changed or lost.";

/// What somebody is told who presses a button that does nothing any more.
pub(super) const OUT_OF_DATE: &str = "This button is out of date.";

/// What somebody is told whose press of a button came to nothing.
const SORRY: &str = "Sorry, that did not work.";

/// What is no end of an update: it is for other handlers.
const LEFT: &str = "left";

/// Runs handlers, each as one transaction.
pub(crate) struct Transactions {
    pub(crate) router: Arc<Router>,
    pub(crate) services: Arc<Services>,
    /// How long a handler may take that does not say so itself.
    pub(crate) deadline: Option<Duration>,
}

/// What is to be committed for an update.
#[derive(Default)]
pub(crate) struct Settled {
    /// Changes that later handlers see already.
    pub(super) published: Vec<Change>,
    pub(super) changes: Vec<Change>,
    pub(super) outgoing: Vec<Outgoing>,
    /// The id that a group has got.
    pub(super) alias: Option<Alias>,
    pub(super) dead_letters: Vec<DeadLetter>,
    pub(super) letter_changes: Vec<LetterChange>,
    /// A reply that can be forgotten.
    pub(super) sent: Option<u64>,
    pub(super) marks: Vec<(Mark, u32)>,
    /// When something is to be looked at.
    pub(super) wake: Vec<Alarm>,
    /// The lane of the update that is answered, if it is one.
    pub(super) lane: Option<i64>,
}

/// What comes of one handler.
pub(super) struct Attempted {
    pub(super) outcome: Outcome,
    /// Why the handler failed, if it did.
    pub(super) reason: Option<String>,
    /// The update, if the handler failed.
    letter: Option<DeadLetter>,
}

/// How a handler ended, if not well.
pub(super) enum Ended {
    Failed(Failure),
    Panicked(String),
    TimedOut(Duration),
}

impl Transactions {
    /// What comes of one handler by itself.
    pub(super) async fn settle_one(&self, incoming: &Arc<Incoming>, entry: &Entry) -> Attempted {
        match self.attempt_all(entry, &self.call(incoming)).await {
            Ok(outcome) => outcome.into(),
            Err(failed) => self.settle_failed(incoming, failed).await,
        }
    }

    /// What comes of an update whose handler, or a layer around it, came to nothing.
    pub(super) async fn settle_failed(
        &self,
        incoming: &Arc<Incoming>,
        (handler, ended): Failed,
    ) -> Attempted {
        let mut outcome = Outcome::new(&self.call(incoming));
        match ended {
            Ended::Failed(Failure::Usage(text)) => outcome.say(&text),
            Ended::Failed(Failure::User(error)) => outcome.say(error.text()),
            Ended::Failed(Failure::OutOfDate) => outcome.toast_if_silent(OUT_OF_DATE),
            ended => {
                let failure = ended.of(handler);
                let reason = Chain(&failure).to_string();
                let letter = incoming.set_aside(Some(handler), &reason);
                let outcome = self.settle_failure(incoming, failure).await;
                return Attempted { outcome, reason: Some(reason), letter };
            }
        }
        outcome.into()
    }

    /// Runs the handler, and, if that finishes a survey, the one that takes its answers; or says which one failed.
    pub(super) async fn attempt_all(&self, entry: &Entry, call: &Call) -> Result<Outcome, Failed> {
        let begun = Since::now();
        let ended = self.attempt_both(entry, call).await;
        let course = match &ended {
            Ok(outcome) if outcome.is_left_to_others() => LEFT,
            Ok(_) => "done",
            Err((_, ended)) => ended.course(),
        };
        if course != LEFT {
            Span::current().record("handler", entry.route.function).record("outcome", course);
            metrics::note_handled(entry.route.function, course, begun);
        }
        ended
    }

    async fn attempt_both(&self, entry: &Entry, call: &Call) -> Result<Outcome, Failed> {
        let failed = |entry: &Entry, ended| (entry.route.function, ended);
        let mut outcome = self.attempt(entry, call).await.map_err(|ended| failed(entry, ended))?;
        let Some(finished) = outcome.take_finished() else { return Ok(outcome) };
        if let Some(finisher) = self.router.finisher(finished.path) {
            let call = Call { finished: Some(Arc::new(finished)), ..self.call(&call.incoming) };
            // Rare: it must not make the future of every update larger.
            let done =
                Box::pin(self.attempt(finisher, &call)).await.map_err(|ended| failed(finisher, ended))?;
            outcome.append(done);
        }
        Ok(outcome)
    }

    /// What is to be committed for a handler whose failure is its caller's to report.
    pub(super) async fn try_settle(
        &self,
        incoming: &Arc<Incoming>,
        entry: &Entry,
    ) -> Result<Settled, HandlerError> {
        let ended = self.attempt(entry, &self.call(incoming)).await;
        ended.map(Settled::from).map_err(|ended| ended.of(entry.route.function))
    }

    /// The answer to the press of a button that does nothing (more) for the presser.
    pub(crate) fn refuse(&self, incoming: &Arc<Incoming>, refusal: Refusal) -> Settled {
        let mut outcome = Outcome::new(&self.call(incoming));
        outcome.toast_if_silent(match refusal {
            Refusal::OutOfDate => OUT_OF_DATE,
            Refusal::NotYours => NOT_YOURS,
        });
        outcome.into()
    }

    /// Runs the handler for failures, or reports the failure if there is none.
    async fn settle_failure(&self, incoming: &Arc<Incoming>, failure: HandlerError) -> Outcome {
        let mut outcome = Outcome::new(&self.call(incoming));
        if matches!(&failure, HandlerError::Record { source, .. } if source.is_about_stored()) {
            outcome.say(APOLOGY);
        }
        if let Some(entry) = self.router.error_handler(incoming) {
            outcome.append(self.report_to(entry, incoming, failure).await);
        } else {
            error!(update = incoming.id, error = %Chain(&failure), "a handler failed; nothing of it counts");
        }
        outcome.excuse(SORRY);
        outcome
    }

    /// What comes of the handler for failures when a reply will never be taken.
    pub(super) async fn report_undelivered(
        &self,
        entry: &Entry,
        incoming: &Arc<Incoming>,
        failure: HandlerError,
    ) -> Settled {
        self.report_to(entry, incoming, failure).await.into()
    }

    /// What comes of the handler for failures.
    async fn report_to(&self, entry: &Entry, incoming: &Arc<Incoming>, failure: HandlerError) -> Outcome {
        let failure = Arc::new(failure);
        let call = Call { failure: Some(Arc::clone(&failure)), ..self.call(incoming) };
        self.attempt(entry, &call).await.unwrap_or_else(|ended| {
            error!(update = incoming.id, error = %Chain(&*failure), "a handler failed; nothing of it counts");
            error!(error = %Chain(&ended.of(entry.route.function)), "the handler for failures failed, too");
            Outcome::new(&call)
        })
    }

    /// Runs the handler, again and again while the store can't be read: that is not the handler's failure.
    pub(super) async fn attempt(&self, entry: &Entry, call: &Call) -> Result<Outcome, Ended> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        loop {
            match self.run(entry, call).await {
                Err(Ended::Failed(Failure::Store(error))) => {
                    let delay = backoff.next_delay();
                    error!(error = %Chain(&error), retry_in = ?delay, "the store can't be read");
                    tokio::time::sleep(delay).await;
                }
                ended => return ended,
            }
        }
    }

    async fn run(&self, entry: &Entry, call: &Call) -> Result<Outcome, Ended> {
        if let Some(message) = call.incoming.panic_of(entry.route.function) {
            return Err(Ended::Panicked(message.to_owned()));
        }
        let is_press = matches!(entry.route.trigger, Trigger::Callback(_));
        let handler = async {
            let mut outcome = (entry.call)(call).await?;
            outcome.keep_buttons(is_press).await?;
            outcome.keep_timers().await?;
            outcome.attach_files().await?;
            Ok(outcome)
        };
        let handler = AssertUnwindSafe(handler).catch_unwind();
        let ended = match entry.route.deadline.or(self.deadline) {
            Some(deadline) => {
                tokio::time::timeout(deadline, handler).await.map_err(|_| Ended::TimedOut(deadline))?
            }
            None => handler.await,
        };
        match ended {
            Ok(result) => result.map_err(Ended::Failed),
            Err(panic) => Err(match panic.downcast::<Unreadable>() {
                Ok(unreadable) => Ended::Failed(unreadable.0.into()),
                Err(panic) => Ended::Panicked(panic_message(&*panic)),
            }),
        }
    }

    pub(super) fn call(&self, incoming: &Arc<Incoming>) -> Call {
        let (incoming, services) = (Arc::clone(incoming), Arc::clone(&self.services));
        Call {
            incoming,
            services,
            failure: None,
            finished: None,
            handled: None,
            fired: None,
            asks_again: false,
        }
    }
}

impl From<Outcome> for Settled {
    fn from(mut outcome: Outcome) -> Self {
        let (wake, lane) = (outcome.take_alarms(), Some(outcome.lane()));
        let marks = outcome.take_forgotten().into_iter().map(|person| (Mark::Erase(person), 1)).collect();
        let (changes, outgoing) = outcome.into_parts();
        Settled { changes, outgoing, marks, wake, lane, ..Settled::default() }
    }
}

impl From<Outcome> for Attempted {
    fn from(outcome: Outcome) -> Self {
        Attempted { outcome, reason: None, letter: None }
    }
}

impl From<Attempted> for Settled {
    fn from(Attempted { outcome, letter, .. }: Attempted) -> Self {
        Settled { dead_letters: Vec::from_iter(letter), ..outcome.into() }
    }
}

impl Ended {
    /// How it ended, in a word for logs and metrics.
    fn course(&self) -> &'static str {
        match self {
            Ended::Failed(Failure::NotTaken) => LEFT,
            Ended::Failed(Failure::Usage(_)) => "usage",
            Ended::Failed(Failure::User(_)) => "user_error",
            Ended::Failed(Failure::OutOfDate) => "out_of_date",
            Ended::Failed(Failure::Record(_)) => "unreadable_record",
            Ended::Failed(_) => "failed",
            Ended::Panicked(_) => "panicked",
            Ended::TimedOut(_) => "timed_out",
        }
    }

    /// The error that `#[on_error]` handlers see.
    fn of(self, handler: &'static str) -> HandlerError {
        match self {
            Ended::Panicked(message) => HandlerError::Panicked { handler, message },
            Ended::TimedOut(after) => HandlerError::TimedOut { handler, after },
            Ended::Failed(Failure::Record(source)) => HandlerError::Record { handler, source },
            Ended::Failed(Failure::Returned(source)) => HandlerError::Returned { handler, source },
            Ended::Failed(Failure::Store(error)) => HandlerError::Returned { handler, source: error.into() },
            Ended::Failed(Failure::User(error)) => HandlerError::Returned { handler, source: error.into() },
            Ended::Failed(Failure::OutOfDate) => {
                HandlerError::Returned { handler, source: "the button is out of date".into() }
            }
            Ended::Failed(Failure::NotTaken) => {
                HandlerError::Returned { handler, source: "it left the update to others".into() }
            }
            Ended::Failed(Failure::Usage(text)) => HandlerError::Returned { handler, source: text.into() },
            Ended::Failed(Failure::Missing(what)) => {
                HandlerError::Returned { handler, source: format!("`{what}` was not there").into() }
            }
        }
    }
}

pub(super) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}
