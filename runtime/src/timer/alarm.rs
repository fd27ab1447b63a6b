//! Moments at which something is due.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::Owner;
use crate::update::Address;

/// A moment at which something is due. What that is stands in the store; this only says when to look, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alarm {
    /// Seconds since 1970.
    pub(crate) due: i64,
    pub(crate) whose: Whose,
    /// What a chat's timer runs.
    pub(crate) called: Option<Called>,
}

/// Whose moments these are; each has one, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// The surveys of a person in a chat.
    Surveys(Owner),
    /// The timers of a chat.
    Chat(i64),
    /// A function that recurs, by its name.
    Job(&'static str),
}

/// What a timer runs, as far as it must be known before the store is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    /// The timer.
    pub(crate) id: Uuid,
    /// The function's stored name.
    pub(crate) name: String,
    /// The person, or the chat that spoke as one, for whom it was set.
    pub(crate) speaker: Option<i64>,
    pub(crate) place: Place,
}

/// Where in its chat something takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    business: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_topic: Option<i64>,
}

impl Place {
    /// The place of that address.
    pub(crate) fn of(address: &Address) -> Self {
        let Address { thread, business, direct_topic, .. } = address.clone();
        Place { thread, business, direct_topic }
    }

    /// The address of that place in the chat.
    pub(crate) fn address(self, chat: i64) -> Address {
        let Place { thread, business, direct_topic } = self;
        Address { chat, thread, business, direct_topic, ..Address::default() }
    }
}
