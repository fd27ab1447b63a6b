//! The lock on the database itself, which keeps two processes from one file by two names.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::linux::fs::MetadataExt;
use std::path::Path;

use super::super::files::FileId;
use super::Held;

/// File systems on which a lock of ours (`flock`) and the engine's (`fcntl`) are of one kind: the engine would wait
/// for us. On all others they don't meet. <https://man7.org/linux/man-pages/man2/flock.2.html>
const MIXING_LOCKS: [&str; 5] = ["9p", "cifs", "nfs", "nfs4", "smb3"];

/// Held until no connection to the database is open: closing any handle of a file drops the engine's locks on it.
///
/// Empty while there is no database yet, and where such a lock would do harm.
#[derive(Debug)]
pub(in super::super) struct DatabaseLock(Option<Held>);

impl DatabaseLock {
    /// Locks the database if there is one.
    pub(in super::super) fn take(path: &Path) -> Result<Self, TryLockError> {
        let mut lock = DatabaseLock(None);
        match lock.follow(path) {
            Err(TryLockError::WouldBlock) => {
                // Perhaps it is this process that holds it, by another name of the file. Closing the handle would
                // drop the engine's locks; one handle for each refusal is the price.
                std::mem::forget(lock);
                Err(TryLockError::WouldBlock)
            }
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::NotFound => {
                Err(TryLockError::Error(error))
            }
            _ => Ok(lock),
        }
    }

    /// Keeps a refused handle: it is tried again next time.
    pub(super) fn follow(&mut self, path: &Path) -> Result<(), TryLockError> {
        if !self.is_on(path).map_err(TryLockError::Error)? {
            self.0 = open(path).map_err(TryLockError::Error)?;
        }
        self.0.as_ref().map_or(Ok(()), |Held(file)| file.try_lock())
    }

    fn is_on(&self, path: &Path) -> io::Result<bool> {
        let Some(Held(file)) = &self.0 else { return Ok(false) };
        Ok(FileId::of(&file.metadata()?) == FileId::at(path)?)
    }
}

fn open(path: &Path) -> io::Result<Option<Held>> {
    if is_mixing_locks(path)? { Ok(None) } else { File::open(path).map(|file| Some(Held(file))) }
}

/// Found without opening the file, whose handle could not be closed again while a connection is open.
fn is_mixing_locks(path: &Path) -> io::Result<bool> {
    let device = path.metadata()?.st_dev();
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    Ok(file_system(&mounts, device).is_some_and(|name| MIXING_LOCKS.contains(&name)))
}

/// The kind of file system on a device: in `36 35 98:0 /mnt1 /mnt2 rw master:1 - ext3 /dev/root rw` it is `ext3`.
fn file_system(mounts: &str, device: u64) -> Option<&str> {
    let major = ((device >> 8) & 0xfff) | ((device >> 32) & 0xffff_f000);
    let minor = (device & 0xff) | ((device >> 12) & 0xffff_ff00);
    let device = format!("{major}:{minor}");
    let line = mounts.lines().find(|line| line.split(' ').nth(2) == Some(&device))?;
    line.split_once(" - ")?.1.split(' ').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_file_system_is_found_by_its_device() {
        let mounts = "36 35 98:0 / / rw,noatime master:1 - ext3 /dev/root rw\n\
            40 36 0:300 / /mnt/net rw shared:2 - nfs4 server:/ rw\n";
        assert_eq!(file_system(mounts, 98 << 8), Some("ext3"));
        assert_eq!(file_system(mounts, 0x0010_002c), Some("nfs4"));
        assert_eq!(file_system(mounts, 7), None);
    }

    #[test]
    fn the_file_system_of_processes_is_known() {
        let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
        assert_eq!(file_system(&mounts, fs::metadata("/proc").unwrap().st_dev()), Some("proc"));
    }
}
