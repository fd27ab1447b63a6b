//! Stickers outside of messages and sets.

use serde_json::{Map, Value, json};

use super::Outcome;
use crate::{
    params::Params,
    refusal::Refusal,
    world::{MediaKind, Upload, World},
};

const MOST_EMOJI: usize = 200;

/// <https://core.telegram.org/bots/api#getcustomemojistickers>. Every id has a custom emoji, which is made up.
pub(super) fn get_custom_emoji_stickers(world: &mut World, params: &Params) -> Outcome {
    let unreadable = || Refusal::bad_request("can't parse custom emoji identifiers JSON object");
    let ids = params.json("custom_emoji_ids").map_err(|_| unreadable())?.unwrap_or_else(|| json!([]));
    let ids = ids.as_array().ok_or_else(unreadable)?;
    if ids.len() > MOST_EMOJI {
        return Err(Refusal::bad_request("too many custom emoji identifiers specified"));
    }
    let invalid = || Refusal::bad_request("invalid custom emoji identifier specified");
    let is_id = |id: &Value| id.as_str().is_some_and(|id| id.parse::<i64>().is_ok_and(|id| id != 0));
    if !ids.iter().all(is_id) {
        return Err(invalid());
    }
    ids.iter().map(|id| custom_emoji(world, id)).collect()
}

fn custom_emoji(world: &mut World, id: &Value) -> Outcome {
    let name = format!("{}.webp", id.as_str().unwrap_or_default());
    let upload = Upload { content: name.as_bytes().into(), name, mime: None };
    let mut sticker = add(world, &upload)?;
    sticker["type"] = json!("custom_emoji");
    sticker["custom_emoji_id"] = id.clone();
    Ok(sticker)
}

/// <https://core.telegram.org/bots/api#uploadstickerfile>
pub(super) fn upload_sticker_file(world: &mut World, params: &Params) -> Outcome {
    let person = params.integer("user_id").filter(|id| world.user(*id).is_some());
    person.ok_or_else(|| Refusal::bad_request("user not found"))?;
    let format = params.text("sticker_format").unwrap_or_default();
    if !["static", "animated", "video"].contains(&format.as_str()) {
        return Err(Refusal::bad_request("invalid sticker format specified"));
    }
    let upload = params.file("sticker").cloned();
    let upload = upload.ok_or_else(|| Refusal::bad_request("there is no sticker file in the request"))?;
    let sticker = add(world, &upload)?;
    let file_id = sticker["file_id"].as_str().unwrap_or_default();
    world.files.describe(file_id).map_err(Refusal::bad_request)
}

fn add(world: &mut World, upload: &Upload) -> Outcome {
    let sticker = world.files.add(MediaKind::Sticker, upload, Map::new(), None);
    sticker.map_err(|reason| Refusal::worded(&reason))
}
