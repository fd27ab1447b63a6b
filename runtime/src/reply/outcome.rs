//! What comes of a handler: the calls that it returned and the records that it changed.

use std::sync::Arc;

use serde::Serialize;
use tracing::warn;

use super::into_reply::IntoReply;
use super::press_answer::PressAnswer;
use crate::button::{Hold, Kept, KeptButton, Opened};
use crate::data::{Change, Data, Taken};
use crate::failure::Failure;
use crate::params::{Call, Finished, Services};
use crate::store::Owner;
use crate::update::Address;

/// What comes of a handler: the calls that it returned and the records that it changed.
pub struct Outcome {
    address: Option<Address>,
    /// The answer to a press, if the update is one.
    press: Option<PressAnswer>,
    /// The lane of calls that name no chat.
    lane: i64,
    /// Whether it is that of a handler for failures, which may be called for any update.
    is_of_failure: bool,
    services: Arc<Services>,
    outgoing: Vec<Outgoing>,
    changes: Vec<Change>,
    /// Buttons that the store has to keep.
    kept: Vec<KeptButton>,
    /// The survey that the update finished.
    finished: Option<Finished>,
    /// When a person's surveys are to be looked at.
    wake: Option<(i64, Owner)>,
    /// Whether the update is for other handlers, and this comes after what they do.
    is_left: bool,
}

/// A call of the Bot API, to be made after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The chat that it concerns, or 0; calls of one lane are made one after the other.
    pub(crate) lane: i64,
    pub(crate) method: &'static str,
    /// The parameters as JSON text.
    pub(crate) payload: String,
    /// Who is to learn which message it became.
    pub(crate) watch: Option<Watch>,
}

/// A message whose id is to be known: a card of a person's survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Watch {
    /// The person in the chat.
    pub(crate) owner: Owner,
    /// Which of the person's cards.
    pub(crate) card: u64,
}

/// A record lent by `&mut`, or by `Option<&mut>`.
pub trait Keep {
    /// Adds the change, if there is any, to the outcome.
    fn keep(self, outcome: &mut Outcome) -> Result<(), Failure>;
}

impl Outcome {
    /// An empty outcome of that call.
    pub fn new(call: &Call) -> Self {
        Outcome {
            address: call.address().cloned(),
            press: PressAnswer::of(&call.incoming.facts),
            lane: call.incoming.facts.lane(),
            is_of_failure: call.failure.is_some(),
            services: Arc::clone(&call.services),
            outgoing: Vec::new(),
            changes: Vec::new(),
            kept: Vec::new(),
            finished: None,
            wake: None,
            is_left: false,
        }
    }

    /// Has a person's surveys looked at, at that time in seconds since 1970.
    pub(crate) fn wake(&mut self, due: i64, owner: Owner) {
        self.wake = Some((due, owner));
    }

    /// When a person's surveys are to be looked at.
    pub(crate) fn take_wake(&mut self) -> Option<(i64, Owner)> {
        self.wake.take()
    }

    /// Has the answers to a survey handled, in the same transaction.
    pub(crate) fn finish(&mut self, survey: Finished) {
        self.finished = Some(survey);
    }

    /// The survey that was finished.
    pub(crate) fn take_finished(&mut self) -> Option<Finished> {
        self.finished.take()
    }

    /// Leaves the update to the handlers behind this one, and adds this to what comes of them.
    pub(crate) fn leave_to_others(&mut self) {
        self.is_left = true;
    }

    pub(crate) fn is_left_to_others(&self) -> bool {
        self.is_left
    }

    /// Keeps what the handler did to a record.
    pub fn keep(&mut self, record: impl Keep) -> Result<(), Failure> {
        record.keep(self)
    }

    /// Answers a press with an alert, and what else came from a chat with a plain text.
    pub(crate) fn say(&mut self, text: &str) {
        if let Some(press) = &mut self.press {
            press.say_if_silent(text, true);
        } else if text.into_reply(self).is_err() {
            warn!(text, "there is no chat in which to say this");
        }
    }

    /// Answers a press that was not answered yet with a toast.
    pub(crate) fn toast_if_silent(&mut self, text: &str) {
        if let Some(press) = &mut self.press {
            press.say_if_silent(text, false);
        }
    }

    /// Adds what came of another handler for the same update.
    pub(crate) fn append(&mut self, other: Outcome) {
        self.outgoing.extend(other.outgoing);
        self.changes.extend(other.changes);
        self.wake = self.wake.or(other.wake);
        if let (Some(press), Some(other)) = (&mut self.press, other.press) {
            press.append(other);
        }
    }

    /// The same for any number of others.
    pub(crate) fn append_all(&mut self, others: impl IntoIterator<Item = Outcome>) {
        others.into_iter().for_each(|other| self.append(other));
    }

    /// What is to be committed: the changes, and the calls, of which a press's answer comes first.
    pub(crate) fn into_parts(self) -> (Vec<Change>, Vec<Outgoing>) {
        let answer = self.press.map(PressAnswer::into_call);
        (self.changes, answer.into_iter().chain(self.outgoing).collect())
    }

    /// The answer to the press, for an answer of that name, which only a press can have.
    pub(super) fn press(&mut self, answer: &str) -> Result<&mut PressAnswer, Failure> {
        self.press.as_mut().ok_or_else(|| {
            let none = format!("`{answer}` answers the press of a button, and this update is none");
            Failure::Returned(none.into())
        })
    }

    /// Answers the press by a call that the handler made itself; false if it is for another one, or there is none.
    pub(super) fn answers_press(&mut self, query: &str, call: &Outgoing) -> Result<bool, Failure> {
        match &mut self.press {
            Some(press) if press.press.query == query => press.answer_by(call.clone()).map(|()| true),
            _ => Ok(false),
        }
    }

    /// What becomes of buttons that are shown in that chat.
    pub(super) fn hold(&mut self, chat: i64) -> Hold<'_> {
        let kept = self.address.is_some().then_some(&mut self.kept);
        Hold { chat, seal: &self.services.seal, kept }
    }

    /// Keeps the buttons that need it, and forgets the pressed one if its only use `is_over`.
    pub(crate) async fn keep_buttons(&mut self, is_over: bool) -> Result<(), Failure> {
        let Some(address) = &self.address else { return Ok(()) };
        let data = self.press.as_ref().and_then(|press| press.press.data.as_deref());
        let used = data.filter(|_| is_over).and_then(Opened::read).and_then(|opened| opened.key());
        if self.kept.is_empty() && used.is_none() {
            return Ok(());
        }
        let mut kept = self.services.records.taken::<Kept>(Owner::new(address.chat)).await?;
        if let Some(key) = used {
            kept.use_up(key);
        }
        kept.add(self.kept.drain(..));
        self.changes.extend(kept.into_change(&self.services.records)?);
        Ok(())
    }

    /// The lane of calls that name no chat.
    pub(super) fn lane(&self) -> i64 {
        self.lane
    }

    /// What becomes of a message where there is no chat to send it to: an error of the handler, unless it may not know.
    pub(super) fn leave_unsent(&self) -> Result<(), Failure> {
        if self.press.is_some() || self.is_of_failure {
            return Ok(());
        }
        let none = "there is no chat to send a message to: return a request of teloxide-core that names one";
        Err(Failure::Returned(none.into()))
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
        self.outgoing.push(Outgoing { lane, method, payload, watch: None });
        Ok(())
    }

    /// Adds a call that was made elsewhere.
    pub(crate) fn add(&mut self, call: Outgoing) {
        self.outgoing.push(call);
    }

    /// Has it noted which message the latest call makes.
    pub(crate) fn watch_latest(&mut self, watch: Watch) {
        if let Some(call) = self.outgoing.last_mut() {
            call.watch = Some(watch);
        }
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
