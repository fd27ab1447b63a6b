//! What is no text, as answers: teloxide-core's own types.

use serde_json::Value;
use teloxide_core::types::{
    Animation, Audio, Contact, Document, Location, PhotoSize, Sticker, Venue, Video, VideoNote, Voice,
};

use super::super::answer::{Answer, Offer, Picks};
use super::super::rules::{Rules, described_size};
use super::super::words::fill;
use super::to_json;
use crate::args::BadArg;
use crate::params::Found;
use crate::update::Arrived;

macro_rules! answer_by_content {
    ($($type:ty: $expected:ident, $offer:expr, $show:expr;)*) => {$(
        impl Answer for $type {
            const OFFER: Offer = $offer;

            fn expected(rules: &Rules) -> String {
                described(rules.words().$expected, rules)
            }

            fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
                let found = <$type as Found>::find(said).ok_or(BadArg::EXPECTED)?;
                check_file(&to_json(&*found), rules)?;
                Ok(*found)
            }

            stored_by_serde!();

            fn show(&self, rules: &Rules) -> String {
                let show: fn(&$type) -> Option<String> = $show;
                show(self).unwrap_or_else(|| rules.words().$expected.to_owned())
            }
        }
    )*};
}

answer_by_content! {
    Animation: of_animation, Offer::Nothing, |_| None;
    Audio: of_audio, Offer::Nothing, |audio| audio.title.clone();
    Contact: of_contact, Offer::Contact, |contact| Some(format!("{} {}", contact.first_name, contact.phone_number));
    Document: of_document, Offer::Nothing, |document| document.file_name.clone();
    Location: of_location, Offer::Location,
        |location| Some(format!("{:.5}, {:.5}", location.latitude, location.longitude));
    PhotoSize: of_photo, Offer::Nothing, |_| None;
    Sticker: of_sticker, Offer::Nothing, |sticker| sticker.emoji.clone();
    Venue: of_venue, Offer::Nothing, |venue| Some(venue.title.clone());
    Video: of_video, Offer::Nothing, |_| None;
    VideoNote: of_video_note, Offer::Nothing, |_| None;
    Voice: of_voice, Offer::Nothing, |_| None;
}

/// What is expected, with the kinds and the size that a file may have.
fn described(what: &str, rules: &Rules) -> String {
    let words = rules.words();
    let kinds = rules.kinds().join(", ");
    let what =
        if kinds.is_empty() { what.to_owned() } else { fill(words.of_document_kind, &[("kind", &kinds)]) };
    match rules.size() {
        Some(size) => fill(words.of_size, &[("what", &what), ("size", &described_size(size))]),
        None => what,
    }
}

/// Whether a file is of the kind and the size that the rules allow, as Telegram tells them.
fn check_file(file: &Value, rules: &Rules) -> Result<(), BadArg> {
    let kind = file["mime_type"].as_str().unwrap_or_default();
    let fits = |wanted: &&str| match wanted.strip_suffix('*') {
        Some(start) => kind.starts_with(start),
        None => kind.eq_ignore_ascii_case(wanted),
    };
    let is_kind = rules.kinds().is_empty() || rules.kinds().iter().any(fits);
    let size = file["file_size"].as_u64().unwrap_or_default();
    let is_small = rules.size().is_none_or(|most| size <= most);
    if is_kind && is_small { Ok(()) } else { Err(BadArg::EXPECTED) }
}

/// Implements [`Answer`] for any number of what is sent in messages of their own.
macro_rules! answer_by_several {
    ($($type:ty)*) => {$(
        impl Answer for Vec<$type> {
            const PICKS: Picks = Picks::Gathered;

            fn expected(rules: &Rules) -> String {
                <$type>::expected(rules)
            }

            fn read(said: Arrived<'_>, rules: &Rules) -> Result<Self, BadArg> {
                <$type>::read(said, rules).map(|one| vec![one])
            }

            stored_by_serde!();

            fn show(&self, rules: &Rules) -> String {
                match self.as_slice() {
                    [] => rules.words().none_of_them.to_owned(),
                    [one] => one.show(rules),
                    [first, ..] => format!("{} × {}", self.len(), first.show(rules)),
                }
            }

            fn gather(said: Arrived<'_>, rules: &Rules) -> Result<Value, BadArg> {
                <$type>::read(said, rules).map(|one| one.to_json())
            }
        }
    )*};
}

answer_by_several! { Animation Audio Contact Document Location PhotoSize Venue Video Voice }

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_is_of_the_kind_and_the_size_that_were_asked_for() {
        let rules = Rules::NONE.with_file(&["application/pdf", "image/*"], Some(1 << 20));
        let fits = |kind: &str, size: u64| {
            check_file(&json!({"mime_type": kind, "file_size": size}), &rules).is_ok()
        };
        assert!(fits("application/pdf", 1 << 20) && fits("image/png", 5) && fits("Application/PDF", 5));
        assert!(!fits("application/pdf", (1 << 20) + 1) && !fits("text/plain", 5));
        assert_eq!(Document::expected(&rules), "a file of the kind application/pdf, image/* of at most 1 MB");
    }
}
