//! A record lent for changing, and the change that comes of it.

use std::any::Any;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::codec::{self, encode_whole, keep};
use super::records::Records;
use super::session::{Kept, Session};
use super::{Data, RecordError};
use crate::store::{EntryWrite, MapId, Record, RecordKey, Version, Write};

/// A record taken out for changing. Dropped, it leaves the record as if it had never been touched.
#[derive(Debug)]
pub struct Taken<T> {
    pub(super) key: RecordKey,
    pub(super) value: T,
    /// The JSON of the value as it was taken.
    pub(super) before: Arc<str>,
    /// The version of the record in the store, or on its way there; `None` if there is no record.
    pub(super) version: Option<Version>,
    /// What its maps have in common, if there are any.
    pub(super) session: Option<Arc<Session>>,
}

impl<T> Deref for Taken<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Taken<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// A record's change, ready to be published in memory and written to the store.
pub(crate) struct Change {
    pub(crate) write: Write,
    /// What changes in the record's maps.
    pub(crate) entries: Vec<EntryWrite>,
    /// The maps that the record no longer holds.
    pub(crate) cleared: Vec<MapId>,
    pub(super) after: After,
}

/// What memory holds of a record after a change. There is JSON also where the store keeps no record, because the value
/// is the default.
pub(super) enum After {
    /// The value, its JSON, and the version of its type.
    Value(Arc<dyn Any + Send + Sync>, Arc<str>, u32),
    /// JSON, to be decoded, and the version of the type that wrote it.
    Json(Arc<str>, u32),
    Nothing,
}

impl Change {
    /// A change of a record alone.
    pub(super) fn of(write: Write, after: After) -> Self {
        Change { write, entries: Vec::new(), cleared: Vec::new(), after }
    }
}

impl<T: Data> Taken<T> {
    /// Compares the value with what it was; an unchanged one goes back to the cache.
    pub(crate) fn into_change(self, records: &Records) -> Result<Option<Change>, RecordError> {
        let Taken { key, value, before, version, session } = self;
        let (json, Kept { has_maps, is_changed, writes: entries, maps }) =
            keep(&key, &value, session.as_ref())?;
        let is_default = json == encode_whole(&key, &T::default())?;
        if json == before && !is_changed || is_default && version.is_none() {
            if !has_maps {
                records.give_back(&key, value, json);
            }
            return Ok(None);
        }
        let type_version = codec::version::<T>();
        // JSON has no NaN, for one: what can't be read again must fail now, while it can be rolled back.
        let read_again = records.decoder().decode::<T>(&key, &json, type_version);
        read_again.map_err(RecordError::into_not_readable_again)?;
        let record = Record { json: Arc::clone(&json), version: Version::fresh(), type_version };
        let cleared = session.map(|session| session.gone(&maps)).unwrap_or_default();
        let write = Write { key, expected: version, record: (!is_default).then_some(record) };
        let after = if has_maps {
            After::Json(json, type_version)
        } else {
            After::Value(Arc::new(value), json, type_version)
        };
        Ok(Some(Change { write, entries, cleared, after }))
    }
}
