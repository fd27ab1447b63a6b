//! Reading entries of maps, on the thread of whoever asks.
//!
//! A handler that is a plain `fn` waits for an entry on its own thread anyway. Asking the reading thread would add the
//! two changes of threads, which cost more than the look-up.

use std::ops::Bound;
use std::sync::Arc;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, params};

use super::super::{EntryKey, MapId};
use super::failure::Failure;
use super::link::Link;

const LOAD: &str = "SELECT json FROM entries WHERE map = ?1 AND key = ?2";
const LIST: &str = "SELECT key, json FROM entries WHERE map = ?1 AND key >= ?2 ORDER BY key LIMIT ?3";
const LIST_BEHIND: &str = "SELECT key, json FROM entries WHERE map = ?1 AND key > ?2 ORDER BY key LIMIT ?3";

/// All statements for entries, for a check that the tables fit them.
pub(super) const STATEMENTS: [&str; 3] = [LOAD, LIST, LIST_BEHIND];

/// Reads entries through the reader's connection.
#[derive(Debug)]
pub(super) struct EntryReader {
    link: Link,
}

impl EntryReader {
    /// What reads through that connection, which is somebody else's to close.
    pub(super) fn new(link: Link) -> Self {
        EntryReader { link }
    }

    pub(super) fn load(&self, map: MapId, key: &EntryKey) -> Result<Option<Arc<str>>, Failure> {
        self.link.run(|connection| {
            let mut statement = connection.prepare_cached(LOAD)?;
            let found = statement.query_row(params![map.to_string(), key], |row| row.get(0)).optional();
            found.map_err(|error| Failure::from(error).in_table("entries"))
        })
    }

    pub(super) fn list(
        &self,
        map: MapId,
        from: Bound<&EntryKey>,
        limit: usize,
    ) -> Result<Vec<(EntryKey, Arc<str>)>, Failure> {
        // The least of all keys.
        const FIRST: EntryKey = EntryKey::Number(i64::MIN);
        let (statement, key) = match from {
            Bound::Excluded(key) => (LIST_BEHIND, key),
            Bound::Included(key) => (LIST, key),
            Bound::Unbounded => (LIST, &FIRST),
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.link.run(|connection| {
            let mut statement = connection.prepare_cached(statement)?;
            let values = params![map.to_string(), key, limit];
            let listed = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            let listed: rusqlite::Result<_> = listed.collect();
            listed.map_err(|error| Failure::from(error).in_table("entries"))
        })
    }
}

impl ToSql for EntryKey {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            EntryKey::Number(number) => number.to_sql(),
            EntryKey::Text(text) => text.to_sql(),
        }
    }
}

impl FromSql for EntryKey {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Integer(number) => Ok(EntryKey::Number(number)),
            ValueRef::Text(_) => value.as_str().map(|text| EntryKey::Text(text.to_owned())),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
