//! A log, or its index, that is deleted under the running store.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use super::kill::Child;
#[cfg(unix)]
use super::kill::run_as_nobody;
use super::trouble::{SmallDisk, assert_failed};
use super::{SqliteStore, Store, beside, commit, foreign_connection, load, names_in, open, shelf, writing};

const DELETIONS: [&[&str]; 3] = [&["-wal"], &["-shm"], &["-wal", "-shm"]];

fn delete(path: &Path, names: &[&str]) {
    for name in names {
        fs::remove_file(beside(path, name)).unwrap();
    }
}

/// Looks at a copy of what a kill would leave now.
async fn assert_kept(store: &SqliteStore, users: impl IntoIterator<Item = i64>) {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("store");
    for name in ["", "-wal"] {
        fs::copy(beside(store.path(), name), beside(&copy, name)).unwrap();
    }
    let copy = open(copy);
    for user in users {
        assert!(load(&copy, user).await.is_some(), "the record of user {user} is lost");
    }
}

#[tokio::test]
async fn after_the_log_is_deleted_a_commit_keeps_all_before_it() {
    for names in DELETIONS {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path().join("store"));
        for user in 0..10 {
            commit(&store, writing(user, "1")).await.unwrap();
        }
        assert!(load(&store, 9).await.is_some());
        delete(store.path(), names);
        commit(&store, writing(10, "1")).await.unwrap();
        assert_eq!(names_in(folder.path()), ["store", "store-lock", "store-shm", "store-wal"]);
        for user in 0..=10 {
            assert!(load(&store, user).await.is_some(), "the record of user {user} is lost");
        }
        commit(&store, writing(11, "1")).await.unwrap();
        assert!(load(&store, 11).await.is_some());
        assert_kept(&store, 0..=11).await;
    }
}

#[tokio::test]
async fn after_the_log_is_deleted_a_load_keeps_all_before_it() {
    for names in DELETIONS {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path().join("store"));
        commit(&store, writing(1, "1")).await.unwrap();
        delete(store.path(), names);
        assert!(load(&store, 1).await.is_some());
        assert_kept(&store, [1]).await;
        commit(&store, writing(2, "2")).await.unwrap();
        assert_kept(&store, [1, 2]).await;
    }
}

/// The failure alone would have the connection given up, and with it the log.
#[tokio::test]
async fn a_log_that_is_deleted_after_a_failure_is_rescued_too() {
    for names in DELETIONS {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path().join("store"));
        commit(&store, writing(1, "1")).await.unwrap();
        let other = foreign_connection(store.path());
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert_failed(commit(&store, writing(2, "2")).await, "locked");
        drop(other);
        delete(store.path(), names);
        assert!(load(&store, 1).await.is_some());
        commit(&store, writing(2, "2")).await.unwrap();
        assert_kept(&store, [1, 2]).await;
    }
}

#[tokio::test]
async fn a_deleted_log_that_does_not_fit_onto_the_disk_is_kept_until_it_does() {
    let folder = TempDir::new().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        println!("skipped: no file system may be mounted here");
        return;
    };
    let store = open(folder.path().join("store"));
    commit(&store, writing(1, &"1".repeat(100_000))).await.unwrap();
    fs::write(folder.path().join("ballast"), vec![0; 1 << 20]).unwrap_err();
    delete(store.path(), &["-wal"]);
    for _ in 0..3 {
        assert_failed(commit(&store, writing(2, "2")).await, "full");
        let outcome = store.load(&shelf(1)).await;
        assert!(outcome.is_err(), "a record is loaded while its log can't be rescued");
    }
    disk.remount("size=9m");
    commit(&store, writing(2, "2")).await.unwrap();
    assert_kept(&store, [1, 2]).await;
}

/// An old copy of the log in the log's place would undo what came after it.
#[cfg(unix)]
#[tokio::test]
async fn a_copy_that_is_put_in_the_logs_place_undoes_nothing() {
    let folder = TempDir::new().unwrap();
    let (store, copy) = (open(folder.path().join("store")), folder.path().join("copy"));
    commit(&store, writing(1, "1")).await.unwrap();
    fs::copy(beside(store.path(), "-wal"), &copy).unwrap();
    commit(&store, writing(2, "2")).await.unwrap();
    fs::rename(&copy, beside(store.path(), "-wal")).unwrap();
    commit(&store, writing(3, "3")).await.unwrap();
    assert_kept(&store, 1..=3).await;
}

/// The child gives each of its commits out as done only after the store has.
#[tokio::test]
async fn logs_deleted_at_any_moment_and_a_kill_lose_nothing_that_was_acknowledged() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    for round in 0..8_usize {
        let mut child = Child::start("kill::commit_until_killed", &path);
        child.next_line().unwrap();
        for deletion in 0..10 {
            std::thread::sleep(Duration::from_millis(deletion));
            delete(&path, DELETIONS[round % DELETIONS.len()]);
            wait_until_remade(&path);
        }
        let acknowledged = child.kill_and_drain().unwrap().parse().unwrap();
        super::kill::assert_whole(&path, acknowledged).await;
    }
}

fn wait_until_remade(path: &Path) {
    for _ in 0..100_000 {
        if beside(path, "-wal").exists() && beside(path, "-shm").exists() {
            return;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    panic!("a deleted log is not made again");
}

#[cfg(unix)]
#[tokio::test]
#[ignore = "runs in a child process"]
async fn rescue_a_log_after_the_file_could_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let store = open(super::kill::path_of_child());
    let allow = |mode| fs::set_permissions(store.path(), fs::Permissions::from_mode(mode)).unwrap();
    commit(&store, writing(1, "1")).await.unwrap();
    let other = foreign_connection(store.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_failed(commit(&store, writing(2, "2")).await, "locked");
    // Not closed yet, since the engine uses a closed handle again, with the rights that it had.
    other.execute_batch("ROLLBACK").unwrap();
    allow(0o444);
    assert_failed(commit(&store, writing(2, "2")).await, "may only be read");
    drop(other);
    delete(store.path(), &["-wal"]);
    allow(0o644);
    assert!(load(&store, 1).await.is_some());
    commit(&store, writing(2, "2")).await.unwrap();
    assert_kept(&store, [1, 2]).await;
}

/// A connection that failed stays until there is another that can rescue as well; as another user, since nothing
/// is forbidden to root.
#[cfg(unix)]
#[test]
fn a_log_that_is_deleted_after_a_file_that_could_not_be_written_is_rescued_too() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let child = "log::rescue_a_log_after_the_file_could_not_be_written";
    run_as_nobody(child, &folder.path().join("store"), "");
}
