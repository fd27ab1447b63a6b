//! What a file is, by its first bytes: a look that changes nothing, before the engine touches the file.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::lock::beside;
use super::schema::{APPLICATION_ID, Marks, SCHEMA_VERSION};

/// The header of a database and, after it, of the first page's tree. <https://sqlite.org/fileformat.html>
const HEADER: usize = 108;
const DATABASE_MAGIC: &[u8] = b"SQLite format 3\0";
const JOURNAL_MAGIC: &[u8] = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";

/// What a path holds that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No file, an empty one, or one that a kill left half made; a store can be made of it.
    Nothing,
    /// A store.
    Store,
}

/// Why a file can't be opened as a store.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// It can't be read.
    Unreadable(io::Error),
    /// It is something else.
    Foreign(String),
    /// It is a store that has been damaged.
    Damaged(String),
}

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Self {
        Obstacle::Unreadable(error)
    }
}

/// Says what the file is, without a change to it or to the folder.
pub(super) fn inspect(path: &Path) -> Result<Found, Obstacle> {
    let header = read_start(path, HEADER)?;
    if header.is_empty() || is_creation_undone(path)? {
        return Ok(Found::Nothing);
    }
    if !header.starts_with(DATABASE_MAGIC) {
        return Err(foreign("it is no SQLite database"));
    }
    let header: &[u8; HEADER] =
        header.as_slice().try_into().map_err(|_| foreign("it is cut off after its first bytes"))?;
    let marks = Marks { application_id: number_at(header, 68), schema_version: number_at(header, 60) };
    if marks == Marks::NONE && has_no_tables(header) && read_start(&beside(path, "-wal"), 1)?.is_empty() {
        return Ok(Found::Nothing);
    }
    check_marks(marks).map_err(Obstacle::Foreign)?;
    check_length(path, header).map(|()| Found::Store)
}

/// Whether a database with these marks is a store that this version understands.
pub(super) fn check_marks(marks: Marks) -> Result<(), String> {
    if marks.application_id != APPLICATION_ID {
        return Err("it is an SQLite database of another program".to_owned());
    }
    if marks.schema_version > SCHEMA_VERSION {
        return Err(format!(
            "it was written by a newer Pouch (format {}, this one knows {SCHEMA_VERSION}); update the bot",
            marks.schema_version
        ));
    }
    Ok(())
}

/// Whether the file holds the pages that its header counts. The engine checks it by whole pages only.
///
/// Beside a log or a journal, the file may be longer or shorter for the time being.
fn check_length(path: &Path, header: &[u8; HEADER]) -> Result<(), Obstacle> {
    for suffix in ["-wal", "-journal"] {
        if !read_start(&beside(path, suffix), 1)?.is_empty() {
            return Ok(());
        }
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let expected = page_size * u64::from(number_at(header, 28).cast_unsigned());
    let found = path.metadata()?.len();
    if found >= expected {
        return Ok(());
    }
    Err(Obstacle::Damaged(format!("it has {found} bytes of {expected}")))
}

/// The first page is the schema's tree; while there are no tables it is a leaf without cells.
fn has_no_tables(header: &[u8; HEADER]) -> bool {
    const LEAF: u8 = 0x0d;
    header[100] == LEAF && header[103..105] == [0, 0]
}

/// Whether a kill cut the file's creation short: the journal then says that there were no pages before, and the
/// engine will cut the file back to that, whatever it holds now.
fn is_creation_undone(path: &Path) -> io::Result<bool> {
    let journal = read_start(&beside(path, "-journal"), 20)?;
    Ok(journal.len() == 20 && journal.starts_with(JOURNAL_MAGIC) && journal[16..] == [0; 4])
}

fn number_at(header: &[u8; HEADER], at: usize) -> i32 {
    i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

/// The first bytes of a file, fewer if it is shorter, none if it does not exist.
fn read_start(path: &Path, length: usize) -> io::Result<Vec<u8>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened?,
    };
    let mut start = Vec::with_capacity(length);
    file.take(length as u64).read_to_end(&mut start)?;
    Ok(start)
}

fn foreign(reason: &str) -> Obstacle {
    Obstacle::Foreign(reason.to_owned())
}
