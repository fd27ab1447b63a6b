//! A record lent for changing, and the change that comes of it.

use std::any::Any;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::records::{Records, decode, encode};
use super::{Data, RecordError};
use crate::store::{Record, RecordKey, Version, Write};

/// A record taken out for changing. Dropped, it leaves the record as if it had never been touched.
#[derive(Debug)]
pub struct Taken<T> {
    pub(super) key: RecordKey,
    pub(super) value: T,
    /// The JSON of the value as it was taken.
    pub(super) before: Arc<str>,
    /// The version of the record in the store, or on its way there; `None` if there is no record.
    pub(super) version: Option<Version>,
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
    pub(super) after: After,
}

/// What memory holds of a record after a change. There is JSON also where the store keeps no record, because the value
/// is the default.
pub(super) enum After {
    /// The value, and its JSON.
    Value(Arc<dyn Any + Send + Sync>, Arc<str>),
    /// JSON, not decoded yet.
    Json(Arc<str>),
    Nothing,
}

impl<T: Data> Taken<T> {
    /// Compares the value with what it was; an unchanged one goes back to the cache.
    pub(crate) fn into_change(self, records: &Records) -> Result<Option<Change>, RecordError> {
        let Taken { key, value, before, version } = self;
        let json = encode(&key, &value)?;
        let is_default = json == encode(&key, &T::default())?;
        if json == before || is_default && version.is_none() {
            records.give_back(&key, Arc::new(value), json);
            return Ok(None);
        }
        // JSON has no NaN, for one: what can't be read again must fail now, while it can be rolled back.
        decode::<T>(&key, &json).map_err(RecordError::into_not_readable_again)?;
        let record = (!is_default).then(|| Record { json: Arc::clone(&json), version: Version::fresh() });
        let write = Write { key, expected: version, record };
        Ok(Some(Change { write, after: After::Value(Arc::new(value), json) }))
    }
}
