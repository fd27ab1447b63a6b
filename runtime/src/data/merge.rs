//! Two records of one type become one, without the caller knowing the type.

use super::Data;
use crate::error::BoxError;

/// Merges the JSON of a group's record into that of the supergroup's.
pub type MergeJson = fn(old: &str, new: &str) -> Result<Merged, BoxError>;

/// What became of two records.
#[derive(Debug, PartialEq, Eq)]
pub struct Merged {
    /// The value as JSON.
    pub(super) json: String,
    /// Whether it is the type's default, of which no record is kept.
    pub(super) is_default: bool,
}

/// The [`MergeJson`] of a type that says how it is merged.
pub(crate) const fn merge_json<T: Data>() -> Option<MergeJson> {
    if T::MERGE.is_some() { Some(merge::<T>) } else { None }
}

fn merge<T: Data>(old: &str, new: &str) -> Result<Merged, BoxError> {
    let merge = T::MERGE.ok_or("the type does not say how it is merged")?;
    let mut merged: T = serde_json::from_str(new)?;
    merge(serde_json::from_str(old)?, &mut merged);
    let json = serde_json::to_string(&merged)?;
    // JSON has no NaN, for one: what can't be read again must not be kept.
    serde_json::from_str::<T>(&json)?;
    let is_default = json == serde_json::to_string(&T::default())?;
    Ok(Merged { json, is_default })
}
