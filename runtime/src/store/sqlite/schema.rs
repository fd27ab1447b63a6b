//! The tables, and the marks by which a file is known as a store.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The `application_id` of a store's file: the bytes `Pou1`.
pub(super) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Pou1");

/// The `user_version` of a store's file; a greater one was written by a later Pouch.
pub(super) const SCHEMA_VERSION: i32 = 4;

/// Those of version 1. `update_ids` is a JSON array with the ids of one commit, so that a commit costs one row.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS records (
        scope TEXT NOT NULL, owner INTEGER NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL,
        json TEXT NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (scope, owner, part, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS outbox (
        id INTEGER PRIMARY KEY, lane INTEGER NOT NULL, method TEXT NOT NULL, payload TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS handled (seq INTEGER PRIMARY KEY, update_ids TEXT NOT NULL) STRICT;
";

/// Those that version 2 added: the new ids of groups, and what was set aside.
const TABLES_OF_2: &str = "
    CREATE TABLE IF NOT EXISTS aliases (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS dead_letters (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
        subject TEXT NOT NULL, reason TEXT NOT NULL, json TEXT NOT NULL
    ) STRICT;
";

/// What version 3 added: what dead letters hold and who wants them retried, and how the last run ended.
const CHANGES_OF_3: &str = "
    ALTER TABLE dead_letters ADD COLUMN kind TEXT NOT NULL DEFAULT 'record';
    ALTER TABLE dead_letters ADD COLUMN is_due INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE marks (
        name TEXT NOT NULL, update_id INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, update_id)
    ) STRICT, WITHOUT ROWID;
";

/// What version 4 added: the version of the type that wrote a record, the members' records by person, and the entries
/// of maps. A key is a number or a text, which the engine orders as `EntryKey` does.
const CHANGES_OF_4: &str = "
    ALTER TABLE records ADD COLUMN type_version INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX members ON records (part) WHERE scope = 'member';
    CREATE TABLE entries (
        map TEXT NOT NULL, key ANY NOT NULL, json TEXT NOT NULL, PRIMARY KEY (map, key)
    ) STRICT, WITHOUT ROWID;
";

/// What a database says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) application_id: i32,
    pub(super) schema_version: i32,
}

impl Marks {
    /// Those of a database that nobody has marked.
    pub(super) const NONE: Marks = Marks { application_id: 0, schema_version: 0 };

    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |pragma| connection.query_row(pragma, (), |row| row.get(0));
        Ok(Marks {
            application_id: number("PRAGMA application_id")?,
            schema_version: number("PRAGMA user_version")?,
        })
    }
}

/// Whether the database has no tables at all.
pub(super) fn is_missing(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", (), |row| row.get(0))
}

/// Makes an empty database a store, all at once: a kill leaves it empty or whole.
pub(super) fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(TABLES_OF_2)?;
    transaction.execute_batch(CHANGES_OF_3)?;
    transaction.execute_batch(CHANGES_OF_4)?;
    transaction.commit()
}

/// Adds what a store of an earlier version lacks, all at once.
pub(super) fn upgrade(connection: &mut Connection, found: Marks) -> rusqlite::Result<()> {
    if found.schema_version == SCHEMA_VERSION {
        return Ok(());
    }
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    if found.schema_version < 2 {
        transaction.execute_batch(TABLES_OF_2)?;
    }
    if found.schema_version < 3 {
        transaction.execute_batch(CHANGES_OF_3)?;
    }
    transaction.execute_batch(CHANGES_OF_4)?;
    transaction.commit()
}
