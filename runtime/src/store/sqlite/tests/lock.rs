//! One process at a time.

use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use tempfile::TempDir;

use super::kill::Child;
use super::{SqliteStore, StoreError, commit, load, open, writing};

#[track_caller]
fn assert_in_use(path: &Path) {
    match SqliteStore::open(path) {
        Err(StoreError::InUse { path: named }) => assert_eq!(named, path),
        other => panic!("opening a store that is open gave {other:?}"),
    }
}

#[tokio::test]
async fn a_store_that_is_open_is_refused_by_any_name() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    let store = open(&path);
    assert_in_use(&path);
    fs::create_dir(folder.path().join("sub")).unwrap();
    assert_in_use(&folder.path().join("sub/../store"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert_in_use(&folder.path().join("link"));
        std::os::unix::fs::symlink(folder.path(), folder.path().join("folder")).unwrap();
        assert_in_use(&folder.path().join("folder/store"));
    }
    commit(&store, writing(1, "1")).await.unwrap();
    drop(store);
    assert_eq!(load(&open(&path), 1).await.as_deref(), Some("1"));
}

#[test]
fn a_store_that_another_process_has_open_is_refused_until_that_ends() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    let mut other = Child::start("kill::commit_until_killed", &path);
    other.next_line().unwrap();
    assert_in_use(&path);
    other.kill();
    drop(open(&path));
}

/// Two processes with a log each would overwrite each other's data.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_store_that_is_open_is_refused_by_another_name_of_its_file() {
    let folder = TempDir::new().unwrap();
    let (path, link) = (folder.path().join("store"), folder.path().join("link"));
    let store = open(&path);
    fs::hard_link(&path, &link).unwrap();
    assert_in_use(&link);
    commit(&store, writing(1, "1")).await.unwrap();
    drop(store);
    assert_eq!(load(&open(&link), 1).await.as_deref(), Some("1"));

    let mut other = Child::start("kill::commit_until_killed", &folder.path().join("second"));
    other.next_line().unwrap();
    fs::hard_link(folder.path().join("second"), folder.path().join("second-link")).unwrap();
    assert_in_use(&folder.path().join("second-link"));
    other.kill();
}

/// As containers do with a single file.
#[cfg(target_os = "linux")]
#[test]
fn a_store_that_is_open_is_refused_by_a_mount_of_its_file() {
    let folder = TempDir::new().unwrap();
    let (path, mounted) = (folder.path().join("store"), folder.path().join("mounted"));
    let mut other = Child::start("kill::commit_until_killed", &path);
    other.next_line().unwrap();
    fs::write(&mounted, "").unwrap();
    if !Command::new("mount").arg("--bind").args([&path, &mounted]).status().is_ok_and(|it| it.success()) {
        println!("skipped: nothing may be mounted here");
        return;
    }
    let outcome = SqliteStore::open(&mounted);
    assert!(Command::new("umount").arg("-l").arg(&mounted).status().unwrap().success());
    assert!(matches!(outcome, Err(StoreError::InUse { .. })), "{outcome:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_store_that_is_open_is_refused_without_the_lock_beside_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    let store = open(&path);
    fs::remove_file(folder.path().join("store-lock")).unwrap();
    assert_in_use(&path);
    drop(store);
    drop(open(&path));
}

/// A refusal here must not cost the locks by which other programs leave the log in its place.
#[cfg(target_os = "linux")]
#[test]
fn a_refused_opening_leaves_the_locks_of_the_store_that_is_open() {
    let folder = TempDir::new().unwrap();
    let (path, link) = (folder.path().join("store"), folder.path().join("link"));
    let _store = open(&path);
    fs::hard_link(&path, &link).unwrap();
    assert_in_use(&link);
    let engine_locks = fs::read_to_string("/proc/locks").unwrap();
    let inode = std::os::unix::fs::MetadataExt::ino(&path.metadata().unwrap());
    let is_ours = |line: &str| line.contains("POSIX") && line.contains(&format!(":{inode} "));
    assert!(engine_locks.lines().any(is_ours), "the engine's locks are gone:\n{engine_locks}");
}

/// The copy that takes the file's place is locked as the file was.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_copy_that_is_put_in_the_files_place_is_locked() {
    let folder = TempDir::new().unwrap();
    let [path, copy, link] = ["store", "copy", "link"].map(|name| folder.path().join(name));
    drop(open(&copy));
    fs::hard_link(&copy, &link).unwrap();
    let store = open(&path);
    commit(&store, writing(1, "1")).await.unwrap();
    fs::rename(&copy, &path).unwrap();
    commit(&store, writing(2, "2")).await.unwrap();
    assert_in_use(&link);
    drop(store);
    let store = open(&link);
    assert_eq!((load(&store, 1).await, load(&store, 2).await.as_deref()), (None, Some("2")));
}

/// A copy that another process has open can't be used in the file's place until that ends.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_store_in_use_that_is_put_in_the_files_place_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let [path, other, link] = ["store", "other", "link"].map(|name| folder.path().join(name));
    let mut child = Child::start("kill::commit_until_killed", &other);
    child.next_line().unwrap();
    fs::hard_link(&other, &link).unwrap();
    let store = open(&path);
    fs::rename(&link, &path).unwrap();
    for _ in 0..2 {
        assert!(matches!(commit(&store, writing(-1, "1")).await, Err(StoreError::Failed { .. })));
    }
    child.kill();
    commit(&store, writing(-1, "1")).await.unwrap();
    assert_eq!(load(&store, -1).await.as_deref(), Some("1"));
}
