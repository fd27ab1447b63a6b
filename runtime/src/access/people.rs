//! What a person may ask for: to see all that is stored about them, and that it be erased.

use super::{AccessError, DataStore, Id};
use crate::error::BoxError;
use crate::store::StoreError;

impl DataStore {
    /// All that is stored about a person, as JSON text: an array with an object for each record.
    ///
    /// These are their own records, those that they have as members of chats, and those of their private chat with the
    /// bot, with all entries of maps, what surveys keep of their answers, and the timers that were set for them in the chats of
    /// others (the rest of such a record is left out, and `partial` says so). What other records say about them, such
    /// as a chat's list of names, only the bot itself knows. Handlers may use it, too; what they themselves have just
    /// changed is not in it.
    ///
    /// # Errors
    /// If the bot has stopped, or the store can't be read.
    pub async fn export(&self, person: impl Into<Id>) -> Result<String, AccessError> {
        let dispatcher = self.link.dispatcher().await.ok_or(AccessError::Stopped)?;
        let exported = dispatcher.export(person.into().0).await?;
        let failed = |error: serde_json::Error| StoreError::Failed {
            doing: "writing an export",
            source: BoxError::from(error),
        };
        Ok(serde_json::to_string_pretty(&exported).map_err(failed)?)
    }

    /// Erases all that is stored about a person, as one transaction, and returns when that is durable: the number of
    /// records that are gone.
    ///
    /// What is erased is what [`export`](DataStore::export) shows, and dead letters with the person's updates and
    /// timers. It waits its turn in all chats that the person has data in, so no handler that runs at the same time brings anything back. What comes from the person afterwards
    /// begins anew, from the defaults.
    ///
    /// A handler of that person's update must not wait for this: it would wait for itself. It returns
    /// [`Erase`](crate::Erase) instead.
    ///
    /// # Errors
    /// If the bot has stopped, or the store can't be read; nothing is erased then, unless the bot stopped in the middle.
    pub async fn erase(&self, person: impl Into<Id>) -> Result<usize, AccessError> {
        let dispatcher = self.link.dispatcher().await.ok_or(AccessError::Stopped)?;
        let erased = dispatcher.erase(person.into().0).await.ok_or(AccessError::Stopped)?;
        Ok(erased?)
    }
}
