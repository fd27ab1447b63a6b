//! The bot changes what a chat is called and how it looks.

use serde_json::{Map, json};

use super::{
    Outcome,
    target::{chat_for, kind},
};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Access, BOT_ID, Change, ChatKind, MediaKind, Standing, World, clean},
};

const LONGEST_TITLE: usize = 128;
const LONGEST_DESCRIPTION: usize = 255;

/// <https://core.telegram.org/bots/api#setchattitle>
pub(super) fn set_chat_title(world: &mut World, params: &Params) -> Outcome {
    let chat = chat_for(world, params, Access::Write)?;
    may_change(world, chat, "can't change private chat title", "not enough rights to change chat title")?;
    let title = clean(&params.text("title").unwrap_or_default());
    match title.chars().count() {
        0 => return Err(Refusal::bad_request("title must be non-empty")),
        1..=LONGEST_TITLE => {}
        _ => return Err(Refusal::bad_request("CHAT_TITLE_EMPTY")),
    }
    world.set_title(chat, &title, Some(BOT_ID));
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#setchatdescription>
pub(super) fn set_chat_description(world: &mut World, params: &Params) -> Outcome {
    let id = chat_for(world, params, Access::Write)?;
    let no_right = "not enough rights to set chat description";
    may_change(world, id, "can't change private chat description", no_right)?;
    let description = clean(&params.text("description").unwrap_or_default());
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refusal::bad_request("CHAT_ABOUT_TOO_LONG"));
    }
    match world.chat_mut(id) {
        Some(chat) if chat.description == description => {
            Err(Refusal::bad_request("chat description is not modified"))
        }
        Some(chat) => {
            chat.description = description;
            Ok(json!(true))
        }
        None => Err(Refusal::bad_request("chat not found")),
    }
}

/// <https://core.telegram.org/bots/api#setchatphoto>
pub(super) fn set_chat_photo(world: &mut World, params: &Params) -> Outcome {
    let Some(upload) = params.file("photo") else {
        let is_absent = params.text("photo").unwrap_or_default().is_empty();
        let reason = if is_absent {
            "there is no photo in the request"
        } else {
            "photo must be uploaded as an InputFile"
        };
        return Err(Refusal::bad_request(reason));
    };
    let chat = photo_owner(world, params)?;
    let sizes = world.files.add(MediaKind::Photo, upload, Map::new(), None);
    let sizes = sizes.map_err(|reason| Refusal::worded(&reason))?;
    world.set_photo(chat, Some(sizes), Some(BOT_ID));
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#deletechatphoto>
pub(super) fn delete_chat_photo(world: &mut World, params: &Params) -> Outcome {
    let chat = photo_owner(world, params)?;
    if world.chat(chat).is_some_and(|chat| chat.photo.is_some()) {
        world.set_photo(chat, None, Some(BOT_ID));
    }
    Ok(json!(true))
}

/// The chat that `chat_id` names, if the bot may change its photo.
fn photo_owner(world: &World, params: &Params) -> Result<i64, Refusal> {
    let chat = chat_for(world, params, Access::Write)?;
    may_change(world, chat, "can't change private chat photo", "not enough rights to change chat photo")?;
    Ok(chat)
}

/// <https://core.telegram.org/bots/api#leavechat>
pub(super) fn leave_chat(world: &mut World, params: &Params) -> Outcome {
    let chat_id = chat_for(world, params, Access::Read)?;
    if kind(world, chat_id)? == ChatKind::Private {
        return Err(Refusal::bad_request("can't leave private and secret chats"));
    }
    let left = Change { chat_id, user: BOT_ID, new: Standing::left(), by: Some(BOT_ID), how: Map::new() };
    world.change_standing(left);
    if world.shows_members(chat_id) {
        world.tell_of_members(chat_id, "left_chat_member", &[BOT_ID], Some(BOT_ID));
    }
    Ok(json!(true))
}

fn may_change(world: &World, chat: i64, if_private: &str, no_right: &str) -> Result<(), Refusal> {
    if kind(world, chat)? == ChatKind::Private {
        return Err(Refusal::bad_request(if_private));
    }
    if !world.standing(chat, BOT_ID).has("can_change_info") {
        return Err(Refusal::bad_request(no_right));
    }
    Ok(())
}
