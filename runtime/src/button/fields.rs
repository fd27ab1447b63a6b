//! The fields of a button, read one after the other.

use super::layout::{Opened, take_piece};
use crate::failure::Failure;

/// The fields of a pressed button, read one after the other.
#[derive(Debug)]
pub struct Fields<'a> {
    rest: &'a str,
}

impl<'a> Fields<'a> {
    /// The fields in the data of a button.
    pub(crate) fn of(data: &'a str) -> Self {
        Fields { rest: Opened::read(data).map_or("", |opened| opened.fields) }
    }

    /// The next field, which is not the last one.
    pub fn next<T>(&mut self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        take_piece(&mut self.rest).and_then(read).ok_or(Failure::OutOfDate)
    }

    /// The last field.
    pub fn last<T>(self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        read(self.rest).ok_or(Failure::OutOfDate)
    }
}
