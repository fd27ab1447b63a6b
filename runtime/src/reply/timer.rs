//! Timers as answers.

use super::into_reply::IntoReply;
use super::outcome::Outcome;
use crate::failure::Failure;
use crate::timer::{CancelTimer, Place, Timer};

impl IntoReply for Timer {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let name = self.name();
        if !outcome.has_timer(name) {
            let unlisted = format!("nothing would run the timer `{name}`: list its function in `handlers!`");
            return Err(Failure::Returned(unlisted.into()));
        }
        let place = Place::of(outcome.address().ok_or_else(no_chat)?);
        let order = self.set(place, outcome.speaker())?;
        outcome.order(order);
        Ok(())
    }
}

impl IntoReply for CancelTimer {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.address().ok_or_else(no_chat)?;
        outcome.order(self.into_order());
        Ok(())
    }
}

fn no_chat() -> Failure {
    Failure::Returned("a timer belongs to a chat, and this update is from none".into())
}
