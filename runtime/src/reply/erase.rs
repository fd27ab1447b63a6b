//! Forgetting somebody, as an answer.

use teloxide_core::types::UserId;

use super::into_reply::IntoReply;
use super::outcome::Outcome;
use crate::failure::Failure;

/// Erases all that is stored about a person, as what a handler returns.
///
/// It is done right after the handler's transaction, as [`DataStore::erase`](crate::DataStore::erase) does it, and becomes
/// durable with that transaction: a bot that is killed in between does it at its next start, before anything else.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Erase all that this bot knows about you
/// #[command("forget_me")]
/// fn forget_me(user: &User) -> (Erase, &'static str) {
///     (Erase::person(user.id), "All is forgotten.")
/// }
///
/// let app = App::new(handlers![forget_me]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erase {
    person: i64,
}

impl Erase {
    /// Erases what is stored about that person.
    pub fn person(id: UserId) -> Self {
        // Telegram's ids of users have 52 bits at most.
        Erase { person: id.0.cast_signed() }
    }
}

impl IntoReply for Erase {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        outcome.erase(self.person);
        Ok(())
    }
}
