//! One process at a time.

use std::fs;
use std::path::Path;

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
