//! A record as one JSON value, with all that it holds, for people and other programs.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::records::Records;
use super::whole::{maps_in, whole};
use super::{Data, codec};
use crate::store::{Owner, Record, RecordKey, Scope, StoreError};

/// A record with the entries of its maps: one line of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Exported {
    pub(crate) scope: Scope,
    /// The id of the person or chat; 0 for the bot.
    pub(crate) owner: i64,
    /// The person in the chat, or the topic; 0 elsewhere.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) part: i64,
    /// The stored name of its type.
    pub(crate) name: String,
    /// The version of its type.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(crate) version: u32,
    pub(crate) value: Value,
    /// Whether the record holds more, which is not of the person whose data this is.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) partial: bool,
}

impl Exported {
    pub(crate) fn new(key: &RecordKey, record: &Record, value: Value) -> Self {
        let Owner { id, part } = key.owner;
        let (name, version) = (key.name.to_string(), record.type_version);
        Exported { scope: key.scope, owner: id, part, name, version, value, partial: false }
    }

    /// What is of one person in a record that is not.
    pub(crate) fn part_of<T: Data>(owner: Owner, data: &T) -> Option<Self> {
        let (Owner { id, part }, name) = (owner, T::NAME.to_owned());
        let value = serde_json::to_value(data).ok()?;
        Some(Exported {
            scope: T::SCOPE,
            owner: id,
            part,
            name,
            version: codec::version::<T>(),
            value,
            partial: true,
        })
    }
}

impl Records {
    /// The record with the entries of its maps.
    pub(crate) async fn export(&self, key: &RecordKey, record: &Record) -> Result<Exported, StoreError> {
        let mut maps = HashMap::new();
        for map in maps_in(&record.json) {
            maps.insert(map, self.entries.all(map).await?);
        }
        Ok(Exported::new(key, record, whole(&record.json, maps)))
    }

    /// The record as the store has it, whatever its type is.
    #[cfg(feature = "cli")]
    pub(crate) async fn find_record(&self, key: &RecordKey) -> Result<Option<Record>, StoreError> {
        self.store.load(key).await
    }

    /// What is wrong with the maps whose marks are in a record's JSON.
    #[cfg(feature = "cli")]
    pub(crate) async fn check_maps(&self, json: &str) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        for (map, len) in super::whole::marks_in(json) {
            let (mut count, mut from) = (0, std::ops::Bound::Unbounded);
            loop {
                let page = self.entries.list(map, from.as_ref(), 1_000).await?;
                let Some((last, _)) = page.last() else { break };
                from = std::ops::Bound::Excluded(last.clone());
                count += page.len() as u64;
                for (key, json) in page {
                    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&json) {
                        problems.push(format!("the entry {key} of a map is no JSON: {error}"));
                    }
                }
            }
            if count != len {
                problems.push(format!("the map {map} says that it has {len} entries, and has {count}"));
            }
        }
        Ok(problems)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_zero(part: &i64) -> bool {
    *part == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_one(version: &u32) -> bool {
    *version == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

fn one() -> u32 {
    1
}
