//! All records of a type, read one after the other.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;
use std::vec::IntoIter;

use tracing::warn;

use super::records::{Records, decode};
use super::{Data, RecordError};
use crate::error::Chain;
use crate::store::{Owner, Record, RecordKey, Selection};

/// How many records are read from the store at once.
const PAGE: usize = 500;

/// All records of a type, read one after the other: what the store has, and what it does not have yet.
pub(crate) struct Listed<T> {
    pub(super) selection: Selection,
    /// The last one that the store gave.
    pub(super) after: Option<RecordKey>,
    pub(super) page: IntoIter<(RecordKey, Record)>,
    pub(super) is_last: bool,
    /// What the store did not have yet at the start: the JSON, or none where there is no record.
    pub(super) undurable: BTreeMap<RecordKey, Option<Arc<str>>>,
    pub(super) data: PhantomData<fn() -> T>,
}

impl<T: Data> Listed<T> {
    /// The next one that can be read as its type; others are reported, and left out.
    pub(crate) async fn next(&mut self, records: &Records) -> Result<Option<(Owner, T)>, RecordError> {
        while let Some((key, json)) = self.next_json(records).await? {
            match decode(&key, &json) {
                Ok(value) => return Ok(Some((key.owner, value))),
                Err(error) => warn!(error = %Chain(&error), "left out of a list"),
            }
        }
        Ok(None)
    }

    async fn next_json(&mut self, records: &Records) -> Result<Option<(RecordKey, Arc<str>)>, RecordError> {
        loop {
            if let Some((key, record)) = self.page.next() {
                self.after = Some(key.clone());
                match self.undurable.remove(&key) {
                    None => return Ok(Some((key, record.json))),
                    Some(Some(json)) => return Ok(Some((key, json))),
                    Some(None) => continue,
                }
            }
            if self.is_last {
                return Ok(self.next_new());
            }
            let page = records.store.list(&self.selection, self.after.as_ref(), PAGE).await?;
            self.is_last = page.len() < PAGE;
            self.page = page.into_iter();
        }
    }

    /// One that the store did not have at all.
    fn next_new(&mut self) -> Option<(RecordKey, Arc<str>)> {
        while let Some((key, json)) = self.undurable.pop_first() {
            if let Some(json) = json {
                return Some((key, json));
            }
        }
        None
    }
}
