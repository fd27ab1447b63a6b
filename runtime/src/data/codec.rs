//! Records as JSON: reading one as its type, by its upgrades if it is older, and writing it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::entries::Entries;
use super::session::{Context, Kept, Session, within};
use super::{Data, RecordError};
use crate::error::BoxError;
use crate::store::{Record, RecordKey};

/// Makes the JSON of one version of a type into that of the next.
pub type Upgrade = fn(Value) -> Result<Value, BoxError>;

/// Runs one step of an upgrade, of whichever types it is.
pub fn upgrade<Old, New, E>(json: Value, step: fn(Old) -> Result<New, E>) -> Result<Value, BoxError>
where
    Old: DeserializeOwned,
    New: Serialize,
    E: Into<BoxError>,
{
    let new = step(serde_json::from_value(json)?).map_err(Into::into)?;
    Ok(serde_json::to_value(new)?)
}

/// The type's version.
pub(super) const fn version<T: Data>() -> u32 {
    let upgrades = T::UPGRADES.len();
    assert!(upgrades < 10_000, "a type has 10,000 upgrades at most");
    #[expect(clippy::cast_possible_truncation, reason = "it is less than 10,000")]
    let upgrades = upgrades as u32;
    upgrades + 1
}

/// Tries whether a record can be read as its type, with all entries of its maps.
pub type ReadRecord = fn(Stored<'_>) -> Result<(), RecordError>;

/// A record that is to be read by who does not know its type.
#[derive(Clone, Copy)]
pub struct Stored<'a> {
    pub(super) decoder: Decoder<'a>,
    pub(super) key: &'a RecordKey,
    pub(super) record: &'a Record,
}

/// The [`ReadRecord`] of a type.
pub(crate) const fn read_record<T: Data>() -> ReadRecord {
    |Stored { decoder, key, record }| {
        let (value, _) = decoder.decode::<T>(key, &record.json, record.type_version)?;
        encode_whole(key, &value).map(drop)
    }
}

/// Reads records, and finds entries for their maps.
#[derive(Clone, Copy)]
pub(super) struct Decoder<'a> {
    pub(super) entries: &'a Arc<Entries>,
    /// Whether the value goes to code that no handler's transaction surrounds.
    pub(super) is_outside: bool,
    /// The session that maps join, where there is one already.
    pub(super) session: Option<&'a Arc<Session>>,
}

impl Decoder<'_> {
    /// Reads a record that a type of that version wrote; there is a session if it holds maps.
    pub(super) fn decode<T: Data>(
        self,
        key: &RecordKey,
        json: &str,
        type_version: u32,
    ) -> Result<(T, Option<Arc<Session>>), RecordError> {
        let known = version::<T>();
        if type_version > known {
            return Err(RecordError::Newer { key: key.clone(), found: type_version, known });
        }
        let (key_of_maps, entries, session) = (key.clone(), Arc::clone(self.entries), self.session.cloned());
        let context = Context::Reading { key: key_of_maps, entries, is_outside: self.is_outside, session };
        let (value, context) =
            within(context, || {
                if type_version == known {
                    return serde_json::from_str(json).map_err(|source| undecodable(key, source));
                }
                let json = upgrade_all::<T>(json, type_version).map_err(|source| {
                    RecordError::NotUpgradable { key: key.clone(), found: type_version, known, source }
                })?;
                serde_json::from_value(json).map_err(|source| undecodable(key, source))
            });
        let session = if let Context::Reading { session, .. } = context { session } else { None };
        Ok((value?, session))
    }
}

fn undecodable(key: &RecordKey, source: serde_json::Error) -> RecordError {
    RecordError::Undecodable { key: key.clone(), source }
}

/// The JSON of the type as it is now.
fn upgrade_all<T: Data>(json: &str, from: u32) -> Result<Value, BoxError> {
    let mut json = serde_json::from_str(json)?;
    let done = usize::try_from(from.saturating_sub(1))?;
    for step in T::UPGRADES.iter().skip(done) {
        json = catch_unwind(AssertUnwindSafe(|| step(json))).unwrap_or_else(|_| Err("it panicked".into()))?;
    }
    Ok(json)
}

/// The value's JSON, for a comparison.
pub(super) fn compare<T: Serialize>(key: &RecordKey, value: &T) -> Result<Arc<str>, RecordError> {
    let (json, _) = within(Context::Comparing, || serde_json::to_string(value));
    written(key, json)
}

/// The JSON of a value that nobody stored, with the entries of its maps.
pub(super) fn encode_whole<T: Serialize>(key: &RecordKey, value: &T) -> Result<Arc<str>, RecordError> {
    let (json, _) = within(Context::Elsewhere, || serde_json::to_string(value));
    written(key, json)
}

/// The value's JSON, and what became of its maps.
pub(super) fn keep<T: Serialize>(
    key: &RecordKey,
    value: &T,
    session: Option<&Arc<Session>>,
) -> Result<(Arc<str>, Kept), RecordError> {
    let context = Context::Keeping { session: session.cloned(), kept: Kept::default() };
    let (json, context) = within(context, || serde_json::to_string(value));
    let kept = if let Context::Keeping { kept, .. } = context { kept } else { Kept::default() };
    Ok((written(key, json)?, kept))
}

fn written(key: &RecordKey, json: serde_json::Result<String>) -> Result<Arc<str>, RecordError> {
    json.map(Into::into).map_err(|source| RecordError::Unencodable { key: key.clone(), source })
}
