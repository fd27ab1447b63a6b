//! Dead letters: what was set aside, for who looks after the bot.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::{AccessError, Link};
use crate::dispatch::{Dispatcher, Retry};
use crate::store::DeadLetter;

/// What was set aside, to be shown, retried and dropped; made by
/// [`DataStore::dead_letters`](crate::DataStore::dead_letters).
///
/// ```no_run
/// # async fn example(app: &pouch::App) -> Result<(), pouch::AccessError> {
/// let letters = app.data_store().dead_letters();
/// for letter in letters.list().await? {
///     println!("{}: {} ({})", letter.id, letter.subject, letter.reason);
///     letters.retry(letter.id).await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// While the bot does not run, [`Store::dead_letters`](crate::store::Store::dead_letters) lists them, and a
/// [`Batch`](crate::store::Batch) with [`LetterChange`](crate::store::LetterChange)s drops them or has the next start
/// retry them.
#[derive(Clone)]
pub struct DeadLetters {
    link: Arc<Link>,
}

/// What came of retrying a dead letter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retried {
    /// The update was handled, or the timer has run; the letter is gone.
    Handled,
    /// The handler failed again. This letter has taken the place of the former one.
    FailedAgain(DeadLetter),
}

impl DeadLetters {
    pub(super) fn new(link: Arc<Link>) -> Self {
        DeadLetters { link }
    }

    /// All of them, the oldest first.
    ///
    /// # Errors
    /// If the bot has stopped, or the store can't be read.
    pub async fn list(&self) -> Result<Vec<DeadLetter>, AccessError> {
        Ok(self.dispatcher().await?.letters().await?)
    }

    /// Handles the update once more, as if it arrived now, or runs the timer's function, in its chat and for its person, and
    /// returns when what comes of it is durable. The letter goes in the same transaction, so it counts once, whatever
    /// happens in between. A timer that recurs keeps its times.
    ///
    /// Don't wait for it in a handler: the update may need what the handler holds.
    ///
    /// # Errors
    /// If the bot has stopped, if the store can't be read, if there is no letter with that id or it is being retried
    /// already, or if it holds neither an update nor
    /// a timer.
    pub async fn retry(&self, id: Uuid) -> Result<Retried, AccessError> {
        match self.dispatcher().await?.retry(id).await? {
            Retry::Handled => Ok(Retried::Handled),
            Retry::Failed(letter) => Ok(Retried::FailedAgain(letter)),
            Retry::Unknown => Err(AccessError::NoSuchLetter { id }),
            Retry::NoUpdate => Err(AccessError::NoUpdate { id }),
            Retry::Stopped => Err(AccessError::Stopped),
        }
    }

    /// Drops a letter, and returns when that is durable; false if there is none with that id.
    ///
    /// # Errors
    /// If the bot has stopped, or the store can't be read.
    pub async fn drop(&self, id: Uuid) -> Result<bool, AccessError> {
        Ok(self.dispatcher().await?.drop_letter(id).await?)
    }

    async fn dispatcher(&self) -> Result<Arc<Dispatcher>, AccessError> {
        self.link.dispatcher().await.ok_or(AccessError::Stopped)
    }
}

impl fmt::Debug for DeadLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeadLetters").finish_non_exhaustive()
    }
}
