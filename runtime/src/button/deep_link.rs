//! Links that open a chat with the bot and send it `/start` with arguments.

use std::fmt;

use super::digits::{digit, value_of};
use crate::failure::Failure;
use crate::text::Text;

/// The most characters of a payload, each one of `A-Z`, `a-z`, `0-9`, `_` and `-`:
/// <https://core.telegram.org/bots/features#deep-linking>.
const LONGEST: usize = 64;

/// What stands before fields as they are, and before fields in digits of 6 bits: nobody types that by chance.
const PLAIN: &str = "__";
const ENCODED: &str = "_-";

/// What somebody is told whose link can't be read.
const OUT_OF_DATE: &str = "This link is out of date.";

/// A link that opens a chat with the bot and sends it `/start` with typed arguments: made by the function `link` of a
/// `#[command("start", deep_link)]` handler. It is shown as its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeepLink {
    bot: String,
    payload: String,
}

/// A link has no room for its arguments: Telegram takes 64 characters, about 46 bytes of other text than `A-Z`, `a-z`,
/// `0-9`, `_` and `-`.
#[derive(Debug, thiserror::Error)]
#[error(
    "a deep link holds {LONGEST} characters, and its arguments take {needed}; keep them in the bot's data, and link to a key"
)]
pub struct LinkTooLong {
    needed: usize,
}

impl DeepLink {
    /// The link with those fields to the bot of that username, with or without its `@`.
    #[doc(hidden)]
    pub fn of(bot: &str, fields: &[String]) -> Result<Self, LinkTooLong> {
        let body = join(fields)?;
        let is_plain = body.chars().all(|character| value_of(character).is_some());
        let payload =
            if is_plain { format!("{PLAIN}{body}") } else { format!("{ENCODED}{}", encode(body.as_bytes())) };
        if payload.len() > LONGEST {
            return Err(LinkTooLong { needed: payload.len() });
        }
        Ok(DeepLink { bot: bot.trim_start_matches('@').to_owned(), payload })
    }

    /// The address that lets people choose a group, adds the bot to it, and sends the command there.
    pub fn to_group(&self) -> String {
        format!("https://t.me/{}?startgroup={}", self.bot, self.payload)
    }

    /// What stands behind the command.
    pub fn payload(&self) -> &str {
        &self.payload
    }
}

impl fmt::Display for DeepLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "https://t.me/{}?start={}", self.bot, self.payload)
    }
}

/// Refuses arguments that may be too long for a link, where their types tell.
///
/// # Panics
/// With a text that names the handler, if the longest values of all fields together do not fit.
#[track_caller]
pub const fn check_link_size(handler: &str, longest: &[Option<usize>]) {
    let (mut size, mut index) = (PLAIN.len(), 0);
    while index < longest.len() {
        // One digit for the length of each but the last.
        size += if index > 0 { 1 } else { 0 };
        size += match longest[index] {
            Some(bytes) => bytes,
            None => 0,
        };
        index += 1;
    }
    if size > LONGEST {
        let text =
            Text::new().with(&["the arguments of `", handler, "` may take "]).with_number(size).with(&[
                " characters, and a deep link has 64\n= help: keep them in the bot's data, and link to a key",
            ]);
        panic!("{}", text.as_str());
    }
}

/// The arguments that a link has brought, read one after the other.
#[derive(Debug)]
pub struct LinkFields(String);

impl LinkFields {
    /// The fields of what stands behind `/start`; `None` if somebody has typed it.
    pub(crate) fn read(payload: &str) -> Option<Self> {
        if let Some(body) = payload.strip_prefix(PLAIN) {
            return Some(LinkFields(body.to_owned()));
        }
        let body = payload.strip_prefix(ENCODED)?;
        Some(LinkFields(decode(body).unwrap_or_default()))
    }

    /// The next field, which is not the last one.
    pub fn next<T>(&mut self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        let piece = || {
            let length = usize::from(value_of(self.0.chars().next()?)?);
            let end = 1 + length;
            Some((read(self.0.get(1..end)?)?, self.0.get(end..)?.to_owned()))
        };
        let (value, rest) = piece().ok_or_else(out_of_date)?;
        self.0 = rest;
        Ok(value)
    }

    /// The last field.
    pub fn last<T>(self, read: fn(&str) -> Option<T>) -> Result<T, Failure> {
        read(&self.0).ok_or_else(out_of_date)
    }
}

fn out_of_date() -> Failure {
    Failure::Usage(OUT_OF_DATE.to_owned())
}

/// The fields in one text, the length before each but the last.
fn join(fields: &[String]) -> Result<String, LinkTooLong> {
    let mut body = String::new();
    for (index, field) in fields.iter().enumerate() {
        if index + 1 < fields.len() {
            let length = u8::try_from(field.len()).ok().filter(|length| *length < 64);
            body.push(digit(length.ok_or(LinkTooLong { needed: field.len() })?));
        }
        body.push_str(field);
    }
    Ok(body)
}

/// Three bytes as four digits; what is left over as two or three.
fn encode(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        digits.extend((0..=chunk.len()).map(|position| digit((bits >> (18 - 6 * position) & 63) as u8)));
    }
    digits
}

fn decode(digits: &str) -> Option<String> {
    let values: Vec<u8> = digits.chars().map(value_of).collect::<Option<_>>()?;
    let mut bytes = Vec::new();
    for chunk in values.chunks(4) {
        let value = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = value(0) << 18 | value(1) << 12 | value(2) << 6 | value(3);
        let [_, whole @ ..] = bits.to_be_bytes();
        bytes.extend(&whole[..chunk.len().checked_sub(1).filter(|count| *count > 0)?]);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::button::ButtonField;

    fn there_and_back(number: u64, text: &str) -> (u64, String) {
        let link = DeepLink::of("@my_bot", &[number.to_field(), text.to_owned().to_field()]).unwrap();
        assert!(
            link.payload().len() <= LONGEST && link.payload().chars().all(|one| value_of(one).is_some()),
            "{link}"
        );
        let mut fields = LinkFields::read(link.payload()).unwrap();
        (fields.next(u64::from_field).unwrap(), fields.last(String::from_field).unwrap())
    }

    #[test]
    fn any_text_travels_in_the_characters_that_telegram_allows() {
        for text in ["", "a", "promo_1", "a b", "Grüße!", "👍👍👍", "_-_-", "x y z w"] {
            for number in [0, 7, u64::MAX] {
                assert_eq!(there_and_back(number, text), (number, text.to_owned()));
            }
        }
    }

    #[test]
    fn a_link_says_which_bot_and_whether_a_group_is_meant() {
        let link = DeepLink::of("my_bot", &[5_u8.to_field()]).unwrap();
        assert_eq!(link.to_string(), "https://t.me/my_bot?start=__F");
        assert_eq!(link.to_group(), "https://t.me/my_bot?startgroup=__F");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(DeepLink::of("b", &["x".repeat(62)]).is_ok());
        assert!(DeepLink::of("b", &["x".repeat(63)]).is_err());
        assert!(DeepLink::of("b", &["é".repeat(24)]).is_err());
        assert!(DeepLink::of("b", &["x".repeat(64), String::new()]).is_err());
    }

    #[test]
    fn what_people_type_or_make_up_is_no_link() {
        assert!(LinkFields::read("promo_1").is_none() && LinkFields::read("_x").is_none());
        for payload in ["__", "__9x", "_-A", "_-%", "_-____"] {
            let mut fields = LinkFields::read(payload).unwrap();
            assert!(fields.next(u8::from_field).is_err(), "{payload}");
        }
    }
}
