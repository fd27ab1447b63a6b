//! Writing: a batch becomes one transaction of the engine.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::super::{
    Alias, Batch, DeadLetter, EntryWrite, LetterChange, MapId, Mark, QueuedReply, REMEMBERED_UPDATES, Record,
    RecordKey, Version, Write,
};
use super::connection::{PATIENCE, wipe_log};
use super::failure::Failure;
use super::link::Link;

const INSERT: &str = "INSERT INTO records (scope, owner, part, name, json, version, type_version)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
const UPDATE: &str = "UPDATE records SET json = ?5, version = ?6, type_version = ?7
    WHERE scope = ?1 AND owner = ?2 AND part = ?3 AND name = ?4 AND version = ?8";
const REMOVE: &str =
    "DELETE FROM records WHERE scope = ?1 AND owner = ?2 AND part = ?3 AND name = ?4 AND version = ?5";
const FIND_VERSION: &str =
    "SELECT version FROM records WHERE scope = ?1 AND owner = ?2 AND part = ?3 AND name = ?4";
const PUT_ENTRY: &str = "INSERT OR REPLACE INTO entries (map, key, json) VALUES (?1, ?2, ?3)";
const REMOVE_ENTRY: &str = "DELETE FROM entries WHERE map = ?1 AND key = ?2";
const CLEAR: &str = "DELETE FROM entries WHERE map = ?1";
const QUEUE: &str = "INSERT OR REPLACE INTO outbox (id, lane, method, payload) VALUES (?1, ?2, ?3, ?4)";
const FORGET_SENT: &str = "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?1))";
const RENAME: &str = "INSERT OR REPLACE INTO aliases (old, new) VALUES (?1, ?2)";
const SET_ASIDE: &str = "INSERT INTO dead_letters (id, at, kind, subject, reason, json, is_due)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
const MAKE_DUE: &str = "UPDATE dead_letters SET is_due = ?2 WHERE id = ?1";
const DROP_LETTER: &str = "DELETE FROM dead_letters WHERE id = ?1";
const MARK: &str = "INSERT OR REPLACE INTO marks (name, update_id, number) VALUES (?1, ?2, ?3)";
const UNMARK: &str = "DELETE FROM marks WHERE name = ?1 AND update_id = ?2";
const REMEMBER: &str = "INSERT INTO handled (update_ids) VALUES (?1)";
/// Forgets the rows before the last ones that hold `?1` ids together. A damaged row, which the next start reports,
/// must not keep the bot from committing until then.
const PRUNE: &str = "DELETE FROM handled WHERE seq < (
    SELECT max(seq) FROM (
        SELECT seq, sum(iif(json_valid(update_ids), json_array_length(update_ids), 0))
            OVER (ORDER BY seq DESC) AS ids FROM handled
    ) WHERE ids >= ?1)";

/// All statements of a writer, for a check that the tables fit them.
pub(super) const STATEMENTS: [&str; 17] = [
    INSERT,
    UPDATE,
    REMOVE,
    FIND_VERSION,
    PUT_ENTRY,
    REMOVE_ENTRY,
    CLEAR,
    QUEUE,
    FORGET_SENT,
    RENAME,
    SET_ASIDE,
    MAKE_DUE,
    DROP_LETTER,
    MARK,
    UNMARK,
    REMEMBER,
    PRUNE,
];

/// More than promised, since a batch that is repeated is remembered twice.
const KEPT_IDS: usize = 2 * REMEMBERED_UPDATES;

/// Pruning looks at every row, so it comes once for this many ids.
const IDS_BETWEEN_PRUNING: usize = 4 * REMEMBERED_UPDATES;

/// What the writing thread owns.
#[derive(Debug)]
pub(super) struct Writer {
    link: Link,
    unpruned_ids: usize,
    /// The log still has what was stored about somebody who is erased.
    owes_wiping: bool,
}

impl Writer {
    /// The first commit prunes, or a bot that is often restarted never would.
    pub(super) fn new(link: Link) -> Self {
        Writer { link, unpruned_ids: IDS_BETWEEN_PRUNING, owes_wiping: false }
    }

    pub(super) fn commit(&mut self, batch: &Batch) -> Result<(), Failure> {
        let unpruned_ids = self.unpruned_ids + batch.handled.len();
        let is_pruning = unpruned_ids >= IDS_BETWEEN_PRUNING;
        self.link.run(|connection| apply(connection, batch, is_pruning))?;
        self.unpruned_ids = if is_pruning { 0 } else { unpruned_ids };
        self.wipe_log(batch);
        Ok(())
    }

    /// Empties the log after somebody is erased. Who keeps it from that, such as a backup, is waited for once, and after
    /// that, each commit tries anew.
    fn wipe_log(&mut self, batch: &Batch) {
        let has_erased = batch.marks.iter().any(|mark| matches!(mark, (Mark::Erase(_), 0)));
        if has_erased || self.owes_wiping {
            let patience = if has_erased { PATIENCE } else { Duration::ZERO };
            // The commit is durable, whatever comes of this.
            let is_wiped = self.link.run(|connection| Ok(wipe_log(connection, patience)?));
            self.owes_wiping = !matches!(is_wiped, Ok(true));
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.link.close();
    }
}

/// Rolls everything back unless all of it succeeds.
fn apply(connection: &mut Connection, batch: &Batch, is_pruning: bool) -> Result<(), Failure> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    for write in &batch.writes {
        apply_write(&transaction, write)?;
    }
    apply_entries(&transaction, &batch.entries)?;
    clear(&transaction, &batch.cleared)?;
    queue(&transaction, &batch.queued)?;
    forget_sent(&transaction, &batch.sent)?;
    rename(&transaction, &batch.aliases)?;
    set_aside(&transaction, &batch.dead_letters)?;
    change_letters(&transaction, &batch.letter_changes)?;
    mark(&transaction, &batch.marks)?;
    remember(&transaction, &batch.handled)?;
    if is_pruning {
        transaction.prepare_cached(PRUNE)?.execute([KEPT_IDS.cast_signed()])?;
    }
    Ok(transaction.commit()?)
}

/// A write that found another version than it expects has either been applied before, or lost a race.
fn apply_write(connection: &Connection, write: &Write) -> Result<(), Failure> {
    let is_applied = match (write.expected, &write.record) {
        (None, Some(record)) => insert(connection, &write.key, record)?,
        (Some(expected), Some(record)) => update(connection, &write.key, expected, record)?,
        (Some(expected), None) => remove(connection, &write.key, expected)?,
        (None, None) => false,
    };
    let wanted = write.record.as_ref().map(|record| record.version);
    if is_applied || find_version(connection, &write.key)? == wanted {
        return Ok(());
    }
    Err(Failure::Conflict(write.key.clone()))
}

fn insert(connection: &Connection, key: &RecordKey, record: &Record) -> rusqlite::Result<bool> {
    let RecordKey { scope, owner, name } = key;
    let values = params![
        scope.name(),
        owner.id,
        owner.part,
        name,
        record.json,
        record.version.to_stored(),
        record.type_version
    ];
    connection.prepare_cached(INSERT)?.execute(values).map(is_one)
}

fn update(
    connection: &Connection,
    key: &RecordKey,
    expected: Version,
    record: &Record,
) -> rusqlite::Result<bool> {
    let RecordKey { scope, owner, name } = key;
    let (version, expected) = (record.version.to_stored(), expected.to_stored());
    let Record { json, type_version, .. } = record;
    let values = params![scope.name(), owner.id, owner.part, name, json, version, type_version, expected];
    connection.prepare_cached(UPDATE)?.execute(values).map(is_one)
}

fn remove(connection: &Connection, key: &RecordKey, expected: Version) -> rusqlite::Result<bool> {
    let RecordKey { scope, owner, name } = key;
    let values = params![scope.name(), owner.id, owner.part, name, expected.to_stored()];
    connection.prepare_cached(REMOVE)?.execute(values).map(is_one)
}

fn find_version(connection: &Connection, key: &RecordKey) -> rusqlite::Result<Option<Version>> {
    let RecordKey { scope, owner, name } = key;
    let mut statement = connection.prepare_cached(FIND_VERSION)?;
    let found = statement.query_row(params![scope.name(), owner.id, owner.part, name], |row| row.get(0));
    Ok(found.optional()?.map(Version::from_stored))
}

fn apply_entries(connection: &Connection, entries: &[EntryWrite]) -> rusqlite::Result<()> {
    for EntryWrite { map, key, json } in entries {
        match json {
            Some(json) => {
                connection.prepare_cached(PUT_ENTRY)?.execute(params![map.to_string(), key, json])?
            }
            None => connection.prepare_cached(REMOVE_ENTRY)?.execute(params![map.to_string(), key])?,
        };
    }
    Ok(())
}

fn clear(connection: &Connection, maps: &[MapId]) -> rusqlite::Result<()> {
    for map in maps {
        connection.prepare_cached(CLEAR)?.execute([map.to_string()])?;
    }
    Ok(())
}

/// An id that is queued already gets the new content.
fn queue(connection: &Connection, replies: &[QueuedReply]) -> rusqlite::Result<()> {
    for QueuedReply { id, lane, method, payload } in replies {
        connection.prepare_cached(QUEUE)?.execute(params![id.cast_signed(), lane, method, payload])?;
    }
    Ok(())
}

fn forget_sent(connection: &Connection, ids: &[u64]) -> Result<(), Failure> {
    if !ids.is_empty() {
        let ids: Vec<i64> = ids.iter().map(|id| id.cast_signed()).collect();
        connection.prepare_cached(FORGET_SENT)?.execute([serde_json::to_string(&ids)?])?;
    }
    Ok(())
}

fn rename(connection: &Connection, aliases: &[Alias]) -> rusqlite::Result<()> {
    for Alias { old, new } in aliases {
        connection.prepare_cached(RENAME)?.execute([old, new])?;
    }
    Ok(())
}

fn set_aside(connection: &Connection, letters: &[DeadLetter]) -> rusqlite::Result<()> {
    for DeadLetter { id, at, kind, subject, reason, json, is_due } in letters {
        let values = params![id.to_string(), at, kind.name(), subject, reason, json, is_due];
        connection.prepare_cached(SET_ASIDE)?.execute(values)?;
    }
    Ok(())
}

fn change_letters(connection: &Connection, changes: &[LetterChange]) -> rusqlite::Result<()> {
    for change in changes {
        let id = change.letter().to_string();
        match change {
            LetterChange::Retry(_) => connection.prepare_cached(MAKE_DUE)?.execute(params![id, true])?,
            LetterChange::Keep(_) => connection.prepare_cached(MAKE_DUE)?.execute(params![id, false])?,
            LetterChange::Drop(_) => connection.prepare_cached(DROP_LETTER)?.execute([id])?,
        };
    }
    Ok(())
}

fn mark(connection: &Connection, marks: &[(Mark, u32)]) -> rusqlite::Result<()> {
    for (mark, number) in marks {
        let (name, update) = mark.to_stored();
        match number {
            0 => connection.prepare_cached(UNMARK)?.execute(params![name, update])?,
            number => connection.prepare_cached(MARK)?.execute(params![name, update, number])?,
        };
    }
    Ok(())
}

fn remember(connection: &Connection, ids: &[i64]) -> Result<(), Failure> {
    if !ids.is_empty() {
        connection.prepare_cached(REMEMBER)?.execute([serde_json::to_string(ids)?])?;
    }
    Ok(())
}

fn is_one(changed: usize) -> bool {
    changed == 1
}
