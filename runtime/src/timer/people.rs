//! The timers that were set for one person in the chats of others.

use tracing::warn;

use super::book::Timers;
use crate::data::{Change, Exported, RecordError, Records};
use crate::error::Chain;
use crate::store::{Owner, StoreError};

impl Records {
    /// The chats of others in which timers wait that were set for that person, with these alone.
    pub(crate) async fn timers_of(&self, person: i64) -> Result<Vec<(Owner, Timers)>, StoreError> {
        let mut listed = self.listed::<Timers>();
        let mut found = Vec::new();
        loop {
            match listed.next(self).await {
                // Those of their own chat with the bot are theirs as a whole.
                Ok(Some((owner, _))) if owner.id == person => (),
                Ok(Some((owner, timers))) => found.extend(timers.of(person).map(|timers| (owner, timers))),
                Ok(None) => return Ok(found),
                Err(RecordError::Store(error)) => return Err(error),
                Err(error) => warn!(error = %Chain(&error), "a chat's timers can't be read"),
            }
        }
    }

    /// The same, as an export shows them.
    pub(crate) async fn export_timers_of(&self, person: i64) -> Result<Vec<Exported>, StoreError> {
        let found = self.timers_of(person).await?;
        Ok(found.into_iter().filter_map(|(owner, timers)| Exported::part_of(owner, &timers)).collect())
    }

    /// What takes a person's timers out of the chat of others.
    pub(crate) async fn without_timers_of(
        &self,
        person: i64,
        owner: Owner,
    ) -> Result<Option<Change>, RecordError> {
        let mut timers = self.taken::<Timers>(owner).await?;
        timers.forget(person);
        timers.into_change(self)
    }
}
