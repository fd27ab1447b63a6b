//! Reading: records, and what a bot that starts needs.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};

use super::super::{
    Alias, DeadLetter, DeadLetterKind, Mark, Owner, QueuedReply, Record, RecordKey, Recovered, Scope,
    Selection, Version,
};
use super::entries::EntryReader;
use super::failure::Failure;
use super::link::Link;

const LOAD: &str = "SELECT json, version, type_version FROM records WHERE scope = ?1 AND owner = ?2 AND part = ?3 AND name = ?4";
const LIST_OF_OWNER: &str = "SELECT json, version, type_version, scope, owner, part, name FROM records
    WHERE scope IN ('user', 'chat', 'member', 'topic') AND owner = ?1 AND (scope, owner, part, name) > (?2, ?3, ?4, ?5)
    ORDER BY scope, owner, part, name LIMIT ?6";
const LIST_OF_TYPE: &str = "SELECT json, version, type_version, scope, owner, part, name FROM records
    WHERE scope = ?1 AND name = ?2 AND (owner, part) > (?3, ?4) ORDER BY owner, part LIMIT ?5";
const LIST_OF_PERSON: &str = "SELECT json, version, type_version, scope, owner, part, name FROM (
        SELECT * FROM records WHERE scope = 'user' AND owner = ?1
        UNION SELECT * FROM records WHERE scope = 'member' AND part = ?1
        UNION SELECT * FROM records WHERE ?1 > 0 AND scope IN ('chat', 'member', 'topic') AND owner = ?1
    ) WHERE (scope, owner, part, name) > (?2, ?3, ?4, ?5) ORDER BY scope, owner, part, name LIMIT ?6";
const LIST_OF_ALL: &str = "SELECT json, version, type_version, scope, owner, part, name FROM records
    WHERE (scope, owner, part, name) > (?1, ?2, ?3, ?4) ORDER BY scope, owner, part, name LIMIT ?5";
const OUTBOX: &str = "SELECT id, lane, method, payload FROM outbox";
const HANDLED: &str = "SELECT update_ids FROM handled ORDER BY seq";
const ALIASES: &str = "SELECT old, new FROM aliases ORDER BY old";
const DEAD_LETTERS: &str =
    "SELECT id, at, kind, subject, reason, json, is_due FROM dead_letters ORDER BY seq";
const MARKS: &str = "SELECT name, update_id, number FROM marks";

/// All statements of a reader, for a check that the tables fit them.
pub(super) const STATEMENTS: [&str; 10] = [
    LOAD,
    LIST_OF_OWNER,
    LIST_OF_TYPE,
    LIST_OF_PERSON,
    LIST_OF_ALL,
    OUTBOX,
    HANDLED,
    ALIASES,
    DEAD_LETTERS,
    MARKS,
];

/// What the reading thread owns.
#[derive(Debug)]
pub(super) struct Reader {
    link: Link,
}

impl Reader {
    pub(super) fn new(link: Link) -> Self {
        Reader { link }
    }

    /// Reads entries through the same connection, on the thread of whoever asks.
    pub(super) fn entries(&self) -> EntryReader {
        EntryReader::new(self.link.share())
    }

    pub(super) fn load(&mut self, key: &RecordKey) -> Result<Option<Record>, Failure> {
        self.link.run(|connection| {
            find_record(connection, key).map_err(|error| Failure::from(error).in_record(key))
        })
    }

    pub(super) fn recover(&mut self) -> Result<Recovered, Failure> {
        self.link.run(|connection| {
            let moment = connection.transaction()?;
            let queued = read_outbox(&moment).map_err(|failure| failure.in_table("outbox"))?;
            let handled = read_handled(&moment).map_err(|failure| failure.in_table("handled"))?;
            let aliases = read_aliases(&moment).map_err(|failure| failure.in_table("aliases"))?;
            let marks = read_marks(&moment).map_err(|failure| failure.in_table("marks"))?;
            Ok(Recovered { queued, handled, aliases, marks })
        })
    }

    pub(super) fn list(
        &mut self,
        selection: &Selection,
        after: Option<&RecordKey>,
        limit: usize,
    ) -> Result<Vec<(RecordKey, Record)>, Failure> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.link.run(|connection| {
            let listed = match selection {
                Selection::Owner(id) => list_of_owner(connection, *id, after, limit),
                Selection::Type(scope, name) => list_of_type(connection, *scope, name, after, limit),
                Selection::Person(id) => list_of_person(connection, *id, after, limit),
                Selection::All => list_of_all(connection, after, limit),
            };
            listed.map_err(|error| Failure::from(error).in_table("records"))
        })
    }

    /// What the engine finds wrong with the file.
    #[cfg(feature = "cli")]
    pub(super) fn check(&mut self) -> Result<Vec<String>, Failure> {
        self.link.run(|connection| {
            let mut statement = connection.prepare("PRAGMA integrity_check")?;
            let findings: Vec<String> =
                statement.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
        })
    }

    pub(super) fn dead_letters(&mut self) -> Result<Vec<DeadLetter>, Failure> {
        self.link.run(|connection| {
            read_dead_letters(connection).map_err(|error| Failure::from(error).in_table("dead_letters"))
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.link.close();
    }
}

fn find_record(connection: &Connection, key: &RecordKey) -> rusqlite::Result<Option<Record>> {
    let RecordKey { scope, owner, name } = key;
    let mut statement = connection.prepare_cached(LOAD)?;
    statement.query_row((scope.name(), owner.id, owner.part, &**name), read_record).optional()
}

fn read_record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record { json: row.get(0)?, version: Version::from_stored(row.get(1)?), type_version: row.get(2)? })
}

fn read_outbox(connection: &Connection) -> Result<Vec<QueuedReply>, Failure> {
    let mut statement = connection.prepare(OUTBOX)?;
    let mut replies = statement.query_map((), read_reply)?.collect::<Result<Vec<_>, _>>()?;
    // The engine's integers have a sign, so it would order the upper half of the ids before the lower.
    replies.sort_unstable_by_key(|reply| reply.id);
    Ok(replies)
}

fn read_reply(row: &Row<'_>) -> rusqlite::Result<QueuedReply> {
    Ok(QueuedReply {
        id: row.get::<_, i64>(0)?.cast_unsigned(),
        lane: row.get(1)?,
        method: row.get(2)?,
        payload: row.get(3)?,
    })
}

fn read_handled(connection: &Connection) -> Result<Vec<i64>, Failure> {
    let mut statement = connection.prepare(HANDLED)?;
    let mut rows = statement.query(())?;
    let mut handled = Vec::new();
    while let Some(row) = rows.next()? {
        handled.extend(serde_json::from_str::<Vec<i64>>(&row.get::<_, String>(0)?)?);
    }
    Ok(handled)
}

fn read_aliases(connection: &Connection) -> Result<Vec<Alias>, Failure> {
    let mut statement = connection.prepare(ALIASES)?;
    let aliases = statement.query_map((), |row| Ok(Alias { old: row.get(0)?, new: row.get(1)? }))?;
    Ok(aliases.collect::<Result<_, _>>()?)
}

fn list_of_owner(
    connection: &Connection,
    id: i64,
    after: Option<&RecordKey>,
    limit: i64,
) -> rusqlite::Result<Vec<(RecordKey, Record)>> {
    let (scope, owner, part, name) = begin(after);
    let mut statement = connection.prepare_cached(LIST_OF_OWNER)?;
    statement.query_map((id, scope, owner, part, name, limit), read_listed)?.collect()
}

fn list_of_person(
    connection: &Connection,
    id: i64,
    after: Option<&RecordKey>,
    limit: i64,
) -> rusqlite::Result<Vec<(RecordKey, Record)>> {
    let (scope, owner, part, name) = begin(after);
    let mut statement = connection.prepare_cached(LIST_OF_PERSON)?;
    statement.query_map((id, scope, owner, part, name, limit), read_listed)?.collect()
}

fn list_of_all(
    connection: &Connection,
    after: Option<&RecordKey>,
    limit: i64,
) -> rusqlite::Result<Vec<(RecordKey, Record)>> {
    let (scope, owner, part, name) = begin(after);
    let mut statement = connection.prepare_cached(LIST_OF_ALL)?;
    statement.query_map((scope, owner, part, name, limit), read_listed)?.collect()
}

/// What a list's records are behind. The empty scope stands before all others.
fn begin(after: Option<&RecordKey>) -> (&str, i64, i64, &str) {
    after.map_or(("", 0, 0, ""), |RecordKey { scope, owner, name }| {
        (scope.name(), owner.id, owner.part, &**name)
    })
}

fn list_of_type(
    connection: &Connection,
    scope: Scope,
    name: &str,
    after: Option<&RecordKey>,
    limit: i64,
) -> rusqlite::Result<Vec<(RecordKey, Record)>> {
    let mut statement = connection.prepare_cached(LIST_OF_TYPE)?;
    // No chat has the least of all ids, so every owner there can be is behind this one.
    let Owner { id, part } = after.map_or(Owner { id: i64::MIN, part: i64::MIN }, |key| key.owner);
    statement.query_map((scope.name(), name, id, part, limit), read_listed)?.collect()
}

fn read_listed(row: &Row<'_>) -> rusqlite::Result<(RecordKey, Record)> {
    let scope: String = row.get(3)?;
    let unknown = || rusqlite::Error::FromSqlConversionFailure(3, Type::Text, "no scope".into());
    let scope = Scope::from_name(&scope).ok_or_else(unknown)?;
    let owner = Owner { id: row.get(4)?, part: row.get(5)? };
    let name = row.get::<_, String>(6)?.into();
    Ok((RecordKey { scope, owner, name }, read_record(row)?))
}

fn read_dead_letters(connection: &Connection) -> rusqlite::Result<Vec<DeadLetter>> {
    let mut statement = connection.prepare(DEAD_LETTERS)?;
    let letters = statement.query_map((), |row| {
        let (id, kind): (String, String) = (row.get(0)?, row.get(2)?);
        let id = id.parse().map_err(|error: uuid::Error| {
            rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into())
        })?;
        let unknown = || rusqlite::Error::FromSqlConversionFailure(2, Type::Text, "no kind".into());
        let kind = DeadLetterKind::from_name(&kind).ok_or_else(unknown)?;
        let (at, subject, reason) = (row.get(1)?, row.get(3)?, row.get(4)?);
        Ok(DeadLetter { id, at, kind, subject, reason, json: row.get(5)?, is_due: row.get(6)? })
    })?;
    letters.collect()
}

/// Marks that a later Pouch made mean nothing to this one.
fn read_marks(connection: &Connection) -> Result<Vec<(Mark, u32)>, Failure> {
    let mut statement = connection.prepare(MARKS)?;
    let mut rows = statement.query(())?;
    let mut marks = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        marks.extend(Mark::from_stored(&name, row.get(1)?).zip(row.get(2).ok()));
    }
    marks.sort_unstable();
    Ok(marks)
}
