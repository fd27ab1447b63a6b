//! Files that are something else: they are refused, and left as they are.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{SqliteStore, StoreError, foreign_connection, names_in, open};

/// Opens what is no store, and sees that nothing in the folder is changed by it.
#[track_caller]
fn assert_refused(folder: &Path, expected: &str) {
    let path = folder.join("store");
    let long_ago = SystemTime::now() - Duration::from_secs(100_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let before = snapshot(folder);
    match SqliteStore::open(&path) {
        Err(StoreError::NotAStore { path: named, reason }) => {
            assert_eq!(named, path);
            assert!(reason.contains(expected), "the reason is: {reason}");
        }
        other => panic!("opening something else gave {other:?}"),
    }
    assert_eq!(snapshot(folder), before, "the folder has changed");
}

/// Names, contents and times of all files.
fn snapshot(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>, SystemTime)> {
    let state = |name: std::ffi::OsString| {
        let path = folder.join(&name);
        (name, fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap())
    };
    names_in(folder).into_iter().map(state).collect()
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let random: Vec<u8> = (0..100_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let zeros = vec![0; 8192];
    for contents in [b"Dear diary\n".as_slice(), b"S", b"SQLite format 3", &random, &zeros] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("store"), contents).unwrap();
        assert_refused(folder.path(), "it is no SQLite database");
    }
}

#[test]
fn a_database_of_another_program_is_refused() {
    for setup in [
        "CREATE TABLE songs (title)",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 1",
        "PRAGMA journal_mode = WAL; CREATE TABLE records (scope)",
        "PRAGMA application_id = 7; CREATE TABLE records (a); CREATE TABLE outbox (a); CREATE TABLE handled (a)",
    ] {
        let folder = TempDir::new().unwrap();
        foreign_connection(&folder.path().join("store")).execute_batch(setup).unwrap();
        assert_refused(folder.path(), "it is an SQLite database of another program");
    }
}

/// Its tables are in the log only, and the file looks empty.
#[test]
fn a_database_that_another_program_has_open_is_refused() {
    let folder = TempDir::new().unwrap();
    let other = foreign_connection(&folder.path().join("store"));
    other.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE songs (title)").unwrap();
    assert_refused(folder.path(), "it is an SQLite database of another program");
}

#[test]
fn a_store_of_a_newer_pouch_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    drop(open(&path));
    fs::remove_file(folder.path().join("store-lock")).unwrap();
    foreign_connection(&path).pragma_update(None, "user_version", 1_000).unwrap();
    assert_refused(folder.path(), "it was written by a newer Pouch");
}

#[test]
fn a_lock_that_was_there_before_stays() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("store"), "Dear diary").unwrap();
    fs::write(folder.path().join("store-lock"), "").unwrap();
    assert_refused(folder.path(), "it is no SQLite database");
}
