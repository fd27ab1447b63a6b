//! The bot's own profile.

use serde_json::{Value, json};

use super::Outcome;
use crate::{
    params::Params,
    refusal::Refusal,
    world::{AskedRights, Blurb, ChatKind, Rights, World, bot, utf16_len},
};

/// <https://core.telegram.org/bots/api#setmyname>
pub(super) fn set_my_name(world: &mut World, params: &Params) -> Outcome {
    set(world, params, (Blurb::Name, "name", 64))
}

/// <https://core.telegram.org/bots/api#getmyname>
pub(super) fn get_my_name(world: &mut World, params: &Params) -> Outcome {
    let name = get(world, params, Blurb::Name);
    Ok(json!({ "name": name.map_or_else(|| bot()["first_name"].clone(), Value::from) }))
}

/// <https://core.telegram.org/bots/api#setmydescription>
pub(super) fn set_my_description(world: &mut World, params: &Params) -> Outcome {
    set(world, params, (Blurb::Description, "description", 512))
}

/// <https://core.telegram.org/bots/api#getmydescription>
pub(super) fn get_my_description(world: &mut World, params: &Params) -> Outcome {
    Ok(json!({ "description": get(world, params, Blurb::Description).unwrap_or_default() }))
}

/// <https://core.telegram.org/bots/api#setmyshortdescription>
pub(super) fn set_my_short_description(world: &mut World, params: &Params) -> Outcome {
    set(world, params, (Blurb::ShortDescription, "short_description", 120))
}

/// <https://core.telegram.org/bots/api#getmyshortdescription>
pub(super) fn get_my_short_description(world: &mut World, params: &Params) -> Outcome {
    Ok(json!({ "short_description": get(world, params, Blurb::ShortDescription).unwrap_or_default() }))
}

fn set(world: &mut World, params: &Params, (blurb, parameter, longest): (Blurb, &str, usize)) -> Outcome {
    let text = params.text(parameter).unwrap_or_default();
    if utf16_len(&text) > longest {
        let code = match blurb {
            Blurb::Name => "BOT_TITLE_INVALID",
            Blurb::Description => "BOT_DESCRIPTION_INVALID",
            Blurb::ShortDescription => "BOT_ABOUT_INVALID",
        };
        return Err(Refusal::bad_request(code));
    }
    world.showcase.set(blurb, language(params)?, text);
    Ok(json!(true))
}

fn get(world: &World, params: &Params, blurb: Blurb) -> Option<String> {
    world.showcase.text(blurb, &language(params).ok()?).map(str::to_owned)
}

/// `language_code`: two letters, or none.
fn language(params: &Params) -> Result<String, Refusal> {
    let code = params.text("language_code").unwrap_or_default();
    let is_code = code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
    if is_code { Ok(code) } else { Err(Refusal::bad_request("invalid language code specified")) }
}

/// <https://core.telegram.org/bots/api#setchatmenubutton>
pub(super) fn set_chat_menu_button(world: &mut World, params: &Params) -> Outcome {
    let chat = private_chat(world, params)?;
    let unreadable = |_| Refusal::bad_request("can't parse menu button JSON object");
    let button =
        params.json("menu_button").map_err(unreadable)?.unwrap_or_else(|| json!({ "type": "default" }));
    check_button(&button)?;
    world.showcase.set_button(chat, button);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#getchatmenubutton>
pub(super) fn get_chat_menu_button(world: &mut World, params: &Params) -> Outcome {
    Ok(world.showcase.button(private_chat(world, params)?))
}

fn check_button(button: &Value) -> Result<(), Refusal> {
    let reason = match button["type"].as_str() {
        Some("default" | "commands") => return Ok(()),
        Some("web_app") if button["text"].as_str().is_none_or(str::is_empty) => {
            "menu button text must be non-empty"
        }
        Some("web_app") => match button["web_app"]["url"].as_str() {
            Some(url) if url.starts_with("https://") => return Ok(()),
            _ => "BUTTON_URL_INVALID",
        },
        _ => "can't parse menu button: unsupported type specified",
    };
    Err(Refusal::bad_request(reason))
}

/// The private chat that `chat_id` names; `None` if it is absent.
fn private_chat(world: &World, params: &Params) -> Result<Option<i64>, Refusal> {
    let Some(id) = params.integer("chat_id") else { return Ok(None) };
    match world.chat(id).map(|chat| chat.kind) {
        Some(ChatKind::Private) => Ok(Some(id)),
        Some(_) => Err(Refusal::bad_request("chat is not a private chat")),
        None => Err(Refusal::bad_request("chat not found")),
    }
}

/// <https://core.telegram.org/bots/api#setmydefaultadministratorrights>
pub(super) fn set_my_default_administrator_rights(world: &mut World, params: &Params) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse ChatAdministratorRights JSON object");
    let given = params.json("rights").map_err(unreadable)?.unwrap_or_default();
    let has = |name: &str| given[name].as_bool().unwrap_or(false);
    let asked = AskedRights { rights: Rights::all().choose(has), is_anonymous: has("is_anonymous") };
    if params.flag("for_channels") {
        world.showcase.channel_rights = asked;
    } else {
        world.showcase.group_rights = asked;
    }
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#getmydefaultadministratorrights>
pub(super) fn get_my_default_administrator_rights(world: &mut World, params: &Params) -> Outcome {
    let (asked, kind) = if params.flag("for_channels") {
        (&world.showcase.channel_rights, ChatKind::Channel)
    } else {
        (&world.showcase.group_rights, ChatKind::Supergroup)
    };
    let mut shown = Value::Object(asked.rights.shown(kind));
    shown["is_anonymous"] = json!(asked.is_anonymous);
    Ok(shown)
}

/// <https://core.telegram.org/bots/api#logout>. The bot may come back at once.
pub(super) fn log_out(_: &mut World, _: &Params) -> Outcome {
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#close>. The bot may come back at once.
pub(super) fn close(_: &mut World, _: &Params) -> Outcome {
    Ok(json!(true))
}
