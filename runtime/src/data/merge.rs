//! Two records of one type become one, without the caller knowing the type.

use std::sync::Arc;

use super::codec::{Decoder, encode_whole, keep, version};
use super::session::Kept;
use super::{Data, RecordError};
use crate::error::BoxError;
use crate::store::{EntryWrite, MapId, Record, RecordKey};

/// Merges a group's record into that of the supergroup.
pub type MergeJson = fn(Sides<'_>) -> Result<Merged, BoxError>;

/// Two records that are to become one.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub(super) decoder: Decoder<'a>,
    /// The key of the supergroup's record.
    pub(super) key: &'a RecordKey,
    /// The group's record.
    pub(super) old: &'a Record,
    /// The supergroup's record.
    pub(super) new: &'a Record,
}

/// What became of two records.
#[derive(Debug)]
pub struct Merged {
    /// The value as JSON.
    pub(super) json: Arc<str>,
    pub(super) type_version: u32,
    /// Whether it is the type's default, of which no record is kept.
    pub(super) is_default: bool,
    pub(super) entries: Vec<EntryWrite>,
    /// The maps that are gone.
    pub(super) cleared: Vec<MapId>,
}

/// The [`MergeJson`] of a type that says how it is merged.
pub(crate) const fn merge_json<T: Data>() -> Option<MergeJson> {
    if T::MERGE.is_some() { Some(merge::<T>) } else { None }
}

fn merge<T: Data>(Sides { decoder, key, old, new }: Sides<'_>) -> Result<Merged, BoxError> {
    let merge = T::MERGE.ok_or("the type does not say how it is merged")?;
    let (mut merged, session) = decoder.decode::<T>(key, &new.json, new.type_version)?;
    // One session: the function may put a map of the one into the other.
    let decoder = Decoder { session: session.as_ref(), ..decoder };
    let (old, session) = decoder.decode::<T>(key, &old.json, old.type_version)?;
    merge(old, &mut merged);
    let (json, Kept { writes, maps, .. }) = keep(key, &merged, session.as_ref())?;
    let type_version = version::<T>();
    // JSON has no NaN, for one: what can't be read again must not be kept.
    decoder.decode::<T>(key, &json, type_version).map_err(RecordError::into_not_readable_again)?;
    let is_default = json == encode_whole(key, &T::default())?;
    let cleared = session.map(|session| session.gone(&maps)).unwrap_or_default();
    Ok(Merged { json, type_version, is_default, entries: writes, cleared })
}
