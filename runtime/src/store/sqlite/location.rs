//! Which file a path means.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The file that a path means, the same for every spelling of it; or why there can't be a store.
pub(super) fn locate(given: &Path) -> Result<PathBuf, String> {
    if given.as_os_str().is_empty() {
        return Err("the path is empty; name a file".to_owned());
    }
    match given.metadata() {
        Ok(found) if found.is_file() => given.canonicalize().map_err(|error| error.to_string()),
        Ok(found) if found.is_dir() => Err("that is a folder; name a file in it".to_owned()),
        Ok(_) => Err("that is no regular file".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => locate_new(given),
        Err(error) => Err(explain(&error)),
    }
}

fn locate_new(given: &Path) -> Result<PathBuf, String> {
    if given.is_symlink() {
        return Err("that is a link to a file which does not exist".to_owned());
    }
    if given.to_string_lossy().ends_with(std::path::is_separator) {
        return Err("that names a folder; name a file".to_owned());
    }
    let name = given.file_name().ok_or("that names no file")?;
    let folder = folder_of(given);
    match folder.canonicalize() {
        Ok(found) => Ok(found.join(name)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(format!("the folder `{}` does not exist; create it first", folder.display()))
        }
        Err(error) => Err(explain(&error)),
    }
}

/// The folder that holds the file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The system's error, with what to do where that is known.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            format!("{error}; let the user that the bot runs as read and write the file and its folder")
        }
        ErrorKind::ReadOnlyFilesystem => format!("{error}; put the store where the bot may write"),
        ErrorKind::StorageFull => format!("{error}; make room on the disk"),
        _ => error.to_string(),
    }
}
