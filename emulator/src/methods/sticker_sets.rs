//! The bot makes and changes sets of stickers.

use serde_json::{Map, Value, json};

use super::{Outcome, media, places::required};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{BOT_USERNAME, MediaKind, StickerSet, World, clean, find_sticker},
};

const LONGEST_TITLE: usize = 64;
const MOST_AT_FIRST: usize = 50;
const MOST_STICKERS: usize = 120;
const MOST_EMOJI: usize = 20;
const MOST_KEYWORDS: usize = 20;

/// <https://core.telegram.org/bots/api#getstickerset>
pub(super) fn get_sticker_set(world: &mut World, params: &Params) -> Outcome {
    let name = required(params, "name")?;
    set(world, &name).map(|set| set.shown(&name))
}

/// <https://core.telegram.org/bots/api#createnewstickerset>
pub(super) fn create_new_sticker_set(world: &mut World, params: &Params) -> Outcome {
    owner(world, params)?;
    let name = required(params, "name")?;
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.to_ascii_lowercase().ends_with(&format!("_by_{BOT_USERNAME}"));
    if !is_name || name.len() > 64 || name.contains("__") {
        return Err(Refusal::bad_request("invalid sticker set name is specified"));
    }
    if world.sticker_sets.contains_key(&name) {
        return Err(Refusal::bad_request("sticker set name is already occupied"));
    }
    let title = title(params)?;
    let kind = params.text("sticker_type").filter(|kind| !kind.is_empty());
    let kind = kind.unwrap_or_else(|| "regular".to_owned());
    if !["regular", "mask", "custom_emoji"].contains(&kind.as_str()) {
        return Err(Refusal::bad_request("unsupported sticker type specified"));
    }
    let unreadable = || Refusal::bad_request("can't parse stickers JSON object");
    let given = params.json("stickers").map_err(|_| unreadable())?.unwrap_or_default();
    let given = given.as_array().filter(|given| !given.is_empty());
    let given = given.ok_or_else(|| Refusal::bad_request("STICKERS_EMPTY"))?;
    if given.len() > MOST_AT_FIRST {
        return Err(Refusal::bad_request("STICKERS_TOO_MUCH"));
    }
    let stickers = given.iter().map(|given| sticker(world, params, given, (&name, &kind)));
    let stickers = stickers.collect::<Result<_, _>>()?;
    world.sticker_sets.insert(name, StickerSet { title, kind, stickers, thumbnail: None });
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#addstickertoset>
pub(super) fn add_sticker_to_set(world: &mut World, params: &Params) -> Outcome {
    let (name, kind) = owned(world, params)?;
    if set(world, &name)?.stickers.len() >= MOST_STICKERS {
        return Err(Refusal::bad_request("STICKERS_TOO_MUCH"));
    }
    let new = given_sticker(world, params, (&name, &kind))?;
    set(world, &name)?.stickers.push(new);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#replacestickerinset>
pub(super) fn replace_sticker_in_set(world: &mut World, params: &Params) -> Outcome {
    let (name, kind) = owned(world, params)?;
    let old = required(params, "old_sticker")?;
    let place = set(world, &name)?.place(&old).ok_or_else(invalid_sticker)?;
    let new = given_sticker(world, params, (&name, &kind))?;
    set(world, &name)?.stickers[place] = new;
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#deletestickerset>
pub(super) fn delete_sticker_set(world: &mut World, params: &Params) -> Outcome {
    let name = required(params, "name")?;
    world.sticker_sets.remove(&name).map(|_| json!(true)).ok_or_else(unknown_set)
}

/// <https://core.telegram.org/bots/api#setstickersettitle>
pub(super) fn set_sticker_set_title(world: &mut World, params: &Params) -> Outcome {
    let title = title(params)?;
    set(world, &required(params, "name")?)?.title = title;
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#setstickersetthumbnail>. Whatever it is, it is shown as a picture.
pub(super) fn set_sticker_set_thumbnail(world: &mut World, params: &Params) -> Outcome {
    owner(world, params)?;
    let name = required(params, "name")?;
    set(world, &name)?;
    let thumbnail = match params.file("thumbnail") {
        Some(upload) => {
            let sizes = world.files.add(MediaKind::Photo, upload, Map::new(), None);
            Some(sizes.map_err(|reason| Refusal::worded(&reason))?[0].clone())
        }
        None => None,
    };
    set(world, &name)?.thumbnail = thumbnail;
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#setcustomemojistickersetthumbnail>
pub(super) fn set_custom_emoji_sticker_set_thumbnail(world: &mut World, params: &Params) -> Outcome {
    let set = set(world, &required(params, "name")?)?;
    let wanted = params.text("custom_emoji_id").filter(|id| !id.is_empty());
    let is_there = |id: &String| set.stickers.iter().any(|sticker| sticker["custom_emoji_id"] == **id);
    match wanted {
        Some(id) if !is_there(&id) => Err(invalid_sticker()),
        _ => Ok(json!(true)),
    }
}

/// <https://core.telegram.org/bots/api#deletestickerfromset>
pub(super) fn delete_sticker_from_set(world: &mut World, params: &Params) -> Outcome {
    change(world, params, |set, place| {
        set.stickers.remove(place);
        Ok(())
    })
}

/// <https://core.telegram.org/bots/api#setstickerpositioninset>
pub(super) fn set_sticker_position_in_set(world: &mut World, params: &Params) -> Outcome {
    let wanted = params.integer("position").and_then(|place| usize::try_from(place).ok());
    let wanted = wanted.ok_or_else(|| Refusal::bad_request("invalid sticker position specified"))?;
    change(world, params, |set, place| {
        let sticker = set.stickers.remove(place);
        set.stickers.insert(wanted.min(set.stickers.len()), sticker);
        Ok(())
    })
}

/// <https://core.telegram.org/bots/api#setstickeremojilist>
pub(super) fn set_sticker_emoji_list(world: &mut World, params: &Params) -> Outcome {
    let emoji = emoji(params)?;
    change(world, params, |set, place| {
        set.stickers[place]["emoji"] = json!(emoji);
        Ok(())
    })
}

/// <https://core.telegram.org/bots/api#setstickerkeywords>. Nobody is shown them.
pub(super) fn set_sticker_keywords(world: &mut World, params: &Params) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse keywords JSON object");
    let keywords = params.json("keywords").map_err(unreadable)?.unwrap_or_default();
    if keywords.as_array().map_or(0, Vec::len) > MOST_KEYWORDS {
        return Err(Refusal::bad_request("too many keywords specified"));
    }
    change(world, params, |_, _| Ok(()))
}

/// <https://core.telegram.org/bots/api#setstickermaskposition>
pub(super) fn set_sticker_mask_position(world: &mut World, params: &Params) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse mask position JSON object");
    let position = params.json("mask_position").map_err(unreadable)?;
    change(world, params, |set, place| {
        if set.kind != "mask" {
            return Err(Refusal::bad_request("sticker is not a mask"));
        }
        match (position, set.stickers[place].as_object_mut()) {
            (Some(position), Some(sticker)) => drop(sticker.insert("mask_position".to_owned(), position)),
            (None, Some(sticker)) => drop(sticker.remove("mask_position")),
            (_, None) => {}
        }
        Ok(())
    })
}

/// Changes the sticker that `sticker` names.
fn change(
    world: &mut World,
    params: &Params,
    change: impl FnOnce(&mut StickerSet, usize) -> Result<(), Refusal>,
) -> Outcome {
    let file_id = required(params, "sticker")?;
    let (set, place) = find_sticker(&mut world.sticker_sets, &file_id).ok_or_else(invalid_sticker)?;
    change(set, place).map(|()| json!(true))
}

fn set<'a>(world: &'a mut World, name: &str) -> Result<&'a mut StickerSet, Refusal> {
    world.sticker_sets.get_mut(name).ok_or_else(unknown_set)
}

/// The set that `name` names, and of which kind it is; `user_id` owns it.
fn owned(world: &mut World, params: &Params) -> Result<(String, String), Refusal> {
    owner(world, params)?;
    let name = required(params, "name")?;
    let kind = set(world, &name)?.kind.clone();
    Ok((name, kind))
}

fn owner(world: &World, params: &Params) -> Result<(), Refusal> {
    let person = params.integer("user_id").filter(|id| world.user(*id).is_some());
    person.map(drop).ok_or_else(|| Refusal::bad_request("user not found"))
}

fn title(params: &Params) -> Result<String, Refusal> {
    let title = clean(&params.text("title").unwrap_or_default());
    match title.chars().count() {
        1..=LONGEST_TITLE => Ok(title),
        _ => Err(Refusal::bad_request("PACK_TITLE_INVALID")),
    }
}

/// The emoji of a sticker: the first of `emoji_list`.
fn emoji(params: &Params) -> Result<String, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse emoji list JSON object");
    let list = params.json("emoji_list").map_err(unreadable)?.unwrap_or_default();
    let list: Option<Vec<&str>> = list.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
    match list.as_deref() {
        Some([first, others @ ..]) if others.len() < MOST_EMOJI => Ok((*first).to_owned()),
        _ => Err(Refusal::bad_request("expected 1 to 20 emojis in emoji_list")),
    }
}

/// The `InputSticker` in `sticker`.
fn given_sticker(world: &mut World, params: &Params, place: (&str, &str)) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse input sticker JSON object");
    let given = params.json("sticker").map_err(unreadable)?.unwrap_or_default();
    sticker(world, params, &given, place)
}

/// The `Sticker` of an `InputSticker`, in a set of this name and kind.
fn sticker(world: &mut World, params: &Params, given: &Value, (name, kind): (&str, &str)) -> Outcome {
    let fields = given
        .as_object()
        .ok_or_else(|| Refusal::bad_request("can't parse input sticker: expected an Object"))?;
    let input = params.inside(fields);
    let emoji = emoji(&input)?;
    let format = input.text("format").unwrap_or_default();
    if !["static", "animated", "video"].contains(&format.as_str()) {
        return Err(Refusal::bad_request("invalid sticker format specified"));
    }
    let mut content = media::content(world, &input, MediaKind::Sticker, "sticker")?;
    let mut sticker = content.fields.remove("sticker").unwrap_or_default();
    sticker["type"] = json!(kind);
    sticker["emoji"] = json!(emoji);
    sticker["set_name"] = json!(name);
    sticker["is_animated"] = json!(format == "animated");
    sticker["is_video"] = json!(format == "video");
    if kind == "custom_emoji" {
        world.custom_emoji += 1;
        sticker["custom_emoji_id"] = json!((5_000_000_000_000_000_000_u64 + world.custom_emoji).to_string());
    }
    if let (Some(position), "mask") = (fields.get("mask_position"), kind) {
        sticker["mask_position"] = position.clone();
    }
    Ok(sticker)
}

fn unknown_set() -> Refusal {
    Refusal::bad_request("STICKERSET_INVALID")
}

fn invalid_sticker() -> Refusal {
    Refusal::bad_request("STICKER_INVALID")
}
