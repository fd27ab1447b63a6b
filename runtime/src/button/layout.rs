//! How the data of a button is laid out in the 64 bytes that Telegram gives it.
//!
//! ```text
//! tag   mark         kind  bindings ...  fields ...
//! 4     11           1     as the kind says
//! ```
//!
//! The mark covers all the rest and the chat. Each piece behind the kind has one digit for its length before it, but for
//! the last field, which takes what is left. Where the store keeps the fields, their key stands in their place.

use std::time::{SystemTime, UNIX_EPOCH};

use super::digits;
use super::seal::{MARK_LEN, Seal, is_like_mark};
use super::tag::Tag;

/// The most bytes that Telegram takes as the data of a button (`InlineKeyboardButton` in the Bot API).
pub(super) const LONGEST_DATA: usize = 64;

/// How many digits a tag takes.
const TAG_LEN: usize = digits::digits_for(Tag::BITS);

/// How many bytes are left for the fields of a button without bindings.
pub(super) const ROOM: usize = LONGEST_DATA - TAG_LEN - MARK_LEN - 1;

/// What kind of button it is: one bit for each binding.
const FOR_ONE: u8 = 1;
const UNTIL: u8 = 2;
/// The store keeps the fields.
const KEPT: u8 = 4;
const ALL_KINDS: u8 = FOR_ONE | UNTIL | KEPT;

/// Who may press a button, and until when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bindings {
    pub(super) only_for: Option<i64>,
    /// In seconds since 1970.
    pub(super) until: Option<u64>,
}

/// What a button holds, taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) tag: Tag,
    bindings: Bindings,
    pub(super) content: Content<'a>,
}

/// What a button holds beside its bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content<'a> {
    /// The fields.
    Fields(&'a str),
    /// The key of the fields in the store.
    Key(&'a str),
}

/// What is to be written beside the bindings.
#[derive(Clone, Copy)]
pub(super) enum Written<'a> {
    Fields(&'a [String]),
    Key(&'a str),
}

/// Why a press of a button is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is none of the bot's buttons as they are now, or its time is over.
    OutOfDate,
    /// It is somebody else's.
    NotYours,
}

/// The data of a button with that content in that chat.
pub(super) fn write(tag: Tag, bindings: Bindings, written: Written<'_>, chat: i64, seal: &Seal) -> String {
    let tag = digits::write_fixed(tag.number().into(), TAG_LEN);
    let content = content(bindings, written);
    let mark = seal.mark(chat, &[&tag, &content]);
    format!("{tag}{mark}{content}")
}

fn content(Bindings { only_for, until }: Bindings, written: Written<'_>) -> String {
    let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
    let is_kept = matches!(written, Written::Key(_));
    let kind = bit(only_for.is_some(), FOR_ONE) | bit(until.is_some(), UNTIL) | bit(is_kept, KEPT);
    let mut content = String::from(digits::digit(kind));
    let numbers = [only_for.map(i64::cast_unsigned), until];
    numbers.into_iter().flatten().for_each(|number| push_piece(&mut content, &digits::write(number.into())));
    match written {
        Written::Key(key) => content.push_str(key),
        Written::Fields(fields) => push_fields(&mut content, fields),
    }
    content
}

fn push_fields(content: &mut String, fields: &[String]) {
    if let Some((last, others)) = fields.split_last() {
        for field in others {
            push_piece(content, field);
        }
        content.push_str(last);
    }
}

/// Adds a piece with its length before it. One that is too long for the digit is too long for any button.
fn push_piece(content: &mut String, piece: &str) {
    content.push(digits::digit(u8::try_from(piece.len()).unwrap_or(u8::MAX)));
    content.push_str(piece);
}

/// Takes a piece off the front.
pub(super) fn take_piece<'a>(content: &mut &'a str) -> Option<&'a str> {
    let length = digits::value_of(content.chars().next()?)?;
    let rest = &content[1..];
    let piece = rest.get(..usize::from(length))?;
    *content = &rest[piece.len()..];
    Some(piece)
}

impl<'a> Opened<'a> {
    /// Takes apart what a button of the bot holds, without asking whether it is one.
    pub(crate) fn read(data: &'a str) -> Option<Opened<'a>> {
        let tag = digits::read(data.get(..TAG_LEN)?)?;
        let mut fields = data.get(TAG_LEN + MARK_LEN..)?;
        let kind = digits::value_of(fields.chars().next()?).filter(|kind| *kind <= ALL_KINDS)?;
        fields = &fields[1..];
        let mut number = |bit: u8| -> Option<Option<u64>> {
            if kind & bit == 0 {
                return Some(None);
            }
            let number = digits::read(take_piece(&mut fields)?)?;
            u64::try_from(number).ok().map(Some)
        };
        let bindings = Bindings { only_for: number(FOR_ONE)?.map(u64::cast_signed), until: number(UNTIL)? };
        let content = if kind & KEPT == 0 { Content::Fields(fields) } else { Content::Key(fields) };
        Some(Opened { tag: Tag::from_number(u32::try_from(tag).ok()?), bindings, content })
    }

    /// Whether that was made for a button of the bot as it is, was or could be: it has the tag of one, or the shape of all of
    /// them. Whether it may be pressed is another question.
    pub(crate) fn is_like_own(data: &str, is_tag: impl FnOnce(Tag) -> bool) -> bool {
        let tag = data.get(..TAG_LEN).and_then(digits::read).and_then(|tag| u32::try_from(tag).ok());
        let has_mark = data.get(TAG_LEN..TAG_LEN + MARK_LEN).is_some_and(is_like_mark);
        let has_tag = tag.is_some_and(|tag| data.len() > TAG_LEN + MARK_LEN && is_tag(Tag::from_number(tag)));
        has_tag || has_mark && Opened::read(data).is_some()
    }

    /// The key of what the store keeps of the button, if it keeps anything.
    pub(crate) fn key(&self) -> Option<&'a str> {
        match self.content {
            Content::Key(key) => Some(key),
            Content::Fields(_) => None,
        }
    }

    /// Takes apart the data of a button that the bot has made for any of those chats.
    pub(crate) fn of_own(data: &'a str, chats: &[i64], seal: &Seal) -> Option<Opened<'a>> {
        let opened = Opened::read(data)?;
        let (tag, rest) = data.split_at(TAG_LEN);
        let (mark, content) = rest.split_at(MARK_LEN);
        let is_own = |chat: &i64| seal.is_mark(mark, *chat, &[tag, content]);
        chats.iter().any(is_own).then_some(opened)
    }

    /// Whether that person may press it now.
    pub(crate) fn check(&self, presser: i64) -> Result<(), Refusal> {
        if self.bindings.only_for.is_some_and(|only| only != presser) {
            return Err(Refusal::NotYours);
        }
        match self.bindings.until {
            Some(until) if seconds(SystemTime::now()) >= until => Err(Refusal::OutOfDate),
            _ => Ok(()),
        }
    }
}

/// That time in whole seconds since 1970.
pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: i64 = -5;

    fn data(bindings: Bindings, fields: &[&str]) -> String {
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        write(Tag::of("f", &[]), bindings, Written::Fields(&fields), CHAT, &Seal::of("1:a"))
    }

    fn open(data: &str, chat: i64) -> Option<Opened<'_>> {
        Opened::of_own(data, &[chat], &Seal::of("1:a"))
    }

    #[test]
    fn what_was_written_is_read_where_it_was_written_for() {
        let data = data(Bindings::default(), &["a", "", "b.c"]);
        let opened = open(&data, CHAT).unwrap();
        assert_eq!(opened.tag, Tag::of("f", &[]));
        assert_eq!((opened.content, opened.check(1)), (Content::Fields("BaAb.c"), Ok(())));
        assert!(open(&data, CHAT - 1).is_none());
    }

    #[test]
    fn what_others_made_is_told_from_what_was_forged() {
        let (tag, data) = (Tag::of("f", &[]), data(Bindings { only_for: Some(7), until: Some(9) }, &["ab"]));
        let is_like_own = |data: &str| Opened::is_like_own(data, |known| known == tag);
        for at in 0..data.len() {
            let forged =
                format!("{}{}{}", &data[..at], if at < TAG_LEN { 'x' } else { ':' }, &data[at + 1..]);
            assert!(is_like_own(&forged), "{forged}");
        }
        let uuids = "9f4c1b0de2a84c6f8a7b5d3e1c0f2a4b".repeat(2);
        for foreign in
            ["", "vote:1", "menu/0/1/2/9f4c", "DELETE_USER_ACCOUNT_1", &uuids, "delete_user_12345678", "ü"]
        {
            assert!(!is_like_own(foreign), "{foreign}");
        }
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let data = data(Bindings { only_for: Some(7), until: Some(9) }, &["ab"]);
        for at in 0..data.len() {
            for other in ["A", "z", "é"] {
                let changed = format!("{}{other}{}", &data[..at], &data[at + 1..]);
                assert!(changed == data || open(&changed, CHAT).is_none(), "{changed}");
            }
            assert!(open(&data[..at], CHAT).is_none());
        }
    }

    #[test]
    fn bindings_hold() {
        let for_one = data(Bindings { only_for: Some(7), until: None }, &[]);
        assert_eq!(open(&for_one, CHAT).unwrap().check(7), Ok(()));
        assert_eq!(open(&for_one, CHAT).unwrap().check(8), Err(Refusal::NotYours));
        let now = seconds(SystemTime::now());
        let over = data(Bindings { only_for: None, until: Some(now) }, &["x"]);
        assert_eq!(open(&over, CHAT).unwrap().check(8), Err(Refusal::OutOfDate));
        let later = data(Bindings { only_for: Some(8), until: Some(now + 60) }, &["x"]);
        let later = open(&later, CHAT).unwrap();
        assert_eq!((later.content, later.check(8)), (Content::Fields("x"), Ok(())));
    }

    #[test]
    fn garbage_is_nothing() {
        for data in
            ["", "x", "AAAA", "éééééééééééé", "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA_", "AAAAAAAAAAAAAAABz"]
        {
            assert!(open(data, CHAT).is_none(), "{data}");
        }
    }
}
