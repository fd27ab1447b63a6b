//! Photos, videos, documents and their like: sending one, and reading one that a call gives.

use pouch_formatting::Formatted;
use serde_json::{Map, Value, json};

use super::{Outcome, outgoing, text::caption};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, MediaKind, Upload, World},
};

/// A picture of one pixel, for photos that are sent by address: addresses are not fetched.
const PIXEL: &[u8] = &[
    b'G', b'I', b'F', b'8', b'9', b'a', 1, 0, 1, 0, 0x80, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0, b',', 0, 0, 0, 0,
    1, 0, 1, 0, 0, 2, 2, b'D', 1, 0, b';',
];

/// <https://core.telegram.org/bots/api#sendphoto>
pub(super) fn send_photo(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Photo)
}

/// <https://core.telegram.org/bots/api#sendvideo>
pub(super) fn send_video(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Video)
}

/// <https://core.telegram.org/bots/api#sendanimation>
pub(super) fn send_animation(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Animation)
}

/// <https://core.telegram.org/bots/api#sendaudio>
pub(super) fn send_audio(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Audio)
}

/// <https://core.telegram.org/bots/api#senddocument>
pub(super) fn send_document(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Document)
}

/// <https://core.telegram.org/bots/api#sendvoice>
pub(super) fn send_voice(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Voice)
}

/// <https://core.telegram.org/bots/api#sendvideonote>
pub(super) fn send_video_note(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::VideoNote)
}

/// <https://core.telegram.org/bots/api#sendsticker>
pub(super) fn send_sticker(world: &mut World, params: &Params) -> Outcome {
    send(world, params, MediaKind::Sticker)
}

fn send(world: &mut World, params: &Params, kind: MediaKind) -> Outcome {
    // What else is wrong with the call must be found before the file is kept.
    let caption = if kind.has_caption() { caption(world, params)? } else { Formatted::default() };
    let envelope = outgoing::usual_envelope(world, params)?;
    let content = content(world, params, kind, kind.name())?.captioned(caption);
    world.reply(envelope.with(content))
}

/// The content that a call's media make, without caption. `parameter` names the file.
pub(super) fn content(
    world: &mut World,
    params: &Params,
    kind: MediaKind,
    parameter: &str,
) -> Result<Content, Refusal> {
    let media = media(world, params, kind, parameter)?;
    let mut content = Content::media(kind.name(), media.clone());
    if kind == MediaKind::Animation {
        // For clients that know no animations.
        let kept = ["file_id", "file_unique_id", "file_name", "mime_type", "file_size", "thumbnail"];
        let fields = media.as_object().into_iter().flatten();
        let document = fields.filter(|(name, _)| kept.contains(&name.as_str()));
        let document: Map<_, _> = document.map(|(name, value)| (name.clone(), value.clone())).collect();
        content = content.with("document", Value::Object(document));
    }
    let is_visual = matches!(kind, MediaKind::Photo | MediaKind::Video | MediaKind::Animation);
    for (given, shown) in
        [("has_spoiler", "has_media_spoiler"), ("show_caption_above_media", "show_caption_above_media")]
    {
        if is_visual && params.flag(given) {
            content = content.with(shown, json!(true));
        }
    }
    Ok(content)
}

/// The value of the message's field: an upload, an address, or a file that was sent before.
fn media(world: &mut World, params: &Params, kind: MediaKind, parameter: &str) -> Result<Value, Refusal> {
    let worded = |reason: String| Refusal::worded(&reason);
    if let Some(upload) = params.file(parameter) {
        let thumbnail = params.file("thumbnail").or_else(|| params.file("thumb"));
        return world.files.add(kind, upload, details(params), thumbnail).map_err(worded);
    }
    let given = params.text(parameter).unwrap_or_default();
    let given = given.trim();
    if given.is_empty() || given.starts_with("attach://") {
        let name = kind.name().replace('_', " ");
        return Err(Refusal::bad_request(&format!("there is no {name} in the request")));
    }
    if given.starts_with("http://") || given.starts_with("https://") {
        return world.files.add(kind, &invented(given, kind), details(params), None).map_err(worded);
    }
    world.files.again(kind, given).map_err(worded)
}

/// A file in the place of one that stands at an address.
fn invented(url: &str, kind: MediaKind) -> Upload {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|name| name.contains('.')).unwrap_or("file").to_owned();
    let content = if kind == MediaKind::Photo { PIXEL } else { url.as_bytes() };
    Upload { name, mime: None, content: content.into() }
}

/// What the call says about the file.
fn details(params: &Params) -> Map<String, Value> {
    let numbers = ["width", "height", "duration", "length"].into_iter().filter_map(|name| {
        let number = params.integer(name).filter(|number| *number > 0)?;
        Some((name.to_owned(), json!(number)))
    });
    let texts = ["performer", "title", "emoji"].into_iter().filter_map(|name| {
        let text = params.text(name).filter(|text| !text.is_empty())?;
        Some((name.to_owned(), json!(text)))
    });
    numbers.chain(texts).collect()
}

/// <https://core.telegram.org/bots/api#getfile>
pub(super) fn get_file(world: &mut World, params: &Params) -> Outcome {
    let file_id = params.text("file_id").unwrap_or_default();
    if file_id.is_empty() {
        return Err(Refusal::bad_request("file_id not specified"));
    }
    world.files.describe(&file_id).map_err(Refusal::bad_request)
}
