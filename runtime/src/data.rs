//! What the bot knows: typed records, decoded when first touched, changed in memory, written by the committer.

mod cache;
mod change;
mod codec;
mod entries;
mod export;
mod listed;
mod map;
mod merge;
mod moves;
mod records;
mod session;
mod waiting;
mod whole;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use change::Change;
pub use change::Taken;
pub(crate) use codec::read_record;
pub use codec::{ReadRecord, Stored, Upgrade, upgrade};
pub(crate) use export::Exported;
pub(crate) use listed::Listed;
pub use map::{AsKey, Map, MapEntry, MapIntoIter, MapIter, MapKey};
pub(crate) use merge::merge_json;
pub use merge::{MergeJson, Merged, Sides};
pub(crate) use moves::{Merges, Moves};
pub(crate) use records::{Former, Records};
pub(crate) use session::Unreadable;
#[cfg(feature = "cli")]
pub(crate) use whole::maps_in;
#[cfg(feature = "playground")]
pub(crate) use whole::{entry, marks_in, whole};

use crate::error::BoxError;
use crate::store::{EntryKey, Owner, RecordKey, Scope, StoreError};

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
    /// What makes the JSON of the type's version 1 that of version 2, and so on. The type's version is one more than
    /// there are.
    const UPGRADES: &[Upgrade] = &[];
}

/// Declares a record of Pouch's own: whose it is, the name under which it is stored, by which path messages name it, if not
/// by that, and what becomes of two when a group becomes a supergroup.
macro_rules! own_record {
    (@path $name:literal) => { $name };
    (@path $name:literal $path:literal) => { $path };
    ($record:ty: $scope:ident, $name:literal $(, path = $path:literal)? $(, merge = $merge:path)?) => {
        impl $crate::data::Data for $record {
            const SCOPE: $crate::store::Scope = $crate::store::Scope::$scope;
            const NAME: &'static str = $name;
            const PATH: &'static str = $crate::data::own_record!(@path $name $($path)?);
            $(const MERGE: Option<fn(Self, &mut Self)> = Some($merge);)?
        }
    };
}

pub(crate) use own_record;

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
    /// A value in a record's map does not fit its type. It is kept as it is.
    #[error(
        "the entry {entry} in the record {key} can't be read as its type, and was left as it is: {source}"
    )]
    UndecodableEntry {
        /// The record.
        key: RecordKey,
        /// The entry's key.
        entry: EntryKey,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// What is stored was written by a later version of the type. It is kept as it is.
    #[error(
        "the record {key} was written by version {found} of its type, and this program knows version {known}; it was left as it is"
    )]
    Newer {
        /// The record.
        key: RecordKey,
        /// The version that wrote it.
        found: u32,
        /// The version of the type in this program.
        known: u32,
    },
    /// The type's upgrades can't make what is stored into what the type is now. It is kept as it is.
    #[error(
        "the record {key} can't be upgraded from version {found} of its type to {known}, and was left as it is: {source}"
    )]
    NotUpgradable {
        /// The record.
        key: RecordKey,
        /// The version that wrote it.
        found: u32,
        /// The version of the type in this program.
        known: u32,
        /// What went wrong.
        source: BoxError,
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
    pub(crate) fn is_about_stored(&self) -> bool {
        match self {
            RecordError::Undecodable { .. }
            | RecordError::UndecodableEntry { .. }
            | RecordError::Newer { .. }
            | RecordError::NotUpgradable { .. }
            | RecordError::Store(_) => true,
            RecordError::Unencodable { .. } | RecordError::NotReadableAgain { .. } => false,
        }
    }

    fn into_not_readable_again(self) -> Self {
        match self {
            RecordError::Undecodable { key, source } => RecordError::NotReadableAgain { key, source },
            other => other,
        }
    }
}
