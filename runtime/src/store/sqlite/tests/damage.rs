//! Stores that are half made, or have been damaged.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{
    Batch, SqliteStore, Store, StoreError, beside, commit, foreign_connection, load, open, shelf, writing,
};

/// Opens what a kill left, and sees that it is a store that works.
async fn assert_completed(path: &Path) {
    let store = open(path);
    commit(&store, writing(1, "1")).await.unwrap();
    drop(store);
    assert_eq!(load(&open(path), 1).await.as_deref(), Some("1"));
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, "").unwrap();
    assert_completed(&path).await;
}

#[tokio::test]
async fn an_empty_database_becomes_a_store() {
    for setup in ["PRAGMA journal_mode = WAL", "VACUUM", "CREATE TABLE a (b); DROP TABLE a"] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("store");
        foreign_connection(&path).execute_batch(setup).unwrap();
        assert!(path.metadata().unwrap().len() > 0);
        assert_completed(&path).await;
    }
}

/// A transaction that makes tables is cut off when some of it is in the file: the journal undoes it.
#[tokio::test]
async fn a_creation_that_was_cut_off_is_undone_and_done_again() {
    let folder = TempDir::new().unwrap();
    let (original, path) = (folder.path().join("original"), folder.path().join("store"));
    let cut_off = foreign_connection(&original);
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300)
        INSERT INTO records SELECT randomblob(2000) FROM n";
    let start = "PRAGMA cache_size = 2; BEGIN; PRAGMA application_id = 7; CREATE TABLE records (a);";
    cut_off.execute_batch(&format!("{start}{fill}")).unwrap();
    for name in ["", "-journal"] {
        fs::copy(beside(&original, name), beside(&path, name)).unwrap();
    }
    assert!(path.metadata().unwrap().len() > 100_000, "nothing was written before the cut");
    assert_completed(&path).await;
}

/// A store with some hundred records, closed.
async fn make_store(path: &Path) {
    let store = open(path);
    let writes = (0..500).flat_map(|user| writing(user, &"1".repeat(900)).writes).collect();
    let handled = (0..500).collect();
    commit(&store, Batch { writes, handled, ..Batch::default() }).await.unwrap();
}

#[track_caller]
fn assert_damage_is_found(path: &Path, damaged: &[u8]) {
    fs::write(path, damaged).unwrap();
    let error = SqliteStore::open(path).expect_err("a damaged store opens");
    assert!(matches!(error, StoreError::Open { .. } | StoreError::NotAStore { .. }), "{error:?}");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    assert!(fs::read(path).unwrap() == damaged, "opening a damaged store changes it");
    for name in ["-wal", "-shm", "-journal"] {
        assert!(!beside(path, name).exists(), "opening a damaged store leaves a {name}");
    }
}

#[tokio::test]
async fn a_store_that_was_cut_off_is_refused_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    make_store(&path).await;
    let whole = fs::read(&path).unwrap();
    for length in [1, 50, 100, 107, 108, 500, 4095, 4096, 4097, 8192, whole.len() / 2, whole.len() - 1] {
        assert_damage_is_found(&path, &whole[..length]);
    }
    fs::write(&path, &whole).unwrap();
    drop(open(&path));
}

#[tokio::test]
async fn a_page_of_noise_is_found_and_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    make_store(&path).await;
    let whole = fs::read(&path).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..][..4096].fill(0xa5);
        assert_damage_is_found(&path, &damaged);
    }
}

/// A kill leaves a log, which an ordinary close would move into the file.
#[tokio::test]
async fn a_damaged_store_with_a_log_is_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let (original, path) = (folder.path().join("original"), folder.path().join("store"));
    make_store(&original).await;
    let store = open(&original);
    commit(&store, writing(1000, "1")).await.unwrap();
    for name in ["", "-wal"] {
        fs::copy(beside(&original, name), beside(&path, name)).unwrap();
    }
    let log = fs::read(beside(&path, "-wal")).unwrap();
    let mut damaged = fs::read(&path).unwrap();
    damaged[20 * 4096..][..4096].fill(0xa5);
    fs::write(&path, &damaged).unwrap();
    let error = SqliteStore::open(&path).expect_err("a damaged store opens");
    assert!(error.to_string().contains("the file is damaged"), "{error}");
    assert!(fs::read(&path).unwrap() == damaged && fs::read(beside(&path, "-wal")).unwrap() == log);
}

/// Most single bits are values, which the engine does not protect; the others must be found, and none may panic.
#[tokio::test]
async fn a_flipped_bit_is_no_panic_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    make_store(&path).await;
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    for at in (0..300).chain((300..whole.len()).step_by(1777)) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        fs::write(&path, &damaged).unwrap();
        match SqliteStore::open(&path) {
            Ok(store) => _ = (store.recover().await, store.load(&shelf(7)).await),
            Err(_) => refused += 1,
        }
        assert!(fs::read(&path).unwrap() == damaged, "the store with bit {at} flipped has changed");
    }
    assert!(refused > 50, "only {refused} flipped bits were found");
}
