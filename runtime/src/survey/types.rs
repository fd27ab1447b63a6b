//! What surveys can ask for.

/// How an answer is stored of which serde knows how.
macro_rules! stored_by_serde {
    () => {
        fn to_json(&self) -> ::serde_json::Value {
            super::to_json(self)
        }

        fn from_json(json: &::serde_json::Value) -> Option<Self> {
            super::from_json(json)
        }
    };
}

mod choices;
mod dates;
mod media;
#[cfg(feature = "zones")]
mod moments;
mod numbers;
mod other;
mod scales;
mod texts;

pub(super) use choices::plain;
pub(super) use dates::{as_date, as_time, show_date};
#[cfg(feature = "zones")]
pub use moments::Moment;
pub use other::OrOther;
pub use scales::{Consent, Nps, Rank, Rating};
pub use texts::{Email, Phone, Url};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::update::{Arrived, Fields};

/// The text that somebody sent, without the white space around it; a caption is none.
pub(super) fn text(said: Arrived<'_>) -> Option<&str> {
    let has_text = said.has_any(const { Fields::of(&["text"]) });
    said.text().filter(|_| has_text).map(str::trim).filter(|text| !text.is_empty())
}

/// Any value as JSON; null for what has none, which no type reads back.
fn to_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(json: &Value) -> Option<T> {
    T::deserialize(json).ok()
}
