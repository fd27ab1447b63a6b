//! Stores that an earlier version of Pouch made.

use tempfile::TempDir;

use super::{Store, foreign_connection, load, open};
use crate::store::{Alias, DeadLetterKind, EntryKey, EntryWrite, MapId, Selection};

/// What version 1 made of an empty file, and of one record.
const VERSION_1: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA application_id = 1349481777;
    PRAGMA user_version = 1;
    CREATE TABLE records (
        scope TEXT NOT NULL, owner INTEGER NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL,
        json TEXT NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (scope, owner, part, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, lane INTEGER NOT NULL, method TEXT NOT NULL, payload TEXT NOT NULL
    ) STRICT;
    CREATE TABLE handled (seq INTEGER PRIMARY KEY, update_ids TEXT NOT NULL) STRICT;
    INSERT INTO records VALUES ('user', 7, 0, 'shelf', '\"kept\"', 1);
    INSERT INTO handled (update_ids) VALUES ('[4,5]');
";

/// What version 2 added to that, with one letter, and with a record of a member.
const VERSION_2: &str = "
    PRAGMA user_version = 2;
    CREATE TABLE aliases (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;
    CREATE TABLE dead_letters (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
        subject TEXT NOT NULL, reason TEXT NOT NULL, json TEXT NOT NULL
    ) STRICT;
    INSERT INTO dead_letters (id, at, subject, reason, json)
        VALUES ('0b1f4b5e-5c1f-4c0e-9a39-8d0f5a3c2b11', 7, 'Settings of chat -5', 'taken', '{}');
    INSERT INTO aliases VALUES (-5, -6);
    INSERT INTO records VALUES ('member', -5, 7, 'shelf', '1', 2);
";

#[tokio::test]
async fn a_store_of_version_2_keeps_its_dead_letters() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    foreign_connection(&path).execute_batch(&format!("{VERSION_1}{VERSION_2}")).unwrap();
    for _ in 0..2 {
        let letters = open(&path).dead_letters().await.unwrap();
        let [letter] = &letters[..] else { panic!("{letters:?}") };
        assert_eq!((letter.kind, letter.is_due, letter.at), (DeadLetterKind::Record, false, 7));
    }
}

/// What version 3 changed of that.
const VERSION_3: &str = "
    PRAGMA user_version = 3;
    ALTER TABLE dead_letters ADD COLUMN kind TEXT NOT NULL DEFAULT 'record';
    ALTER TABLE dead_letters ADD COLUMN is_due INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE marks (
        name TEXT NOT NULL, update_id INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, update_id)
    ) STRICT, WITHOUT ROWID;
    UPDATE dead_letters SET is_due = 1;
";

#[tokio::test]
async fn stores_of_versions_2_and_3_go_on_with_all_they_hold() {
    let folder = TempDir::new().unwrap();
    let versions = [format!("{VERSION_1}{VERSION_2}"), format!("{VERSION_1}{VERSION_2}{VERSION_3}")];
    for (number, version) in versions.into_iter().enumerate() {
        let path = folder.path().join(number.to_string());
        foreign_connection(&path).execute_batch(&version).unwrap();
        let (map, key) = (MapId::fresh(), EntryKey::Number(1));
        for _ in 0..2 {
            let store = open(&path);
            assert_eq!(load(&store, 7).await.as_deref(), Some("\"kept\""));
            let listed = store.list(&Selection::Person(7), None, 10).await.unwrap();
            let versions: Vec<_> = listed.iter().map(|(_, record)| record.type_version).collect();
            assert_eq!(versions, [1, 1], "who wrote them knew one version only");
            assert_eq!(store.recover().await.unwrap().aliases, [Alias { old: -5, new: -6 }]);
            assert_eq!(store.dead_letters().await.unwrap()[0].is_due, number == 1);
            let entries = vec![EntryWrite { map, key: key.clone(), json: Some("1".into()) }];
            super::commit(&store, super::Batch { entries, ..super::Batch::default() }).await.unwrap();
            assert_eq!(store.load_entry(map, &key).await.unwrap().as_deref(), Some("1"));
        }
    }
}

#[tokio::test]
async fn a_store_of_version_1_goes_on_with_all_it_holds() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    foreign_connection(&path).execute_batch(VERSION_1).unwrap();
    for _ in 0..2 {
        let store = open(&path);
        assert_eq!(load(&store, 7).await.as_deref(), Some("\"kept\""));
        let recovered = store.recover().await.unwrap();
        assert_eq!(recovered.handled, [4, 5]);
        let alias = Alias { old: -1, new: -2 };
        let batch = super::Batch { aliases: vec![alias], ..super::Batch::default() };
        super::commit(&store, batch).await.unwrap();
        assert_eq!(store.recover().await.unwrap().aliases, [alias]);
        assert!(store.dead_letters().await.unwrap().is_empty());
    }
}
