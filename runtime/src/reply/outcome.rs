//! What comes of a handler: the calls that it returned and the records that it changed.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use tracing::warn;

use super::draft::Draft;
use super::file::{Attached, attach};
use super::into_reply::IntoReply;
use super::payments::{Checkout, Shipping};
use super::press_answer::PressAnswer;
use crate::button::{Hold, Kept, KeptButton, Opened};
use crate::data::{Change, Data, Taken};
use crate::failure::Failure;
use crate::params::{Call, Finished, Services};
use crate::store::Owner;
use crate::timer::{Alarm, Order, Timers};
use crate::update::{Address, Incoming, Place};

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
    incoming: Arc<Incoming>,
    outgoing: Vec<Outgoing>,
    changes: Vec<Change>,
    /// Buttons that the store has to keep.
    kept: Vec<KeptButton>,
    /// The survey that the update finished.
    finished: Option<Finished>,
    /// What is wanted of the chat's timers.
    orders: Vec<Order>,
    /// When something is to be looked at.
    alarms: Vec<Alarm>,
    /// Who is to be forgotten.
    forgotten: Vec<i64>,
    /// Whether the update is for other handlers, and this comes after what they do.
    is_left: bool,
    /// Whether the function lets the update pass, to the handler that it guards or to those behind it.
    is_passed: bool,
}

/// A call of the Bot API, to be made after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The chat that it concerns, or 0; calls of one lane are made one after the other.
    pub(crate) lane: i64,
    pub(crate) method: Cow<'static, str>,
    /// The parameters as JSON text.
    pub(crate) payload: String,
    /// Files that go with them. They are in the payload before anything is committed.
    pub(crate) files: Vec<Attached>,
    /// Who is to learn which message it became.
    pub(crate) watch: Option<Watch>,
}

impl Outgoing {
    /// A call with these parameters, as JSON text.
    pub(crate) fn new(lane: i64, method: impl Into<Cow<'static, str>>, payload: String) -> Outgoing {
        Outgoing { lane, method: method.into(), payload, files: Vec::new(), watch: None }
    }
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
            incoming: Arc::clone(&call.incoming),
            outgoing: Vec::new(),
            changes: Vec::new(),
            kept: Vec::new(),
            finished: None,
            orders: call.fired.iter().map(|fired| Order::Fired(fired.id)).collect(),
            alarms: Vec::new(),
            forgotten: Vec::new(),
            is_left: false,
            is_passed: false,
        }
    }

    /// Has something looked at, at that moment.
    pub(crate) fn wake(&mut self, alarm: Alarm) {
        self.alarms.push(alarm);
    }

    /// When something is to be looked at.
    pub(crate) fn take_alarms(&mut self) -> Vec<Alarm> {
        std::mem::take(&mut self.alarms)
    }

    /// Has all erased that is stored about a person.
    pub(super) fn erase(&mut self, person: i64) {
        self.forgotten.push(person);
    }

    /// Who is to be forgotten.
    pub(crate) fn take_forgotten(&mut self) -> Vec<i64> {
        std::mem::take(&mut self.forgotten)
    }

    /// Whether there is a function that timers of that name run.
    pub(super) fn has_timer(&self, name: &str) -> bool {
        self.services.timers.contains(name)
    }

    /// Sets or cancels a timer of the chat.
    pub(super) fn order(&mut self, order: Order) {
        self.orders.push(order);
    }

    /// The owner of the speaker's user record.
    pub(super) fn speaker(&self) -> Option<i64> {
        self.incoming.facts.user_owner()
    }

    /// Does what is wanted of the chat's timers.
    pub(crate) async fn keep_timers(&mut self) -> Result<(), Failure> {
        let Some(address) = self.address.as_ref().filter(|_| !self.orders.is_empty()) else { return Ok(()) };
        let Services { records, clock, .. } = &*self.services;
        let mut timers = records.taken::<Timers>(Owner::new(address.chat)).await?;
        let now = clock.now();
        self.orders.drain(..).try_for_each(|order| timers.take(order, now))?;
        self.alarms.extend(timers.alarm(address.chat));
        self.changes.extend(timers.into_change(records)?);
        Ok(())
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

    /// Lets the update pass: to the handler that a guard or a layer stands before, or to the handlers behind this one.
    pub(crate) fn pass_on(&mut self) {
        self.is_passed = true;
    }

    pub(crate) fn is_passed(&self) -> bool {
        self.is_passed
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
        } else if self.refuse_order(text) {
            // Whoever is about to pay is told by that.
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

    /// Tells whose press came to nothing, or whose payment, unless an answer says something else.
    pub(crate) fn excuse(&mut self, text: &str) {
        self.toast_if_silent(text);
        if self.outgoing.is_empty() {
            self.refuse_order(text);
        }
    }

    /// Refuses the payment or shipping that Telegram asks about, if it does.
    fn refuse_order(&mut self, reason: &str) -> bool {
        Checkout::refuse(reason).into_reply(self).is_ok() || Shipping::refuse(reason).into_reply(self).is_ok()
    }

    /// Adds what came of another handler for the same update.
    pub(crate) fn append(&mut self, other: Outcome) {
        self.outgoing.extend(other.outgoing);
        self.changes.extend(other.changes);
        self.alarms.extend(other.alarms);
        self.forgotten.extend(other.forgotten);
        if let (Some(press), Some(other)) = (&mut self.press, other.press) {
            press.append(other);
        }
    }

    /// Another for the same update, in which nothing has happened yet.
    pub(crate) fn empty(&self) -> Outcome {
        Outcome {
            address: self.address.clone(),
            press: None,
            services: Arc::clone(&self.services),
            incoming: Arc::clone(&self.incoming),
            outgoing: Vec::new(),
            changes: Vec::new(),
            kept: Vec::new(),
            finished: None,
            orders: Vec::new(),
            alarms: Vec::new(),
            forgotten: Vec::new(),
            is_left: false,
            is_passed: false,
            ..*self
        }
    }

    /// Takes the changes out, to be shown to the functions that run behind this one.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// The calls that were returned so far.
    pub(crate) fn outgoing(&self) -> &[Outgoing] {
        &self.outgoing
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

    /// Where the message with the pressed button is.
    pub(super) fn pressed_in(&self) -> Option<&Place> {
        self.press.as_ref().map(|press| &press.press.place)
    }

    /// The id of the query that the update is, for an answer of that name to queries of that kind.
    pub(super) fn query(&self, kind: &str, answer: &str) -> Result<String, Failure> {
        self.incoming.query(kind).ok_or_else(|| {
            let none = format!("`{answer}` answers an update of the kind `{kind}`, and this is none");
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
        // The store keeps them with the update's chat, whose keys this transaction holds.
        let is_own = self.address.as_ref().is_some_and(|address| address.chat == chat);
        let pressed = self.press.as_ref().is_some_and(|press| press.press.chat() == chat && chat != 0);
        let kept = (is_own || pressed).then_some(&mut self.kept);
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
    pub(crate) fn lane(&self) -> i64 {
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
        method: impl Into<Cow<'static, str>>,
        parameters: &impl Serialize,
    ) -> Result<(), Failure> {
        let payload = serde_json::to_string(parameters).map_err(|error| Failure::Returned(error.into()))?;
        self.outgoing.push(Outgoing::new(lane, method, payload));
        Ok(())
    }

    /// Adds a call that sends a message.
    pub(super) fn push_draft(&mut self, lane: i64, draft: Draft) -> Result<(), Failure> {
        self.push(lane, draft.method, &draft.parameters)?;
        if let Some(call) = self.outgoing.last_mut() {
            call.files = draft.files;
        }
        Ok(())
    }

    /// Reads the files of all calls, and makes them parts of their payloads.
    pub(crate) async fn attach_files(&mut self) -> Result<(), Failure> {
        for call in self.outgoing.iter_mut().filter(|call| !call.files.is_empty()) {
            let (payload, files) = (std::mem::take(&mut call.payload), std::mem::take(&mut call.files));
            let reading = tokio::task::spawn_blocking(move || attach(&payload, files));
            call.payload = reading.await.map_err(|error| Failure::Returned(error.into()))??;
        }
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
