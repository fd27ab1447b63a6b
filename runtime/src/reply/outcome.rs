//! What comes of a handler: the calls that it returned and the records that it changed.

use std::sync::Arc;

use serde::Serialize;

use super::into_reply::IntoReply;
use crate::data::{Change, Data, Taken};
use crate::failure::Failure;
use crate::params::{Call, Services};
use crate::update::Address;

/// What comes of a handler: the calls that it returned and the records that it changed.
pub struct Outcome {
    address: Option<Address>,
    services: Arc<Services>,
    pub(crate) outgoing: Vec<Outgoing>,
    pub(crate) changes: Vec<Change>,
}

/// A call of the Bot API, to be made after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The chat that it concerns, or 0; calls of one lane are made one after the other.
    pub(crate) lane: i64,
    pub(crate) method: &'static str,
    /// The parameters as JSON text.
    pub(crate) payload: String,
}

/// A record lent by `&mut`, or by `Option<&mut>`.
pub trait Keep {
    /// Adds the change, if there is any, to the outcome.
    fn keep(self, outcome: &mut Outcome) -> Result<(), Failure>;
}

impl Outcome {
    /// An empty outcome of that call.
    pub fn new(call: &Call) -> Self {
        let address = call.address().cloned();
        Outcome { address, services: Arc::clone(&call.services), outgoing: Vec::new(), changes: Vec::new() }
    }

    /// Keeps what the handler did to a record.
    pub fn keep(&mut self, record: impl Keep) -> Result<(), Failure> {
        record.keep(self)
    }

    /// Answers with a plain text, if the update came from a chat.
    pub(crate) fn say(&mut self, text: &str) {
        // A plain text always becomes JSON.
        let _ = text.into_reply(self);
    }

    /// Where answers go, if the update came from a chat.
    pub(super) fn address(&self) -> Option<&Address> {
        self.address.as_ref()
    }

    /// Adds a call.
    pub(super) fn push(
        &mut self,
        lane: i64,
        method: &'static str,
        parameters: &impl Serialize,
    ) -> Result<(), Failure> {
        let payload = serde_json::to_string(parameters).map_err(|error| Failure::Returned(error.into()))?;
        self.outgoing.push(Outgoing { lane, method, payload });
        Ok(())
    }
}

impl<T: Data> Keep for Taken<T> {
    fn keep(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let change = self.into_change(&outcome.services.records)?;
        outcome.changes.extend(change);
        Ok(())
    }
}

impl<T: Keep> Keep for Option<T> {
    fn keep(self, outcome: &mut Outcome) -> Result<(), Failure> {
        self.map_or(Ok(()), |record| record.keep(outcome))
    }
}
