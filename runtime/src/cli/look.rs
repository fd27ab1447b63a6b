//! Commands that read a store, also while a bot works with it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::DateTime;
use serde_json::Value;
use uuid::Uuid;

use super::error::CliError;
use super::request::Filter;
use crate::data::{Exported, Records};
use crate::store::{DeadLetter, Record, RecordKey, Scope, Selection, SqliteStore, Store};

/// Opens a store to be read.
fn open(path: &Path) -> Result<Records, CliError> {
    Ok(Records::new(Arc::new(SqliteStore::open_read_only(path)?), 0))
}

pub(super) async fn list(path: &Path, name: Option<String>, out: &mut impl Write) -> Result<(), CliError> {
    let records = open(path)?;
    let mut listing = records.listing(Selection::All);
    let mut counts: BTreeMap<(Scope, String), usize> = BTreeMap::new();
    while let Some((key, _)) = listing.next(&records).await? {
        match &name {
            None => *counts.entry((key.scope, key.name.into_owned())).or_default() += 1,
            Some(name) if key.name == *name => writeln!(out, "{key}")?,
            Some(_) => {}
        }
    }
    for ((scope, name), count) in counts {
        writeln!(out, "{count:>9} {:<6} {name}", scope.name())?;
    }
    Ok(())
}

pub(super) async fn show(path: &Path, key: &RecordKey, out: &mut impl Write) -> Result<(), CliError> {
    let records = open(path)?;
    let found = records.find_record(key).await?;
    let record = found.ok_or_else(|| CliError::Refused(format!("there is no record {key}")))?;
    let exported = records.export(key, &record).await?;
    if exported.version > 1 {
        writeln!(out, "// version {} of its type", exported.version)?;
    }
    writeln!(out, "{}", pretty(&exported.value))?;
    Ok(())
}

pub(super) async fn export(path: &Path, filter: Filter, out: &mut impl Write) -> Result<(), CliError> {
    let records = open(path)?;
    let is_wanted = |name: &str| filter.name.as_ref().is_none_or(|wanted| name == wanted);
    let mut listing = records.listing(filter.selection.clone());
    while let Some((key, record)) = listing.next(&records).await? {
        if is_wanted(&key.name) {
            write_line(&records.export(&key, &record).await?, out)?;
        }
    }
    if let Selection::Person(person) = filter.selection {
        for exported in records.export_timers_of(person).await? {
            if is_wanted(&exported.name) {
                write_line(&exported, out)?;
            }
        }
    }
    Ok(())
}

fn write_line(exported: &Exported, out: &mut impl Write) -> Result<(), CliError> {
    serde_json::to_writer(&mut *out, exported).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

pub(super) async fn letters(path: &Path, out: &mut impl Write) -> Result<(), CliError> {
    let letters = SqliteStore::open_read_only(path)?.dead_letters().await?;
    for DeadLetter { id, at, kind, subject, reason, is_due, .. } in letters {
        let due = if is_due { ", to be retried at the next start" } else { "" };
        writeln!(out, "{id} {} {}: {subject}: {reason}{due}", date(at), kind.name())?;
    }
    Ok(())
}

pub(super) async fn letter(path: &Path, id: Uuid, out: &mut impl Write) -> Result<(), CliError> {
    let letters = SqliteStore::open_read_only(path)?.dead_letters().await?;
    let letter = letters.into_iter().find(|letter| letter.id == id);
    let letter = letter.ok_or_else(|| CliError::Refused(format!("there is no dead letter {id}")))?;
    let json = serde_json::from_str(&letter.json).map_or(letter.json, |value| pretty(&value));
    writeln!(out, "{json}")?;
    Ok(())
}

pub(super) async fn backup(path: &Path, to: &Path, out: &mut impl Write) -> Result<(), CliError> {
    SqliteStore::open_read_only(path)?.backup(to).await?;
    writeln!(out, "`{}` is a copy of `{}`", to.display(), path.display())?;
    Ok(())
}

/// Without the bot's types: whether all that should be JSON is, and whether maps have the entries that they count.
pub(super) async fn check(path: &Path, out: &mut impl Write) -> Result<ExitCode, CliError> {
    let store = SqliteStore::open_read_only(path)?;
    let damage = store.check_damage().await?;
    let mut problems: usize = damage.len();
    for finding in damage {
        writeln!(out, "the file is damaged: {finding}")?;
    }
    let records = Records::new(Arc::new(store), 0);
    let (mut listing, mut count) = (records.listing(Selection::All), 0_usize);
    while let Some((key, record)) = listing.next(&records).await? {
        count += 1;
        for problem in problems_of(&records, &record).await? {
            problems += 1;
            writeln!(out, "{key}: {problem}")?;
        }
    }
    writeln!(out, "{count} records, {problems} problems")?;
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn problems_of(records: &Records, record: &Record) -> Result<Vec<String>, CliError> {
    if let Err(error) = serde_json::from_str::<Value>(&record.json) {
        return Ok(vec![format!("it is no JSON: {error}")]);
    }
    Ok(records.check_maps(&record.json).await?)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

fn date(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(|| seconds.to_string(), |date| date.to_rfc3339())
}
