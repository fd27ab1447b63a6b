//! Trouble with the disk, and its end.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{Store, StoreError, commit, foreign_connection, load, open, shelf, writing};

#[track_caller]
pub(super) fn assert_failed(outcome: Result<(), StoreError>, expected: &str) {
    match outcome {
        Err(StoreError::Failed { source, .. }) => {
            assert!(source.to_string().contains(expected), "the engine says: {source}");
        }
        other => panic!("a commit in trouble gave {other:?}"),
    }
}

/// A small file system of its own; unmounted at the end.
pub(super) struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    /// `None` where this may not be done.
    pub(super) fn mount(place: &'a Path) -> Option<Self> {
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=300k", "none"]).arg(place).status();
        mount.is_ok_and(|status| status.success()).then_some(SmallDisk(place))
    }

    pub(super) fn remount(&self, option: &str) {
        let status = Command::new("mount").args(["-o", &format!("remount,{option}")]).arg(self.0).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[tokio::test]
async fn after_a_full_disk_commits_go_on() {
    let folder = TempDir::new().unwrap();
    let Some(_disk) = SmallDisk::mount(folder.path()) else {
        println!("skipped: no file system may be mounted here");
        return;
    };
    let (path, ballast) = (folder.path().join("store"), folder.path().join("ballast"));
    let store = open(&path);
    commit(&store, writing(1, "1")).await.unwrap();
    fs::write(&ballast, vec![0; 1 << 20]).unwrap_err();
    for _ in 0..3 {
        assert_failed(commit(&store, writing(2, &"2".repeat(50_000))).await, "full");
        assert_eq!(load(&store, 1).await.as_deref(), Some("1"), "a full disk keeps from reading");
        assert_eq!(load(&store, 2).await, None, "a commit that failed is there");
    }
    fs::remove_file(&ballast).unwrap();
    commit(&store, writing(2, &"2".repeat(50_000))).await.unwrap();
    drop(store);
    let store = open(&path);
    assert_eq!(load(&store, 1).await.as_deref(), Some("1"));
    assert_eq!(load(&store, 2).await.map(|json| json.len()), Some(50_000));
}

/// A batch of which the disk had room for a part comes again, and is then applied once.
#[tokio::test]
async fn a_batch_that_did_not_fit_is_applied_when_there_is_room() {
    let folder = TempDir::new().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        println!("skipped: no file system may be mounted here");
        return;
    };
    let store = open(folder.path().join("store"));
    let mut batch = writing(1, "1");
    batch.handled = vec![7];
    batch.writes.push(writing(2, &"2".repeat(500_000)).writes.remove(0));
    assert_failed(commit(&store, batch.clone()).await, "full");
    assert_eq!(load(&store, 1).await, None, "a batch is applied in part");
    disk.remount("size=9m");
    commit(&store, batch.clone()).await.unwrap();
    commit(&store, batch).await.unwrap();
    assert_eq!(load(&store, 1).await.as_deref(), Some("1"));
}

#[tokio::test]
async fn after_a_disk_that_was_read_only_commits_go_on() {
    let folder = TempDir::new().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        println!("skipped: no file system may be mounted here");
        return;
    };
    let path = folder.path().join("store");
    drop(open(&path));
    disk.remount("ro");
    let error = super::SqliteStore::open(&path).expect_err("a store on a read-only disk opens");
    assert!(matches!(&error, StoreError::Open { reason, .. } if reason.contains("Read-only")), "{error}");
    disk.remount("rw");
    let store = open(&path);
    commit(&store, writing(1, "1")).await.unwrap();
    assert_eq!(load(&store, 1).await.as_deref(), Some("1"));
}

/// Another program, such as `sqlite3`, in the middle of a change.
#[tokio::test]
async fn after_another_program_held_the_file_commits_go_on() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path().join("store"));
    let other = foreign_connection(store.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_failed(commit(&store, writing(1, "1")).await, "locked");
    assert_eq!(load(&store, 1).await, None);
    other.execute_batch("ROLLBACK").unwrap();
    commit(&store, writing(1, "1")).await.unwrap();
    assert_eq!(load(&store, 1).await.as_deref(), Some("1"));
}

/// A write into a file without a name would be lost, so it must not be acknowledged.
#[cfg(unix)]
#[tokio::test]
async fn while_the_folder_is_gone_commits_fail_and_then_go_on() {
    let folder = TempDir::new().unwrap();
    let (here, away) = (folder.path().join("here"), folder.path().join("away"));
    fs::create_dir(&here).unwrap();
    let store = open(here.join("store"));
    commit(&store, writing(1, "1")).await.unwrap();
    fs::rename(&here, &away).unwrap();
    assert_failed(commit(&store, writing(2, "2")).await, "No such file");
    store.load(&shelf(1)).await.expect_err("a record is loaded from a file that is gone");
    fs::create_dir(&here).unwrap();
    assert_failed(commit(&store, writing(2, "2")).await, "No such file");
    assert!(
        fs::read_dir(&here).unwrap().next().is_none(),
        "an empty store took the place of the one that is gone"
    );
    fs::remove_dir(&here).unwrap();
    fs::rename(&away, &here).unwrap();
    commit(&store, writing(2, "2")).await.unwrap();
    drop(store);
    let store = open(here.join("store"));
    assert_eq!((load(&store, 1).await.as_deref(), load(&store, 2).await.as_deref()), (Some("1"), Some("2")));
}

#[cfg(unix)]
#[tokio::test]
async fn a_copy_that_is_put_in_the_files_place_is_used() {
    let folder = TempDir::new().unwrap();
    let (path, copy) = (folder.path().join("store"), folder.path().join("copy"));
    let store = open(&path);
    commit(&store, writing(1, "1")).await.unwrap();
    foreign_connection(&path).execute("VACUUM INTO ?1", [copy.to_str()]).unwrap();
    commit(&store, writing(2, "2")).await.unwrap();
    for name in ["store-wal", "store-shm"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    fs::rename(&copy, &path).unwrap();
    assert_eq!(load(&store, 2).await, None, "the old file is read");
    commit(&store, writing(3, "3")).await.unwrap();
    drop(store);
    let store = open(&path);
    assert_eq!((load(&store, 1).await.as_deref(), load(&store, 3).await.as_deref()), (Some("1"), Some("3")));
}
