//! Copying a store into a new file, at one moment, while it is in use.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::thread;

use rusqlite::Error::SqliteFailure;
use rusqlite::ErrorCode;
use tokio::sync::oneshot;

use super::connection::{Access, connect};
use super::failure::Failure;
use super::location::folder_of;
use super::lock::beside;

/// Writes the copy, on a thread of its own with a connection of its own: it may take minutes.
pub(super) async fn write(from: &Path, to: &Path) -> Result<(), Failure> {
    let (from, to) = (from.to_owned(), to.to_owned());
    let (done, is_done) = oneshot::channel();
    let copy = move || _ = done.send(copy(&from, &to));
    thread::Builder::new().name("pouch-store-backup".to_owned()).spawn(copy)?;
    is_done.await.unwrap_or_else(|_| Err("the thread of the backup has ended".into()))
}

/// Copies into a file beside the target, which gets its name when it is whole and on the disk.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if to.exists() {
        return Err(Failure::Engine(format!("`{}` exists already; name a new file", to.display()).into()));
    }
    let part = beside(to, "-part");
    // Left by a backup that was killed.
    remove(&part)?;
    let copied = vacuum(from, &part).and_then(|()| name(&part, to));
    remove(&part)?;
    copied
}

fn vacuum(from: &Path, part: &Path) -> Result<(), Failure> {
    let connection = connect(from, Access::Read)?;
    let target = part.to_str().ok_or("the path of a backup has to be UTF-8")?;
    match connection.execute("VACUUM INTO ?1", [target]) {
        Ok(_) => Ok(()),
        Err(SqliteFailure(error, reason)) if error.code == ErrorCode::CannotOpen => {
            let reason = reason.unwrap_or_else(|| error.to_string());
            Err(Failure::Engine(format!("`{target}` can't be written: {reason}").into()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Never replaces a file: another one may have got the name meanwhile.
fn name(part: &Path, to: &Path) -> Result<(), Failure> {
    File::open(part)?.sync_all()?;
    fs::hard_link(part, to)?;
    File::open(folder_of(to))?.sync_all()?;
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
