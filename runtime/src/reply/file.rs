//! Files that a bot sends.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use teloxide_core::types::FileId;

use crate::failure::Failure;
use crate::upload::{self, LARGEST, Upload};

/// A file to send: one that Telegram knows or finds, or one to upload.
///
/// A text is what Telegram takes as one: the id of a file that it has, or an address that it fetches the file from.
///
/// ```
/// use pouch::File;
///
/// let known = File::from("https://example.org/cat.png");
/// let on_disk = File::path("cat.png");
/// let made_here = File::bytes("values.csv", "a,b\n1,2\n");
/// ```
///
/// What is uploaded becomes a part of the reply: a file is read when its handler has ended, and the store keeps its content
/// until it is sent. So whatever happens to the file afterwards, or to the bot, it is sent as it was. All files of a reply
/// have 50 MB together; what can't be read, is empty or too large is a failure of its handler. To send a file often, upload
/// it once, and send the id that Telegram has given it from then on.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    source: Source,
    name: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Source {
    /// The id or address of a file that Telegram knows or finds.
    Known(String),
    Path(PathBuf),
    Bytes(Arc<[u8]>),
}

impl File {
    /// A file on the bot's computer.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        File { source: Source::Path(path.into()), name: None }
    }

    /// A file with that name and content.
    pub fn bytes(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        let content: Vec<u8> = content.into();
        File { source: Source::Bytes(content.into()), name: Some(name.into()) }
    }

    /// Shows a file of the bot's computer under another name.
    pub fn named(self, name: impl Into<String>) -> Self {
        File { name: Some(name.into()), ..self }
    }

    /// What stands for it among the parameters, or the upload that goes with them as that field of the form.
    pub(super) fn into_parameter(self, field: &str) -> Result<String, Attached> {
        let name = || self.name.clone().unwrap_or_else(|| "file".to_owned());
        match self.source {
            Source::Known(known) => Ok(known),
            Source::Bytes(content) => {
                Err(Attached { field: field.to_owned(), name: name(), content: Content::Bytes(content) })
            }
            Source::Path(path) => {
                let own = path.file_name().map(|name| name.to_string_lossy().into_owned());
                let name = self.name.clone().or(own).unwrap_or_else(|| "file".to_owned());
                Err(Attached { field: field.to_owned(), name, content: Content::Path(path) })
            }
        }
    }
}

/// Without the content.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().unwrap_or_default();
        match &self.source {
            Source::Known(known) => write!(f, "File({known:?})"),
            Source::Path(path) => write!(f, "File({path:?} {name:?})"),
            Source::Bytes(content) => write!(f, "File({} bytes {name:?})", content.len()),
        }
    }
}

impl From<&str> for File {
    fn from(known: &str) -> Self {
        known.to_owned().into()
    }
}

impl From<String> for File {
    fn from(known: String) -> Self {
        File { source: Source::Known(known), name: None }
    }
}

impl From<FileId> for File {
    fn from(id: FileId) -> Self {
        id.0.into()
    }
}

impl From<&FileId> for File {
    fn from(id: &FileId) -> Self {
        id.clone().into()
    }
}

impl From<PathBuf> for File {
    fn from(path: PathBuf) -> Self {
        File::path(path)
    }
}

impl From<&Path> for File {
    fn from(path: &Path) -> Self {
        File::path(path)
    }
}

/// A file that goes with a call, and may not be read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attached {
    field: String,
    name: String,
    content: Content,
}

#[derive(Clone, PartialEq, Eq)]
enum Content {
    Path(PathBuf),
    Bytes(Arc<[u8]>),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Path(path) => path.fmt(f),
            Content::Bytes(content) => write!(f, "{} bytes", content.len()),
        }
    }
}

/// Why a file can't be sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("the file `{name}` can't be read")]
    Io { name: String, source: io::Error },
    #[error("the file `{name}` is empty, which Telegram does not take")]
    Empty { name: String },
    #[error("the files of a reply have {} MB together, and `{name}` does not fit", LARGEST >> 20)]
    Large { name: String },
}

/// The payload of a call with these files, which are read now. Blocks while they are.
pub(super) fn attach(payload: &str, files: Vec<Attached>) -> Result<String, Failure> {
    let returned = |error: serde_json::Error| Failure::Returned(error.into());
    let mut room = LARGEST;
    let mut uploads = Vec::new();
    for file in files {
        let upload = file.read(room).map_err(|error| Failure::Returned(error.into()))?;
        room -= upload.content.len();
        uploads.push(upload);
    }
    let parameters = serde_json::from_str(payload).map_err(returned)?;
    upload::payload(parameters, &uploads).map_err(returned)
}

impl Attached {
    /// Reads it, if it has no more than so many bytes.
    fn read(self, room: usize) -> Result<Upload, Unreadable> {
        let Attached { field, name, content } = self;
        let content = match content {
            Content::Bytes(content) => content.to_vec(),
            Content::Path(path) => read(&path, room).map_err(|source| {
                let name = path.display().to_string();
                Unreadable::Io { name, source }
            })?,
        };
        match content.len() {
            0 => Err(Unreadable::Empty { name }),
            length if length > room => Err(Unreadable::Large { name }),
            _ => Ok(Upload { field, name, content }),
        }
    }
}

/// The file's content, or a little more than there is room for.
fn read(path: &Path, room: usize) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    std::fs::File::open(path)?.take(room as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attached(file: File) -> Result<String, String> {
        let attached = file.into_parameter("photo").unwrap_err();
        attach("{\"chat_id\":7}", vec![attached]).map_err(|failure| match failure {
            Failure::Returned(error) => error.to_string(),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn what_can_be_sent_is_in_the_payload() {
        let payload = attached(File::bytes("a.txt", "hi")).unwrap();
        assert!(payload.contains("\"chat_id\":7") && payload.contains("a.txt"), "{payload}");
        assert_eq!(
            File::from("https://a.b/c.png").into_parameter("photo"),
            Ok("https://a.b/c.png".to_owned())
        );
    }

    #[test]
    fn what_can_not_be_sent_is_named() {
        assert!(attached(File::path("/there/is/none.png")).unwrap_err().contains("/there/is/none.png"));
        assert!(attached(File::bytes("a.txt", "")).unwrap_err().contains("`a.txt` is empty"));
        let large = attached(File::bytes("a.bin", vec![0; LARGEST + 1])).unwrap_err();
        assert!(large.contains("50 MB") && large.contains("a.bin"), "{large}");
        assert_eq!(read(Path::new("/dev/zero"), 3).unwrap().len(), 4);
    }
}
