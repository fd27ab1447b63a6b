//! A timer that was set aside, as a dead letter holds it.

use serde::{Deserialize, Serialize};
use tracing::warn;
use uuid::Uuid;

use super::alarm::Called;
use super::book::PendingTimer;
use crate::store::DeadLetter;

/// A timer that came to nothing, with its chat.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SetAside {
    chat: i64,
    #[serde(flatten)]
    timer: PendingTimer,
}

impl SetAside {
    pub(crate) fn new(chat: i64, timer: &PendingTimer) -> Self {
        SetAside { chat, timer: timer.clone() }
    }

    /// What such a letter holds.
    pub(crate) fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// What is kept where somebody can look at it.
    pub(crate) fn letter(&self, reason: &str) -> DeadLetter {
        let json = serde_json::to_string(self).unwrap_or_default();
        let subject = format!("timer {} of chat {}", self.timer.name(), self.chat);
        warn!(reason, json, "{subject} came to nothing; it is kept as a dead letter");
        DeadLetter::of_timer(subject, reason, json)
    }

    /// Where it belongs, and what runs there once more. It has another id than the timer, which may be set still.
    pub(crate) fn retried(mut self) -> (i64, PendingTimer) {
        self.timer.id = Uuid::new_v4();
        (self.chat, self.timer)
    }

    /// Whether it was set for that person, or in the chat with them.
    pub(crate) fn is_of(&self, person: i64) -> bool {
        self.chat == person || self.timer.is_of(person)
    }
}

impl PendingTimer {
    /// What runs.
    pub(crate) fn called(&self) -> Called {
        let PendingTimer { id, name, speaker, place, .. } = self.clone();
        Called { id, name, speaker, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_holds_all_of_a_timer() {
        let json = r#"{"chat":-7,"id":"00000000-0000-0000-0000-000000000001","name":"remind","due":5,
            "speaker":42,"place":{"thread":3},"fields":{"weight":0.1,"text":"tea"}}"#;
        let letter = SetAside::read(json).unwrap().letter("broken");
        assert_eq!((letter.subject.as_str(), letter.kind.name()), ("timer remind of chat -7", "timer"));
        let aside = SetAside::read(&letter.json).unwrap();
        assert!(aside.is_of(42) && aside.is_of(-7) && !aside.is_of(7));
        let id = aside.timer.id;
        let (chat, timer) = aside.retried();
        assert_eq!((chat, timer.argument("text").and_then(|text| text.as_str())), (-7, Some("tea")));
        assert_eq!(timer.argument("weight").unwrap(), &serde_json::json!(0.1));
        assert!(timer.id != id && timer.called().speaker == Some(42));
    }
}
