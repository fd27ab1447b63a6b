//! Selected records, read one after the other.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::vec::IntoIter;

use tracing::warn;

use super::codec::Decoder;
use super::records::Records;
use super::{Data, RecordError};
use crate::error::Chain;
use crate::store::{Owner, Record, RecordKey, Selection, StoreError};

/// How many records are read from the store at once.
const PAGE: usize = 500;

/// Selected records, read one after the other: what the store has, and what it does not have yet.
pub(crate) struct Listing {
    selection: Selection,
    /// The last one that the store gave.
    after: Option<RecordKey>,
    page: IntoIter<(RecordKey, Record)>,
    is_last: bool,
    /// What the store did not have yet at the start, or none where there is no record.
    undurable: BTreeMap<RecordKey, Option<Record>>,
}

/// All records of a type, read one after the other.
pub(crate) struct Listed<T> {
    listing: Listing,
    data: PhantomData<fn() -> T>,
}

impl Listing {
    pub(super) fn new(selection: Selection, undurable: BTreeMap<RecordKey, Option<Record>>) -> Self {
        Listing { selection, after: None, page: Vec::new().into_iter(), is_last: false, undurable }
    }

    /// The next one; `None` behind the last one.
    pub(crate) async fn next(
        &mut self,
        records: &Records,
    ) -> Result<Option<(RecordKey, Record)>, StoreError> {
        loop {
            if let Some((key, record)) = self.page.next() {
                self.after = Some(key.clone());
                match self.undurable.remove(&key) {
                    None => return Ok(Some((key, record))),
                    Some(Some(record)) => return Ok(Some((key, record))),
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
    fn next_new(&mut self) -> Option<(RecordKey, Record)> {
        while let Some((key, record)) = self.undurable.pop_first() {
            if let Some(record) = record {
                return Some((key, record));
            }
        }
        None
    }
}

impl<T: Data> Listed<T> {
    pub(super) fn new(listing: Listing) -> Self {
        Listed { listing, data: PhantomData }
    }

    /// The next one that can be read as its type; others are reported, and left out.
    pub(crate) async fn next(&mut self, records: &Records) -> Result<Option<(Owner, T)>, RecordError> {
        while let Some((key, record)) = self.listing.next(records).await? {
            let decoder = Decoder { is_outside: true, ..records.decoder() };
            match decoder.decode(&key, &record.json, record.type_version) {
                Ok((value, _)) => return Ok(Some((key.owner, value))),
                Err(error) => warn!(error = %Chain(&error), "left out of a list"),
            }
        }
        Ok(None)
    }
}
