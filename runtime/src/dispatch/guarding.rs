//! What the guards around a handler say of an update.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tracing::Span;

use super::chain::{Failed, SoFar};
use super::transaction::{Ended, Transactions, panic_message};
use crate::handler::{Entry, Gate, Otherwise, Trigger};
use crate::metrics::{self, Since};
use crate::survey::is_begun_by;
use crate::update::{Arrived, Incoming};

/// Whether an update may pass to a handler.
pub(super) enum Admission {
    /// It may.
    Open,
    /// It is for the handlers behind.
    Closed,
    /// It may not, and ends with these words.
    Refused(String),
}

impl Transactions {
    /// Asks the guards around a handler, from the outside in. The first that refuses the update decides, so that those
    /// inside can rely on it.
    pub(super) async fn admit(
        &self,
        incoming: &Arc<Incoming>,
        entry: &Entry,
        so_far: &mut SoFar<'_>,
    ) -> Result<Admission, Failed> {
        for (gate, otherwise) in entry.guards() {
            so_far.show();
            let begun = Since::now();
            if self.is_open(incoming, gate).await? {
                continue;
            }
            let Some(words) = self.words(incoming, entry, otherwise)? else { return Ok(Admission::Closed) };
            note_refused(entry, begun);
            return Ok(Admission::Refused(words));
        }
        Ok(Admission::Open)
    }

    /// What is said to whom a guard refuses, if the handler would certainly have taken the update.
    fn words(
        &self,
        incoming: &Incoming,
        entry: &Entry,
        otherwise: Option<Otherwise>,
    ) -> Result<Option<String>, Failed> {
        let Some(otherwise) = otherwise.filter(|_| self.would_take(incoming, entry)) else { return Ok(None) };
        let words = catch_unwind(AssertUnwindSafe(|| otherwise.words(Arrived(incoming))));
        words.map_err(|panic| {
            let message = format!("in `otherwise = {}`: {}", otherwise.text, panic_message(&*panic));
            (entry.route.function, Ended::Panicked(message))
        })
    }

    /// Whether a handler that fits the update would have taken it: a survey only what begins it, or presses its buttons. Who
    /// says something else speaks to the handlers behind it, perhaps.
    fn would_take(&self, incoming: &Incoming, entry: &Entry) -> bool {
        match entry.route.trigger {
            Trigger::Survey { command, .. } => {
                incoming.facts.press.is_some() || is_begun_by(incoming, command, &self.services.surveys)
            }
            _ => true,
        }
    }

    /// Whether guards let the update pass. One that the update lacks something for does not.
    async fn is_open(&self, incoming: &Arc<Incoming>, gate: &'static Gate) -> Result<bool, Failed> {
        match gate {
            Gate::One(step) if !step.fits(incoming) => Ok(false),
            Gate::One(step) => Ok(self.run_step(&self.call(incoming), step).await?.is_passed()),
            Gate::Parens(gate) => Box::pin(self.is_open(incoming, gate)).await,
            Gate::Not(gate) => Ok(!Box::pin(self.is_open(incoming, gate)).await?),
            Gate::And(one, other) => Ok(Box::pin(self.is_open(incoming, one)).await?
                && Box::pin(self.is_open(incoming, other)).await?),
            Gate::Or(one, other) => Ok(Box::pin(self.is_open(incoming, one)).await?
                || Box::pin(self.is_open(incoming, other)).await?),
        }
    }
}

/// Has the end of the update told, in logs and metrics.
fn note_refused(entry: &Entry, begun: Since) {
    const REFUSED: &str = "refused";
    Span::current().record("handler", entry.route.function).record("outcome", REFUSED);
    metrics::note_handled(entry.route.function, REFUSED, begun);
}
