//! The records in memory, over the store that has them all.
//!
//! Who calls holds the queue keys of the records it touches (see `dispatch::keys`), so a record that is lent for
//! changing is lent to nobody else. The lock in here is held for map operations only.

use std::any::Any;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::timeout;

use super::cache::{Cache, Entry};
use super::change::{After, Change, Taken};
use super::codec::{Decoder, ReadRecord, Stored, compare, encode_whole, version};
use super::entries::{Entries, FormerEntry};
use super::listed::{Listed, Listing};
use super::{Data, RecordError, key_of};
use crate::store::{DeadLetter, EntryWrite, Owner, Record, RecordKey, Selection, Store, StoreError};

/// A record as it was in memory before a change.
pub(crate) struct Former {
    key: RecordKey,
    entry: Option<Entry>,
    /// The same of the entries of its maps.
    entries: Vec<FormerEntry>,
}

/// How long a load may take before it counts as failed and is tried again. It should be less than a handler's deadline:
/// a slow disk is not the handler's fault.
pub(super) const LOAD_LIMIT: Duration = Duration::from_secs(10);

/// The records in memory, over the store that has them all.
pub(crate) struct Records {
    pub(super) store: Arc<dyn Store>,
    cache: Mutex<Cache>,
    pub(super) entries: Arc<Entries>,
}

impl Records {
    /// Records over that store; about `limit_bytes` of JSON stay in memory, twice that at most.
    pub(crate) fn new(store: Arc<dyn Store>, limit_bytes: usize) -> Self {
        let entries = Arc::new(Entries::new(Arc::clone(&store)));
        Records { store, cache: Mutex::new(Cache::new(limit_bytes)), entries }
    }

    /// The value for reading. An owner without a record has the default, and goes on having no record.
    pub(crate) async fn shared<T: Data>(&self, owner: Owner) -> Result<Arc<T>, RecordError> {
        self.lent(owner, false).await
    }

    /// The same, for code that is no handler.
    pub(crate) async fn shared_outside<T: Data>(&self, owner: Owner) -> Result<Arc<T>, RecordError> {
        self.lent(owner, true).await
    }

    async fn lent<T: Data>(&self, owner: Owner, is_outside: bool) -> Result<Arc<T>, RecordError> {
        let key = key_of::<T>(owner);
        let entry = self.find::<T>(&key, |entry| entry.clone()).await?;
        if let Some(value) = entry.value.and_then(|value| value.downcast().ok()) {
            return Ok(value);
        }
        let decoder = Decoder { is_outside, ..self.decoder() };
        let (value, session) = decoder.decode::<T>(&key, &entry.json, entry.type_version)?;
        let value = Arc::new(value);
        // Maps gather what is touched, so a value with maps ends with its loan.
        if session.is_none()
            && let Some(entry) = self.cache().get(&key)
        {
            entry.value = Some(Arc::clone(&value) as _);
            entry.is_written_by_value = false;
        }
        Ok(value)
    }

    /// The value for changing.
    pub(crate) async fn taken<T: Data>(&self, owner: Owner) -> Result<Taken<T>, RecordError> {
        let key = key_of::<T>(owner);
        let take = |entry: &mut Entry| Entry { value: entry.value.take(), ..entry.clone() };
        let Entry { json, version, type_version, value, is_written_by_value, .. } =
            self.find::<T>(&key, take).await?;
        let cached = value.and_then(|value| value.downcast::<T>().ok()).and_then(Arc::into_inner);
        let (value, before, session) = match cached {
            Some(value) if is_written_by_value => (value, json, None),
            cached => {
                let cached = cached.map(|value| (value, None));
                let decode = || self.decoder().decode::<T>(&key, &json, type_version);
                let (value, session) = cached.map_or_else(decode, Ok)?;
                let before = compare(&key, &value)?;
                (value, before, session)
            }
        };
        Ok(Taken { key, value, before, version, session })
    }

    /// What reads records.
    pub(super) fn decoder(&self) -> Decoder<'_> {
        Decoder { entries: &self.entries, is_outside: false, session: None }
    }

    /// All records of a type, as they are in memory at this moment.
    pub(crate) fn listed<T: Data>(&self) -> Listed<T> {
        Listed::new(self.listing(Selection::Type(T::SCOPE, T::NAME.to_owned())))
    }

    /// Selected records, as they are in memory at this moment.
    pub(crate) fn listing(&self, selection: Selection) -> Listing {
        let undurable = self.cache().undurable(&selection).into_iter().collect();
        Listing::new(selection, undurable)
    }

    /// Whether a record can be read as its type.
    pub(crate) fn try_read(
        &self,
        read: ReadRecord,
        key: &RecordKey,
        record: &Record,
    ) -> Result<(), RecordError> {
        let decoder = Decoder { is_outside: true, ..self.decoder() };
        read(Stored { decoder, key, record })
    }

    /// Writes all that is durable into a new file.
    pub(crate) async fn backup(&self, path: &Path) -> Result<(), StoreError> {
        self.store.backup(path).await
    }

    /// Whether the store outlives this process.
    pub(crate) fn are_durable(&self) -> bool {
        self.store.is_durable()
    }

    /// What was set aside, the oldest first.
    pub(crate) async fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        self.store.dead_letters().await
    }

    /// Puts an unchanged value back, to spare the next handler the decoding.
    pub(super) fn give_back<T: Data>(&self, key: &RecordKey, value: T, json: Arc<str>) {
        let (value, type_version) = (Some(Arc::new(value) as Arc<dyn Any + Send + Sync>), version::<T>());
        let mut cache = self.cache();
        if let Some(entry) = cache.get(key).cloned() {
            let entry = Entry { value, json, type_version, is_written_by_value: true, ..entry };
            cache.put(key.clone(), entry);
        }
    }

    /// Makes a transaction's changes what every later handler sees.
    pub(crate) fn publish(&self, changes: &[Change]) {
        let mut cache = self.cache();
        for Change { write, entries, after, .. } in changes {
            self.entries.publish(entries);
            let (json, type_version, value) = match after {
                After::Value(value, json, type_version) => (json, *type_version, Some(Arc::clone(value))),
                After::Json(json, type_version) => (json, *type_version, None),
                After::Nothing => {
                    cache.forget(&write.key);
                    continue;
                }
            };
            let entry = Entry {
                json: Arc::clone(json),
                version: write.record.as_ref().map(|record| record.version),
                type_version,
                is_written_by_value: value.is_some(),
                value,
                undurable: 0,
            };
            cache.put_undurable(write.key.clone(), entry);
        }
    }

    /// The same for the functions that run behind in one transaction: what comes of it can be taken back.
    pub(crate) fn publish_for_now(&self, changes: &[Change]) -> Vec<Former> {
        let former = |change: &Change| {
            let key = change.write.key.clone();
            let entry = self.cache().get(&key).cloned();
            Former { key, entry, entries: self.entries.former(&change.entries) }
        };
        let former = changes.iter().map(former).collect();
        self.publish(changes);
        former
    }

    /// Takes back what was published for now, the latest first.
    pub(crate) fn revoke(&self, former: Vec<Former>) {
        for Former { key, entry, entries } in former.into_iter().rev() {
            self.entries.revoke(entries);
            self.cache().revoke(key, entry);
        }
    }

    /// Says that the store has changes that were published.
    pub(crate) fn mark_durable<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a RecordKey>,
        entries: &[EntryWrite],
    ) {
        self.entries.mark_durable(entries);
        let mut cache = self.cache();
        keys.into_iter().for_each(|key| cache.mark_durable(key));
    }

    /// Looks into the record's entry, which is read from the store if it is not in memory.
    async fn find<T: Data>(
        &self,
        key: &RecordKey,
        look: impl Fn(&mut Entry) -> Entry,
    ) -> Result<Entry, RecordError> {
        if let Some(entry) = self.cache().get(key) {
            return Ok(look(entry));
        }
        let record = timeout(LOAD_LIMIT, self.store.load(key))
            .await
            .unwrap_or_else(|_| Err(too_slow("loading a record")))?;
        let (json, version, type_version) = match record {
            Some(record) => (record.json, Some(record.version), record.type_version),
            None => (encode_whole(key, &T::default())?, None, version::<T>()),
        };
        let entry =
            Entry { json, version, type_version, value: None, is_written_by_value: false, undurable: 0 };
        self.cache().put(key.clone(), entry.clone());
        Ok(entry)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn too_slow(doing: &'static str) -> StoreError {
    StoreError::Failed { doing, source: format!("no answer within {LOAD_LIMIT:?}").into() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::store::{Batch, MemoryStore, Scope, Write};

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Shelf {
        values: HashMap<String, u32>,
    }

    impl Data for Shelf {
        const SCOPE: Scope = Scope::User;
        const NAME: &'static str = "Shelf";
        const PATH: &'static str = "tests::Shelf";
    }

    const ANN: Owner = Owner::new(1);

    async fn records(json: Option<&str>) -> Records {
        let store = Arc::new(MemoryStore::new());
        if let Some(json) = json {
            let record = Record::new(json);
            let write = Write { key: key_of::<Shelf>(ANN), expected: None, record: Some(record) };
            let batch = Batch { writes: vec![write], ..Batch::default() };
            store.commit(Arc::new(batch)).await.unwrap();
        }
        Records::new(store, 1 << 20)
    }

    #[tokio::test]
    async fn who_has_no_record_has_the_default_and_reading_makes_none() {
        let records = records(None).await;
        assert_eq!(*records.shared::<Shelf>(ANN).await.unwrap(), Shelf::default());
        assert!(records.taken::<Shelf>(ANN).await.unwrap().into_change(&records).unwrap().is_none());
    }

    #[tokio::test]
    async fn an_untouched_map_is_no_change_whatever_its_order() {
        let json = r#"{"values":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}}"#;
        for _ in 0..20 {
            let records = records(Some(json)).await;
            let taken = records.taken::<Shelf>(ANN).await.unwrap();
            assert!(taken.into_change(&records).unwrap().is_none());
            let again = records.taken::<Shelf>(ANN).await.unwrap();
            assert!(again.into_change(&records).unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn a_dropped_value_leaves_the_record_as_it_was() {
        let records = records(Some(r#"{"values":{"a":1}}"#)).await;
        let mut taken = records.taken::<Shelf>(ANN).await.unwrap();
        taken.values.insert("b".into(), 2);
        drop(taken);
        assert_eq!(records.shared::<Shelf>(ANN).await.unwrap().values.len(), 1);
    }

    #[tokio::test]
    async fn a_published_change_is_seen_and_back_at_the_default_it_is_removed() {
        let records = records(None).await;
        let mut taken = records.taken::<Shelf>(ANN).await.unwrap();
        taken.values.insert("a".into(), 1);
        let change = taken.into_change(&records).unwrap().unwrap();
        assert!(change.write.record.is_some());
        records.publish(&[change]);
        let mut taken = records.taken::<Shelf>(ANN).await.unwrap();
        assert_eq!(taken.values["a"], 1);
        taken.values.clear();
        let change = taken.into_change(&records).unwrap().unwrap();
        assert!(change.write.record.is_none() && change.write.expected.is_some());
    }

    #[derive(Debug, Default, Serialize, Deserialize)]
    struct Mean {
        mean: f64,
    }

    impl Data for Mean {
        const SCOPE: Scope = Scope::User;
        const NAME: &'static str = "Mean";
        const PATH: &'static str = "tests::Mean";
    }

    #[tokio::test]
    async fn a_value_that_json_cannot_hold_is_refused_while_it_can_be_rolled_back() {
        let records = records(None).await;
        let mut taken = records.taken::<Mean>(ANN).await.unwrap();
        taken.mean = f64::NAN;
        let error = taken.into_change(&records).map(drop).unwrap_err();
        assert!(matches!(error, RecordError::NotReadableAgain { .. }), "{error}");
    }

    #[tokio::test]
    async fn an_undecodable_record_is_an_error_that_names_it() {
        let records = records(Some(r#"{"values":[]}"#)).await;
        let error = records.taken::<Shelf>(ANN).await.unwrap_err();
        assert!(error.to_string().contains("the record Shelf of user 1 can't be read"), "{error}");
    }
}
