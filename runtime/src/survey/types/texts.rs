//! Texts as answers.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use teloxide_core::types::Contact;

use super::super::answer::{Answer, Offer};
use super::super::rules::{Rules, described_length};
use super::{from_json, text};
use crate::args::BadArg;
use crate::params::Found;
use crate::update::Arrived;

impl Answer for String {
    fn expected(rules: &Rules) -> String {
        let words = rules.words();
        let length = rules.length().map(|(least, most)| described_length(least, most, words));
        length.unwrap_or_else(|| words.of_text.to_owned())
    }

    fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
        let text = text(said).ok_or(BadArg::EXPECTED)?;
        let text = if rules.is_trimmed() {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.to_owned()
        };
        rules.check_text(&text)?;
        Ok(text)
    }

    fn to_json(&self) -> Value {
        self.as_str().into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        from_json(json)
    }

    fn show(&self, _: &Rules) -> String {
        self.clone()
    }
}

/// An e-mail address, as far as its form tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

/// The address of a web page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Url(String);

/// A phone number, typed or sent as the person's own contact: digits, perhaps with a `+` before them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// Whether a text has the form of an address: `ann@example.org`. What can really be reached only a mail shows.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_plain = |character: char| {
        !character.is_whitespace() && !character.is_control() && !"@<>,;\"".contains(character)
    };
    let has_name = !name.is_empty() && name.len() <= 64 && name.chars().all(is_plain);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        let is_inner = |character: char| character.is_alphanumeric() || character == '-';
        !label.is_empty() && label.chars().all(is_inner) && !label.starts_with('-') && !label.ends_with('-')
    };
    has_name && host.len() <= 255 && labels.len() > 1 && labels.iter().all(is_label)
}

/// The address with its scheme, which people leave out.
fn as_url(text: &str) -> Option<String> {
    let has_scheme = text.contains("://");
    let full = if has_scheme { text.to_owned() } else { format!("https://{text}") };
    let url: reqwest::Url = full.parse().ok()?;
    let is_page = matches!(url.scheme(), "http" | "https") && url.host_str()?.contains('.');
    (is_page && !text.contains(char::is_whitespace)).then(|| url.to_string())
}

/// The digits of a number, without what people put between them (E.164 allows 15).
fn as_phone(text: &str) -> Option<String> {
    let number: String = text.chars().filter(|character| !" -()/.".contains(*character)).collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let fits = (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(number)
}

/// Implements [`Answer`] for types that hold a text.
macro_rules! answer_by_text {
    ($($type:ident: $expected:ident, $example:literal, $offer:expr, $read:expr;)*) => {$(
        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Answer for $type {
            const OFFER: Offer = $offer;

            fn expected(rules: &Rules) -> String {
                rules.words().$expected.to_owned()
            }

            fn example(_: &Rules) -> Option<String> {
                Some($example.to_owned())
            }

            fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
                let read: fn(Arrived<'_>) -> Option<String> = $read;
                read(said).map($type).ok_or(BadArg::EXPECTED)
            }

            stored_by_serde!();

            fn show(&self, _: &Rules) -> String {
                self.0.clone()
            }
        }
    )*};
}

answer_by_text! {
    Email: of_email, "ann@example.org", Offer::Nothing,
        |said| text(said).filter(|text| is_email(text)).map(str::to_owned);
    Url: of_url, "https://example.org", Offer::Nothing, |said| text(said).and_then(as_url);
    Phone: of_phone, "+49 30 901820", Offer::Contact, |said| match Contact::find(said) {
        Some(contact) => as_phone(&contact.phone_number),
        None => text(said).and_then(as_phone),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_by_their_form() {
        for good in ["ann@example.org", "a.b+c@sub.example.co", "ä@bücher.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@example",
            "a b@example.org",
            "a@b..c",
            "a@-b.org",
            "a@b@c.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn pages_get_the_scheme_that_people_leave_out() {
        assert_eq!(as_url("example.org").as_deref(), Some("https://example.org/"));
        assert_eq!(as_url("http://example.org/a?b").as_deref(), Some("http://example.org/a?b"));
        for bad in ["", "hello", "ftp://example.org", "java script.org", "https://"] {
            assert_eq!(as_url(bad), None, "{bad}");
        }
    }

    #[test]
    fn phone_numbers_keep_their_digits() {
        assert_eq!(as_phone("+49 (30) 90 18-20").as_deref(), Some("+4930901820"));
        for bad in ["", "12", "+", "1234567890123456", "12a456", "1+2345"] {
            assert_eq!(as_phone(bad), None, "{bad}");
        }
    }
}
