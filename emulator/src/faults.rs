//! Trouble on demand: errors, cut connections, silence.

use std::{collections::VecDeque, time::Duration};

use serde_json::{Value, json};

use crate::refusal::Refusal;

/// What goes wrong with a call; planned with [`Emulator::fail`](crate::Emulator::fail).
///
/// ```
/// # use pouch_emulator::Fault;
/// let busy = Fault::retry_after(3).in_chat(1001).times(2);
/// # let _ = busy;
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The call is refused and not applied.
    Error {
        /// `error_code`, and the HTTP status.
        code: u16,
        /// `description`, such as "Bad Request: chat not found".
        description: String,
        /// `parameters.retry_after`, in seconds.
        retry_after: Option<u32>,
        /// `parameters.migrate_to_chat_id`.
        migrate_to_chat_id: Option<i64>,
    },
    /// The connection is closed; the call is not applied.
    CutBefore,
    /// The call is applied, then the connection is closed without an answer.
    CutAfter,
    /// The call is applied and answered after this time.
    Delay(Duration),
    /// The call is not applied and never answered.
    Hang,
    /// The call is applied, and answered by status 200 with a body that is no JSON.
    Garbage,
}

impl Fault {
    /// An error answer without parameters.
    pub fn error(code: u16, description: impl Into<String>) -> Self {
        Self::Error { code, description: description.into(), retry_after: None, migrate_to_chat_id: None }
    }

    /// Error 429, to be tried again after so many seconds.
    pub fn retry_after(seconds: u32) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Self::Error { code: 429, description, retry_after: Some(seconds), migrate_to_chat_id: None }
    }

    /// Error 400 of a group that is now the supergroup `chat_id`.
    pub fn migrated_to(chat_id: i64) -> Self {
        let description = "Bad Request: group chat was upgraded to a supergroup chat".to_owned();
        Self::Error { code: 400, description, retry_after: None, migrate_to_chat_id: Some(chat_id) }
    }

    /// Lets it happen to the next `times` matching calls.
    pub fn times(self, times: usize) -> FaultPlan {
        FaultPlan::from(self).times(times)
    }

    /// Lets it happen only to calls whose `chat_id` is this one.
    pub fn in_chat(self, chat_id: i64) -> FaultPlan {
        FaultPlan::from(self).in_chat(chat_id)
    }

    /// As the control interface calls it.
    fn name(&self) -> &'static str {
        match self {
            Self::Error { retry_after: Some(_), .. } => "retry_after",
            Self::Error { .. } => "error",
            Self::CutBefore => "cut_before",
            Self::CutAfter => "cut_after",
            Self::Delay(_) => "delay",
            Self::Hang => "hang",
            Self::Garbage => "garbage",
        }
    }

    /// The answer of an [`Fault::Error`].
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        let Self::Error { code, description, retry_after, migrate_to_chat_id } = self else { return None };
        let mut refusal = Refusal::new(*code, description.clone());
        if let Some(seconds) = *retry_after {
            refusal = refusal.with_parameter("retry_after", seconds.into());
        }
        if let Some(chat_id) = *migrate_to_chat_id {
            refusal = refusal.with_parameter("migrate_to_chat_id", chat_id);
        }
        Some(refusal)
    }
}

/// A [`Fault`], how often it happens, and to which calls. A plain fault happens once, in any chat.
#[derive(Clone, Debug)]
#[must_use = "a plan does nothing until `Emulator::fail` has it"]
pub struct FaultPlan {
    fault: Fault,
    chat_id: Option<i64>,
    left: usize,
}

impl From<Fault> for FaultPlan {
    fn from(fault: Fault) -> Self {
        Self { fault, chat_id: None, left: 1 }
    }
}

impl FaultPlan {
    /// Lets it happen to the next `times` matching calls.
    pub fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }

    /// Lets it happen only to calls whose `chat_id` is this one.
    pub fn in_chat(mut self, chat_id: i64) -> Self {
        self.chat_id = Some(chat_id);
        self
    }
}

/// What goes wrong with an update before the bot gets it; planned with
/// [`Emulator::fail_update`](crate::Emulator::fail_update).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UpdateFault {
    /// It never comes.
    Lost,
    /// It comes twice, under the same id.
    Twice,
    /// It comes behind the next one.
    Late,
}

impl UpdateFault {
    const ALL: [Self; 3] = [Self::Lost, Self::Twice, Self::Late];

    /// As the control interface calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lost => "update_lost",
            Self::Twice => "update_twice",
            Self::Late => "update_late",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}

/// What goes wrong when an update is brought to the webhook; planned with
/// [`Emulator::fail_delivery`](crate::Emulator::fail_delivery).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryFault {
    /// It does not reach the bot; it is brought again.
    Lost,
    /// It reaches the bot, but its answer gets lost; it is brought again.
    AnswerLost,
}

impl DeliveryFault {
    const ALL: [Self; 2] = [Self::Lost, Self::AnswerLost];

    /// As the control interface calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Lost => "delivery_lost",
            Self::AnswerLost => "delivery_answer_lost",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}

/// Faults without further terms as the control interface shows them: equal ones behind each other as one.
pub(crate) fn runs(names: impl Iterator<Item = &'static str>) -> Vec<Value> {
    let mut runs: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match runs.last_mut() {
            Some((last, times)) if *last == name => *times += 1,
            _ => runs.push((name, 1)),
        }
    }
    runs.into_iter().map(|(name, times)| run(name, times)).collect()
}

fn run(name: &str, times: usize) -> Value {
    json!({ "fault": name, "times": times })
}

/// All plans that have not happened yet.
#[derive(Default)]
pub(crate) struct FaultBook {
    plans: Vec<(String, FaultPlan)>,
    deliveries: VecDeque<DeliveryFault>,
    /// Every call is answered 401.
    pub(crate) token_refused: bool,
}

impl FaultBook {
    /// Plans a fault for a method in any letter case, or for every method: `*`.
    pub(crate) fn plan(&mut self, method: &str, plan: FaultPlan) {
        self.plans.push((method.to_owned(), plan));
    }

    /// The fault of this call, if one is planned: the earliest plan that matches.
    pub(crate) fn take(&mut self, method: &str, chat_id: Option<i64>) -> Option<Fault> {
        let place = self.plans.iter().position(|(wanted, plan)| {
            (wanted == "*" || wanted.eq_ignore_ascii_case(method))
                && (plan.chat_id.is_none() || plan.chat_id == chat_id)
                && plan.left > 0
        })?;
        let plan = &mut self.plans[place].1;
        plan.left -= 1;
        let fault = plan.fault.clone();
        if plan.left == 0 {
            drop(self.plans.remove(place));
        }
        Some(fault)
    }

    /// The plans as the control interface shows them; only faults of calls have a method.
    pub(crate) fn shown(&self) -> Vec<Value> {
        let shown = |(method, plan): &(String, FaultPlan)| {
            let mut shown = run(plan.fault.name(), plan.left);
            shown["method"] = json!(method);
            shown["chat_id"] = json!(plan.chat_id);
            shown
        };
        let calls = self.plans.iter().map(shown);
        calls.chain(runs(self.deliveries.iter().map(|fault| fault.name()))).collect()
    }

    /// Plans a fault for the next attempt to bring an update to the webhook.
    pub(crate) fn plan_delivery(&mut self, fault: DeliveryFault) {
        self.deliveries.push_back(fault);
    }

    /// The fault of this attempt, if one is planned.
    pub(crate) fn take_delivery_fault(&mut self) -> Option<DeliveryFault> {
        self.deliveries.pop_front()
    }

    pub(crate) fn clear(&mut self) {
        self.deliveries.clear();
        self.plans.clear();
    }
}
