//! A store file seen from outside, as its owner would with the `sqlite3` tool.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

const RECORD: &str = "SELECT json, version FROM records WHERE scope = ?1 AND owner = ?2 AND name = ?3";
const SPOIL: &str = "UPDATE records SET json = ?4 WHERE scope = ?1 AND owner = ?2 AND name = ?3";

/// The store file of a bot that runs or not.
pub(crate) struct StoreFile {
    path: PathBuf,
}

impl StoreFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        StoreFile { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The JSON text and the version of a record.
    pub(crate) fn row(&self, scope: &str, owner: i64, name: &str) -> Option<(String, i64)> {
        let connection = self.connection();
        let row = connection
            .query_row(RECORD, (scope, owner, name), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional();
        row.unwrap()
    }

    /// A record as JSON; null if there is none.
    pub(crate) fn record(&self, scope: &str, owner: i64, name: &str) -> Value {
        let row = self.row(scope, owner, name);
        row.map_or(Value::Null, |(json, _)| serde_json::from_str(&json).unwrap())
    }

    /// What was set aside: its subject and its JSON.
    pub(crate) fn dead_letters(&self) -> Vec<(String, Value)> {
        let connection = self.connection();
        let mut statement =
            connection.prepare("SELECT subject, json FROM dead_letters ORDER BY seq").unwrap();
        let letters = statement.query_map((), |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).unwrap();
        letters
            .map(Result::unwrap)
            .map(|(subject, json)| (subject, serde_json::from_str(&json).unwrap()))
            .collect()
    }

    /// How many records a user or chat has, with those of its members and topics.
    pub(crate) fn record_count_of(&self, owner: i64) -> usize {
        self.count(&format!("SELECT count(*) FROM records WHERE owner = {owner} AND scope <> 'bot'"))
    }

    /// How many records there are.
    pub(crate) fn record_count(&self) -> usize {
        self.count("SELECT count(*) FROM records")
    }

    /// How many updates are kept that take long.
    pub(crate) fn parked_count(&self) -> usize {
        self.count("SELECT count(*) FROM records WHERE name = 'pouch::parked'")
    }

    /// How many replies wait to be sent.
    pub(crate) fn unsent_count(&self) -> usize {
        self.count("SELECT count(*) FROM outbox")
    }

    /// Replaces the JSON text of a record.
    pub(crate) fn spoil(&self, scope: &str, owner: i64, name: &str, json: &str) {
        let changed = self.connection().execute(SPOIL, (scope, owner, name, json)).unwrap();
        assert_eq!(changed, 1);
    }

    /// The entries of a map in their order, as `key=json`.
    pub(crate) fn entries(&self, map: &str) -> Vec<String> {
        let connection = self.connection();
        let query = "SELECT key || '=' || json FROM entries WHERE map = ?1 ORDER BY key";
        let mut statement = connection.prepare(query).unwrap();
        statement.query_map([map], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// How many entries all maps have together.
    pub(crate) fn entry_count(&self) -> usize {
        self.count("SELECT count(*) FROM entries")
    }

    /// The number that a query gives.
    pub(crate) fn number(&self, query: &str) -> i64 {
        self.connection().query_row(query, (), |row| row.get(0)).unwrap()
    }

    /// Changes the file as its owner would.
    pub(crate) fn execute(&self, statement: &str) {
        self.connection().execute(statement, ()).unwrap();
    }

    /// Keeps everybody else from writing until it is dropped.
    pub(crate) fn lock(&self) -> Connection {
        let connection = self.connection();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        connection
    }

    /// Reads what is committed at this moment, and keeps others from emptying the log until it is dropped.
    pub(crate) fn hold_reading(&self) -> Connection {
        let connection = self.connection();
        connection.execute_batch("BEGIN; SELECT count(*) FROM records").unwrap();
        connection
    }

    /// Whether these bytes lie anywhere in the file or its log.
    pub(crate) fn has_bytes(&self, wanted: &str) -> bool {
        let log = format!("{}-wal", self.path.display()).into();
        let has = |path: &PathBuf| {
            std::fs::read(path).unwrap().windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes())
        };
        [&self.path, &log].into_iter().any(has)
    }

    fn count(&self, query: &str) -> usize {
        self.connection().query_row(query, (), |row| row.get::<_, u32>(0)).unwrap() as usize
    }

    fn connection(&self) -> Connection {
        let connection = Connection::open(&self.path).unwrap();
        connection.busy_timeout(super::PATIENCE).unwrap();
        connection
    }
}
