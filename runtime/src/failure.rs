//! Why a handler came to nothing.

mod user_error;

use std::error::Error;
use std::time::Duration;

pub use user_error::UserError;

use crate::data::RecordError;
pub use crate::error::BoxError;
use crate::store::StoreError;

/// Why a handler came to nothing, for the dispatcher.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// What the person typed can't be understood; the text tells them what is expected.
    Usage(String),
    /// The handler returned [`UserError`]; the text is for the person.
    User(UserError),
    /// The button that was pressed holds what its handler does not know any more.
    OutOfDate,
    /// The handler returned another error.
    Returned(BoxError),
    /// A record can't be lent or kept.
    Record(RecordError),
    /// Something that the router found was gone when it was to be lent.
    Missing(&'static str),
    /// The store failed: not the handler's fault, and to be tried again.
    Store(StoreError),
    /// The handler found, by what is stored, that the update is not for it.
    NotTaken,
}

impl From<RecordError> for Failure {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Store(error) if error.may_pass() => Failure::Store(error),
            error => Failure::Record(error),
        }
    }
}

impl From<BoxError> for Failure {
    fn from(error: BoxError) -> Self {
        let mut causes =
            std::iter::successors(Some(&*error as &(dyn Error + 'static)), |&cause| cause.source());
        match causes.find_map(|cause| cause.downcast_ref::<UserError>()) {
            Some(said) => Failure::User(said.clone()),
            None => Failure::Returned(error),
        }
    }
}

/// What an `#[on_error]` handler is called for, borrowed as `&HandlerError`.
///
/// When it runs, everything that the failed handler changed has been rolled back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandlerError {
    /// A handler returned an error.
    #[error("{handler} failed: {source}")]
    Returned {
        /// The handler's path.
        handler: &'static str,
        /// What it returned.
        source: BoxError,
    },
    /// A handler panicked.
    #[error("{handler} panicked: {message}")]
    Panicked {
        /// The handler's path.
        handler: &'static str,
        /// The panic's message.
        message: String,
    },
    /// A handler did not end in time.
    #[error("{handler} did not end within {after:?}")]
    TimedOut {
        /// The handler's path.
        handler: &'static str,
        /// The deadline.
        after: Duration,
    },
    /// Telegram will never take a reply, since the person blocked the bot, for example. It is given up; the next replies
    /// in the chat are sent.
    ///
    /// It comes on its own, with no update: handlers that borrow something of an update are passed over, and what is
    /// returned for the same chat is not sent. Where no `#[on_error]` handler fits, it is logged.
    #[error("`{method}` to chat {chat} was refused: {description}")]
    Undelivered {
        /// The Bot API method, such as `SendMessage`.
        method: String,
        /// The chat, or 0 for a call that concerns none.
        chat: i64,
        /// What Telegram says.
        description: String,
    },
    /// A record can't be lent to a handler, or not be kept.
    #[error("{handler} could not run: {source}")]
    Record {
        /// The handler's path.
        handler: &'static str,
        /// What is wrong with the record.
        source: RecordError,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_for_the_person_is_found_below_another_error() {
        #[derive(Debug, thiserror::Error)]
        #[error("no")]
        struct Wrapped(#[source] UserError);

        let failure = Failure::from(BoxError::from(Wrapped(UserError::new("Not enough coins"))));
        assert!(matches!(failure, Failure::User(said) if said.text() == "Not enough coins"));
        assert!(matches!(Failure::from(BoxError::from("broken")), Failure::Returned(_)));
    }
}
