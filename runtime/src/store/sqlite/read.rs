//! Reading: records, and what a bot that starts needs.

use rusqlite::{Connection, OptionalExtension, Row};

use super::super::{QueuedReply, Record, RecordKey, Recovered, Version};
use super::failure::Failure;
use super::link::Link;

const LOAD: &str =
    "SELECT json, version FROM records WHERE scope = ?1 AND owner = ?2 AND part = ?3 AND name = ?4";
const OUTBOX: &str = "SELECT id, lane, method, payload FROM outbox";
const HANDLED: &str = "SELECT update_ids FROM handled ORDER BY seq";

/// All statements of a reader, for a check that the tables fit them.
pub(super) const STATEMENTS: [&str; 3] = [LOAD, OUTBOX, HANDLED];

/// What the reading thread owns.
#[derive(Debug)]
pub(super) struct Reader {
    link: Link,
}

impl Reader {
    pub(super) fn new(link: Link) -> Self {
        Reader { link }
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
            Ok(Recovered { queued, handled })
        })
    }
}

fn find_record(connection: &Connection, key: &RecordKey) -> rusqlite::Result<Option<Record>> {
    let RecordKey { scope, owner, name } = key;
    let mut statement = connection.prepare_cached(LOAD)?;
    statement.query_row((scope.name(), owner.id, owner.part, &**name), read_record).optional()
}

fn read_record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record { json: row.get(0)?, version: Version::from_stored(row.get(1)?) })
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
