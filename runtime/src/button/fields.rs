//! The fields of a button, read one after the other.

use super::kept::Kept;
use super::layout::{Content, Opened, take_piece};
use crate::failure::Failure;

/// The fields of a pressed button, read one after the other.
#[derive(Debug)]
pub struct Fields<'a>(Source<'a>);

/// Where the fields stand.
#[derive(Debug)]
enum Source<'a> {
    /// In the button.
    Button(&'a str),
    /// In the store.
    Kept(std::vec::IntoIter<String>),
}

impl<'a> Fields<'a> {
    /// The fields of that button; `kept` are the buttons that are kept for its chat.
    pub(crate) fn of(opened: &Opened<'a>, kept: Option<&Kept>) -> Result<Self, Failure> {
        let source = match opened.content {
            Content::Fields(fields) => Source::Button(fields),
            Content::Key(key) => {
                let fields = kept.and_then(|kept| kept.fields(key)).ok_or(Failure::OutOfDate)?;
                Source::Kept(fields.into_iter())
            }
        };
        Ok(Fields(source))
    }

    /// The next field, which is not the last one.
    pub fn next<T>(&mut self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        let value = match &mut self.0 {
            Source::Button(rest) => take_piece(rest).and_then(read),
            Source::Kept(fields) => fields.next().and_then(|field| read(&field)),
        };
        value.ok_or(Failure::OutOfDate)
    }

    /// The last field.
    pub fn last<T>(mut self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        match self.0 {
            Source::Button(rest) => read(rest).ok_or(Failure::OutOfDate),
            Source::Kept(_) => self.next(read),
        }
    }
}
