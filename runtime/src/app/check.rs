//! A dry run over the store: whether every record can be read by this program.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::{App, CACHE_BYTES};
use crate::data::{ReadRecord, RecordError, Records};
use crate::error::{Chain, Result};
use crate::handler::Entry;
use crate::params::{Need, RecordType};
use crate::store::{RecordKey, Scope, Selection};

/// How many errors are kept; the others are counted.
const KEPT_ERRORS: usize = 1_000;

/// What [`App::check_store`] found. Shown with `{}`, it is a text of a few lines.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct StoreCheck {
    /// How many records can be read, with all entries of their maps.
    pub readable: usize,
    /// How many can't.
    pub unreadable: usize,
    /// Why, for the first thousand of them.
    pub errors: Vec<RecordError>,
    /// How many records there are of types that no handler borrows, by scope and stored name.
    pub unknown: BTreeMap<(Scope, String), usize>,
}

impl App {
    /// Tries whether this program can read what is stored: a dry run of the types' upgrades that changes nothing.
    ///
    /// The store is opened to be read only, so it can be one that a bot works with at this moment, or a copy. Every record
    /// of a type that a handler borrows is read and upgraded, with all entries of its maps.
    ///
    /// ```no_run
    /// # use pouch::prelude::*;
    /// # let handlers = handlers![];
    /// # async fn run(handlers: pouch::Handlers) -> pouch::Result<()> {
    /// let app = App::new(handlers);
    /// if std::env::args().any(|arg| arg == "--check") {
    ///     let check = app.check_store().await?;
    ///     print!("{check}");
    ///     std::process::exit(if check.is_fine() { 0 } else { 1 });
    /// }
    /// app.run().await
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the store can't be opened or read.
    pub async fn check_store(&self) -> Result<StoreCheck> {
        let records = Records::new(self.settings.store.clone().open_to_read()?, CACHE_BYTES);
        let types: HashMap<(Scope, &str), ReadRecord> = self.record_types().collect();
        let mut check = StoreCheck::default();
        let mut listing = records.listing(Selection::All);
        while let Some((key, record)) = listing.next(&records).await? {
            match types.get(&(key.scope, &*key.name)) {
                Some(read) => check.count(records.try_read(*read, &key, &record)),
                None => check.note_unknown(key),
            }
        }
        Ok(check)
    }

    fn record_types(&self) -> impl Iterator<Item = ((Scope, &'static str), ReadRecord)> {
        let entries = self.handlers.entries();
        let borrows = entries.iter().flat_map(Entry::routes).flat_map(|route| route.borrows);
        let types = borrows.filter_map(|borrow| match borrow.need {
            Need::Record(RecordType { scope, name, read, .. }) => Some(((scope, name), read)),
            _ => None,
        });
        types.collect::<Vec<_>>().into_iter()
    }
}

impl StoreCheck {
    /// Whether all records of types that handlers borrow can be read.
    pub fn is_fine(&self) -> bool {
        self.unreadable == 0
    }

    fn count(&mut self, tried: std::result::Result<(), RecordError>) {
        match tried {
            Ok(()) => self.readable += 1,
            Err(error) => {
                self.unreadable += 1;
                if self.errors.len() < KEPT_ERRORS {
                    self.errors.push(error);
                }
            }
        }
    }

    /// Those of Pouch itself are of no type of the bot's.
    fn note_unknown(&mut self, key: RecordKey) {
        if !key.name.starts_with("pouch::") {
            *self.unknown.entry((key.scope, key.name.into_owned())).or_default() += 1;
        }
    }
}

impl fmt::Display for StoreCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} records can be read, {} can't", self.readable, self.unreadable)?;
        for error in &self.errors {
            writeln!(f, "  {}", Chain(error))?;
        }
        let hidden = self.unreadable - self.errors.len();
        if hidden > 0 {
            writeln!(f, "  and {hidden} more")?;
        }
        for ((scope, name), count) in &self.unknown {
            writeln!(f, "no handler borrows {name} of {scope}: {count} records were not read")?;
        }
        Ok(())
    }
}
