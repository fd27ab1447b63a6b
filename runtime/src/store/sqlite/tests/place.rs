//! Paths that can't hold a store.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{SqliteStore, StoreError, names_in, open};

#[track_caller]
fn assert_refused(path: &Path, expected: &str) {
    match SqliteStore::open(path) {
        Err(StoreError::Open { path: named, reason }) => {
            assert_eq!(named, path);
            assert!(reason.contains(expected), "the reason is: {reason}");
        }
        other => panic!("opening {} gave {other:?}", path.display()),
    }
}

#[test]
fn a_path_that_can_hold_no_file_is_refused_with_the_reason() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let cases = [
        ("", "the path is empty"),
        (".", "that is a folder"),
        ("missing/store", "does not exist; create it first"),
        ("missing/", "names a folder"),
        ("file/store", "Not a directory"),
        ("nul\0byte", "NUL"),
    ];
    for (path, expected) in cases {
        let path = if path.is_empty() { path.into() } else { folder.path().join(path) };
        assert_refused(&path, expected);
    }
    assert_eq!(names_in(folder.path()), ["file"], "a refused path leaves nothing behind");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused() {
    let folder = TempDir::new().unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).unwrap();
    assert_refused(&link, "a link to a file which does not exist");
    assert_refused(Path::new("/dev/null"), "no regular file");
    assert_eq!(names_in(folder.path()), ["link"]);
}

#[test]
fn a_relative_path_opens_and_is_made_absolute() {
    let folder = tempfile::tempdir_in(".").unwrap();
    let relative = Path::new(folder.path().file_name().unwrap()).join("store");
    let store = open(&relative);
    assert_eq!(store.path(), relative.canonicalize().unwrap());
}

/// As another user, since nothing is forbidden to root.
#[cfg(unix)]
mod without_permission {
    use std::os::unix::fs::PermissionsExt;

    use super::super::kill::{Child, run_as_nobody};
    use super::*;

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    #[ignore = "runs in a child process"]
    fn child() {
        let path = std::env::var_os("POUCH_TEST_STORE").unwrap();
        let expected = std::env::var("POUCH_TEST_REASON").unwrap();
        assert_refused(Path::new(&path), &expected);
    }

    #[test]
    fn what_may_not_be_written_is_refused_with_the_reason() {
        let folder = TempDir::new().unwrap();
        allow(folder.path(), 0o755);
        let store = folder.path().join("store");
        run_as_nobody("place::without_permission::child", &store, "its lock can't be taken in the folder");
        drop(open(&store));
        allow(&store, 0o600);
        run_as_nobody("place::without_permission::child", &store, "Permission denied");
        allow(&store, 0o644);
        allow(&folder.path().join("store-lock"), 0o666);
        run_as_nobody("place::without_permission::child", &store, "the file may only be read");
        allow(&store, 0o666);
        run_as_nobody("place::without_permission::child", &store, "let the bot write");
        assert_eq!(names_in(folder.path()), ["store", "store-lock"]);
        allow(&store, 0o644);
        let mut killed = Child::start("kill::commit_until_killed", &store);
        killed.next_line().unwrap();
        killed.kill();
        allow(&store, 0o666);
        run_as_nobody("place::without_permission::child", &store, "let the bot write");
    }
}
