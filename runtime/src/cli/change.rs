//! Commands that change a store, while no bot works with it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use super::error::CliError;
use crate::data::{Change, Exported, RecordError, Records, maps_in};
use crate::dispatch::is_letter_of;
use crate::error::Chain;
use crate::store::{
    Batch, LetterChange, Mark, Owner, Record, RecordKey, Scope, Selection, SqliteStore, Store, StoreError,
    Write as Put,
};

/// Opens a store to be changed. Only an import may make one.
fn open(path: &Path) -> Result<Arc<SqliteStore>, CliError> {
    if !path.exists() {
        return Err(CliError::Refused(format!("there is no store `{}`", path.display())));
    }
    Ok(Arc::new(SqliteStore::open(path)?))
}

/// Takes in lines of JSON, all or none; of several lines for one record, the last one counts.
pub(super) async fn import(path: &Path, from: Option<&Path>, out: &mut impl Write) -> Result<(), CliError> {
    let lines = match from {
        Some(from) => {
            let refused = |error| CliError::Refused(format!("`{}` can't be read: {error}", from.display()));
            read_lines(BufReader::new(File::open(from).map_err(refused)?))?
        }
        None => read_lines(io::stdin().lock())?,
    };
    let store = Arc::new(SqliteStore::open(path)?);
    let records = Records::new(Arc::clone(&store) as _, 0);
    let (mut batch, mut parts) = (Batch::default(), 0);
    for (key, line) in lines {
        if line.partial {
            parts += 1;
            continue;
        }
        let before = records.find_record(&key).await?;
        if let Some(before) = &before {
            batch.cleared.extend(Change::erase(key.clone(), before).cleared);
        }
        let json = line.value.to_string();
        let record = Record { type_version: line.version, ..Record::new(json) };
        let expected = before.map(|record| record.version);
        batch.writes.push(Put { key, expected, record: Some(record) });
    }
    let count = batch.writes.len();
    store.commit(Arc::new(batch)).await?;
    writeln!(out, "{count} records imported")?;
    if parts > 0 {
        writeln!(out, "{parts} left out, which are parts of records: a person's in the chats of others")?;
    }
    Ok(())
}

fn read_lines(lines: impl BufRead) -> Result<HashMap<RecordKey, Exported>, CliError> {
    let mut read = HashMap::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let refused = |error: &dyn std::fmt::Display| {
            CliError::Refused(format!("line {number}: {error}; nothing was imported"))
        };
        let line = line.map_err(|error| refused(&error))?;
        if line.trim().is_empty() {
            continue;
        }
        let exported: Exported = serde_json::from_str(&line).map_err(|error| refused(&error))?;
        let key = exported.key().map_err(|wrong| refused(&wrong))?;
        read.insert(key, exported);
    }
    Ok(read)
}

impl Exported {
    fn key(&self) -> Result<RecordKey, &'static str> {
        let has_part = matches!(self.scope, Scope::Member | Scope::Topic);
        match () {
            () if self.name.is_empty() => return Err("the record has no `name`"),
            () if self.version == 0 => return Err("versions of types begin with 1"),
            () if self.scope == Scope::Bot && self.owner != 0 => {
                return Err("a record of the bot has owner 0");
            }
            () if !maps_in(&self.value.to_string()).is_empty() => {
                return Err(
                    "the value holds the mark of a `Map` in place of its entries; use what `export` writes",
                );
            }
            () if !has_part && self.part != 0 => {
                return Err("only records of members and topics have a `part`");
            }
            () => {}
        }
        let owner = Owner::in_chat(self.owner, self.part);
        Ok(RecordKey { scope: self.scope, owner, name: self.name.clone().into() })
    }
}

pub(super) async fn erase_person(path: &Path, person: i64, out: &mut impl Write) -> Result<(), CliError> {
    let store = open(path)?;
    let records = Records::new(Arc::clone(&store) as _, 0);
    let mut listing = records.listing(Selection::Person(person));
    // Whoever wanted it before, it is done.
    let mut batch = Batch { marks: vec![(Mark::Erase(person), 0)], ..Batch::default() };
    while let Some((key, record)) = listing.next(&records).await? {
        erase(&mut batch, key, &record);
    }
    let erased: Vec<RecordKey> = batch.writes.iter().map(|write| write.key.clone()).collect();
    for (owner, _) in records.timers_of(person).await? {
        if let Some(change) = records.without_timers_of(person, owner).await.map_err(unreadable)? {
            add(&mut batch, change);
        }
    }
    let changed: Vec<RecordKey> =
        batch.writes[erased.len()..].iter().map(|write| write.key.clone()).collect();
    let letters = store.dead_letters().await?.into_iter().filter(|letter| is_letter_of(letter, person));
    batch.letter_changes = letters.map(|letter| LetterChange::Drop(letter.id)).collect();
    let dropped = batch.letter_changes.len();
    commit(&store, batch).await?;
    for key in &erased {
        writeln!(out, "erased {key}")?;
    }
    for key in &changed {
        writeln!(out, "erased their part of {key}")?;
    }
    if dropped > 0 {
        writeln!(out, "dropped {dropped} of their dead letters")?;
    }
    writeln!(out, "{} records erased", erased.len())?;
    Ok(())
}

pub(super) async fn erase_record(path: &Path, key: &RecordKey, out: &mut impl Write) -> Result<(), CliError> {
    let store = open(path)?;
    let found = store.load(key).await?;
    let record = found.ok_or_else(|| CliError::Refused(format!("there is no record {key}")))?;
    let mut batch = Batch::default();
    erase(&mut batch, key.clone(), &record);
    commit(&store, batch).await?;
    writeln!(out, "erased {key}")?;
    Ok(())
}

fn erase(batch: &mut Batch, key: RecordKey, record: &Record) {
    add(batch, Change::erase(key, record));
}

fn add(batch: &mut Batch, Change { write, entries, cleared, .. }: Change) {
    batch.writes.push(write);
    batch.entries.extend(entries);
    batch.cleared.extend(cleared);
}

fn unreadable(error: RecordError) -> CliError {
    match error {
        RecordError::Store(error) => CliError::Store(error),
        error => CliError::Refused(format!("nothing was erased: {}", Chain(&error))),
    }
}

pub(super) async fn letter(path: &Path, change: LetterChange, out: &mut impl Write) -> Result<(), CliError> {
    let store = open(path)?;
    let id = change.letter();
    if store.dead_letters().await?.iter().all(|letter| letter.id != id) {
        return Err(CliError::Refused(format!("there is no dead letter {id}")));
    }
    commit(&store, Batch { letter_changes: vec![change], ..Batch::default() }).await?;
    let done = if matches!(change, LetterChange::Drop(_)) {
        "dropped"
    } else {
        "to be retried at the bot's next start"
    };
    writeln!(out, "{id}: {done}")?;
    Ok(())
}

async fn commit(store: &SqliteStore, batch: Batch) -> Result<(), StoreError> {
    store.commit(Arc::new(batch)).await
}
