//! What the bot knows: typed records, decoded when first touched, changed in memory, written by the committer.

mod cache;
mod change;
mod listed;
mod merge;
mod moves;
mod records;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use change::Change;
pub use change::Taken;
pub(crate) use listed::Listed;
pub(crate) use merge::merge_json;
pub use merge::{MergeJson, Merged};
pub(crate) use moves::{Merges, Moves};
pub(crate) use records::Records;

use crate::store::{Owner, RecordKey, Scope, StoreError};

/// A type whose values the bot keeps, one for each owner.
///
/// Put `#[user_data]`, `#[chat_data]`, `#[bot_data]`, `#[member_data]` or `#[topic_data]` on the type's
/// definition rather than write this by hand. Who has no record yet has the type's default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no data of the bot",
    label = "has no records",
    note = "put `#[user_data]`, `#[chat_data]` or `#[bot_data]` on its definition"
)]
pub trait Data: Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Whose data it is.
    const SCOPE: Scope;
    /// The name under which values are stored. Changing it loses sight of what is stored.
    const NAME: &'static str;
    /// The type's path, which tells two types of one name apart.
    const PATH: &'static str;
    /// What becomes of two records when a group becomes a supergroup and both have one: takes the group's, and changes
    /// the supergroup's. Without it, the group's stays, and the other is set aside as a
    /// [`DeadLetter`](crate::store::DeadLetter).
    const MERGE: Option<fn(Self, &mut Self)> = None;
}

/// What an owner without a record has, and a field that a record lacks.
///
/// Generated code calls it instead of `Default`, so that rustc reports a type without that once, at [`Data`].
pub fn initial<T: Data>() -> T {
    T::default()
}

/// The key of the record that holds `T` for this owner.
pub(crate) fn key_of<T: Data>(owner: Owner) -> RecordKey {
    RecordKey { scope: T::SCOPE, owner, name: T::NAME.into() }
}

/// Why a record can't be lent or kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// What is stored does not fit the type. It is kept as it is.
    #[error("the record {key} can't be read as its type, and was left as it is: {source}")]
    Undecodable {
        /// The record.
        key: RecordKey,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// The value can't be written as JSON, for example a map whose keys are no text and no numbers.
    #[error("the record {key} can't be written as JSON: {source}")]
    Unencodable {
        /// The record.
        key: RecordKey,
        /// What can't be written.
        source: serde_json::Error,
    },
    /// The value's JSON would not be readable as its type again, for example because a number is NaN.
    #[error("the record {key} would not be readable again: {source}")]
    NotReadableAgain {
        /// The record.
        key: RecordKey,
        /// What would not fit.
        source: serde_json::Error,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RecordError {
    /// Whether the record is there and can't be read, which is not the fault of the handler that asks for it.
    pub(crate) const fn is_about_stored(&self) -> bool {
        matches!(self, RecordError::Undecodable { .. } | RecordError::Store(_))
    }

    fn into_not_readable_again(self) -> Self {
        match self {
            RecordError::Undecodable { key, source } => RecordError::NotReadableAgain { key, source },
            other => other,
        }
    }
}
