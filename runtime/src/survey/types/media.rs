//! What is no text, as answers: teloxide-core's own types.

use serde_json::Value;
use teloxide_core::types::{
    Animation, Audio, Contact, Document, Location, PhotoSize, Sticker, Venue, Video, VideoNote, Voice,
};

use super::super::answer::{Answer, Offer};
use super::super::rules::Rules;
use super::{from_json, to_json};
use crate::args::BadArg;
use crate::params::Found;
use crate::update::Arrived;

macro_rules! answer_by_content {
    ($($type:ty: $expected:literal, $offer:expr, $show:expr;)*) => {$(
        impl Answer for $type {
            const OFFER: Offer = $offer;

            fn expected(_: &Rules) -> String {
                $expected.to_owned()
            }

            fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
                <$type as Found>::find(said).map(|found| *found).ok_or(BadArg::EXPECTED)
            }

            fn to_json(&self) -> Value {
                to_json(self)
            }

            fn from_json(json: &Value) -> Option<Self> {
                from_json(json)
            }

            fn show(&self) -> String {
                let show: fn(&$type) -> String = $show;
                show(self)
            }
        }
    )*};
}

answer_by_content! {
    Animation: "an animation", Offer::Nothing, |_| "an animation".to_owned();
    Audio: "a piece of music or another sound file", Offer::Nothing,
        |audio| audio.title.clone().unwrap_or_else(|| "a sound file".to_owned());
    Contact: "a contact", Offer::Contact, |contact| format!("{} {}", contact.first_name, contact.phone_number);
    Document: "a file", Offer::Nothing,
        |document| document.file_name.clone().unwrap_or_else(|| "a file".to_owned());
    Location: "a location", Offer::Location,
        |location| format!("{:.5}, {:.5}", location.latitude, location.longitude);
    PhotoSize: "a photo", Offer::Nothing, |_| "a photo".to_owned();
    Sticker: "a sticker", Offer::Nothing,
        |sticker| sticker.emoji.clone().unwrap_or_else(|| "a sticker".to_owned());
    Venue: "a place", Offer::Nothing, |venue| venue.title.clone();
    Video: "a video", Offer::Nothing, |_| "a video".to_owned();
    VideoNote: "a video message", Offer::Nothing, |_| "a video message".to_owned();
    Voice: "a voice message", Offer::Nothing, |_| "a voice message".to_owned();
}
