//! Several media at once, and media in the place of others.

use serde_json::{Map, Value, json};

use super::{Outcome, edit::Edit, media, outgoing, text::caption};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, MediaKind, Rewrite, World},
};

const MOST_MEDIA: usize = 10;
const MOST_STARS: i64 = 25_000;

/// <https://core.telegram.org/bots/api#sendmediagroup>
pub(super) fn send_media_group(world: &mut World, params: &Params) -> Outcome {
    let given = array(params, "media")?;
    let mut items = Vec::new();
    for media in &given {
        let inside = params.inside(media);
        let caption = caption(world, &inside).map_err(|refusal| refusal.inside("InputMedia"))?;
        items.push((kind(&inside, true)?, inside, caption));
    }
    let mut envelope = outgoing::usual_envelope(world, &params.without("reply_markup"))?;
    match items.len() {
        0 => return Err(Refusal::bad_request("there are no messages to send")),
        1..=MOST_MEDIA => check_mixture(&items.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>())?,
        _ => return Err(Refusal::bad_request("too many messages to send as an album")),
    }
    let mut contents = Vec::new();
    for (kind, media, caption) in items {
        contents.push(media::content(world, &media, kind, "media")?.captioned(caption));
    }
    if contents.len() > 1 {
        envelope.fields.insert("media_group_id".to_owned(), json!(world.begin_album()));
    }
    let sent = contents.into_iter().map(|content| world.reply(envelope.clone().with(content)));
    sent.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

/// Photos and videos go together; documents and audio files only among themselves.
fn check_mixture(kinds: &[MediaKind]) -> Result<(), Refusal> {
    let mixed = [MediaKind::Document, MediaKind::Audio].into_iter().find(|kind| {
        let count = kinds.iter().filter(|own| *own == kind).count();
        count > 0 && count < kinds.len()
    });
    match mixed {
        Some(kind) => {
            Err(Refusal::bad_request(&format!("{} can't be mixed with other media types", kind.name())))
        }
        None => Ok(()),
    }
}

/// <https://core.telegram.org/bots/api#sendpaidmedia>
pub(super) fn send_paid_media(world: &mut World, params: &Params) -> Outcome {
    let stars = params.integer("star_count").unwrap_or(0);
    if !(1..=MOST_STARS).contains(&stars) {
        return Err(Refusal::bad_request("invalid price for paid media specified"));
    }
    let given = array(params, "media")?;
    if !(1..=MOST_MEDIA).contains(&given.len()) {
        return Err(Refusal::bad_request("wrong number of paid media specified"));
    }
    let caption = caption(world, params)?;
    let envelope = outgoing::usual_envelope(world, params)?;
    let mut paid = Vec::new();
    for media in &given {
        let inside = params.inside(media);
        let kind = kind(&inside, false)?;
        if !matches!(kind, MediaKind::Photo | MediaKind::Video) {
            return Err(Refusal::bad_request("can't use the media of the specified type in paid media"));
        }
        let content = media::content(world, &inside, kind, "media")?;
        let name = kind.name();
        paid.push(json!({ "type": name, name: content.fields[name] }));
    }
    let mut content = Content::media("paid_media", json!({ "star_count": stars, "paid_media": paid }));
    if params.flag("show_caption_above_media") {
        content = content.with("show_caption_above_media", json!(true));
    }
    world.reply(envelope.with(content.captioned(caption)))
}

/// <https://core.telegram.org/bots/api#editmessagemedia>
pub(super) fn edit_message_media(world: &mut World, params: &Params) -> Outcome {
    let unreadable = || Refusal::bad_request("can't parse input media JSON object");
    let given = params.json("media").map_err(|_| unreadable())?;
    let given = given.ok_or_else(|| Refusal::bad_request("parameter \"media\" is required"))?;
    let inside = params.inside(given.as_object().ok_or_else(unreadable)?);
    let caption = caption(world, &inside).map_err(|refusal| refusal.inside("InputMedia"))?;
    let kind = kind(&inside, false)?;
    let edit = Edit::read(world, params)?;
    let old = edit.message(world)?;
    let replaceable = ["text", "photo", "video", "animation", "audio", "document"];
    if !replaceable.iter().any(|name| old.get(name).is_some()) {
        return Err(Refusal::bad_request("message can't be edited"));
    }
    let content = media::content(world, &inside, kind, "media")?.captioned(caption);
    edit.apply(world, Rewrite::Content(content))
}

/// The objects in an array that may be serialised into a string.
fn array(params: &Params, name: &str) -> Result<Vec<Map<String, Value>>, Refusal> {
    let unreadable = || Refusal::bad_request(&format!("can't parse {name} JSON object"));
    let given = params.json(name).map_err(|_| unreadable())?;
    let given = given.ok_or_else(|| Refusal::bad_request(&format!("parameter \"{name}\" is required")))?;
    let given = given.as_array().ok_or_else(|| Refusal::bad_request("expected an Array of InputMedia"))?;
    given.iter().map(|media| media.as_object().cloned().ok_or_else(unreadable)).collect()
}

/// The kind of an `InputMedia`, which has to have a file.
fn kind(media: &Params, is_album: bool) -> Result<MediaKind, Refusal> {
    let wrong = |reason: &str| Refusal::bad_request(&format!("can't parse InputMedia: {reason}"));
    let file = media.text("media").unwrap_or_default();
    if media.file("media").is_none() && (file.is_empty() || file.starts_with("attach://")) {
        return Err(wrong("media not found"));
    }
    let kind = media.text("type").ok_or_else(|| wrong("Can't find field \"type\""))?;
    match kind.as_str() {
        "photo" => Ok(MediaKind::Photo),
        "video" => Ok(MediaKind::Video),
        "animation" if is_album => Err(wrong("type \"animation\" can't be used in sendMediaGroup")),
        "animation" => Ok(MediaKind::Animation),
        "audio" => Ok(MediaKind::Audio),
        "document" => Ok(MediaKind::Document),
        _ => Err(wrong(&format!("type \"{kind}\" is unsupported"))),
    }
}
