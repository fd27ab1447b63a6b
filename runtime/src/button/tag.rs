//! Which handler a button is for, and whether its fields can ever be too long.

use super::layout::ROOM;
use crate::text::Text;

/// Says which handler a button is for: a hash of its name and of its fields' names and types. So a button of a handler
/// whose fields are others now is recognised as out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag(u32);

impl Tag {
    /// How many bits a tag has.
    pub(super) const BITS: u32 = 24;

    /// The tag of the handler with that name, and with fields that are described like that.
    pub const fn of(name: &str, fields: &[&str]) -> Tag {
        let mut hash = hash(0xcbf2_9ce4_8422_2325, name);
        let mut index = 0;
        while index < fields.len() {
            hash = self::hash(hash, fields[index]);
            index += 1;
        }
        let folded = (hash >> 40) ^ ((hash >> 16) & 0xff_ffff);
        #[expect(clippy::cast_possible_truncation, reason = "24 bits are left")]
        Tag(folded as u32)
    }

    /// Whether it is that tag.
    pub(crate) const fn is(self, other: Tag) -> bool {
        self.0 == other.0
    }

    pub(super) const fn number(self) -> u32 {
        self.0
    }

    pub(super) const fn from_number(number: u32) -> Tag {
        Tag(number)
    }
}

/// FNV-1a, over the text and its end.
const fn hash(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index <= bytes.len() {
        let byte = if index < bytes.len() { bytes[index] } else { 0xff };
        hash = (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}

/// Refuses a button whose fields may take more than a button holds.
///
/// # Panics
/// With a text that names the fields and their sizes, if all have one and they do not fit together.
#[track_caller]
pub const fn check_size(function: &str, fields: &[(&str, Option<usize>)]) {
    let mut needed = fields.len().saturating_sub(1);
    let mut index = 0;
    while index < fields.len() {
        let Some(longest) = fields[index].1 else { return };
        needed += longest;
        index += 1;
    }
    if needed <= ROOM {
        return;
    }
    let mut text = Text::new()
        .with(&["the fields of `", function, "` may take "])
        .with_number(needed)
        .with(&[" bytes, and a button has room for "])
        .with_number(ROOM)
        .with(&["\n= help: use smaller types, or keep the values as data and give the button their key"])
        .with(&["\n= note: "]);
    let mut index = 0;
    while index < fields.len() {
        if let (name, Some(longest)) = fields[index] {
            let separator = if index > 0 { ", " } else { "" };
            text = text.with(&[separator, "`", name, "` up to "]).with_number(longest);
        }
        index += 1;
    }
    panic!("{}", text.as_str());
}
