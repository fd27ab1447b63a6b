//! The command menu.

use serde_json::{Value, json};

use super::{Outcome, scope::scope};
use crate::{
    fields::Fields,
    journal::Happening,
    params::Params,
    refusal::Refusal,
    world::{MenuKey, World},
};

const MOST_COMMANDS: usize = 100;

/// <https://core.telegram.org/bots/api#setmycommands>
pub(super) fn set_my_commands(world: &mut World, params: &Params) -> Outcome {
    let unreadable = |_| Refusal::bad_request("can't parse commands JSON object");
    let commands = params.json("commands").map_err(unreadable)?;
    let commands = match commands.unwrap_or_else(|| json!([])) {
        Value::Array(commands) => commands.iter().map(command).collect::<Result<Vec<_>, _>>()?,
        _ => return Err(Refusal::bad_request("expected an Array of BotCommand")),
    };
    if commands.len() > MOST_COMMANDS {
        return Err(Refusal::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    let key = key(world, params)?;
    change(world, key, commands)
}

/// <https://core.telegram.org/bots/api#getmycommands>
pub(super) fn get_my_commands(world: &mut World, params: &Params) -> Outcome {
    Ok(world.menus.menu(&key(world, params)?))
}

/// <https://core.telegram.org/bots/api#deletemycommands>
pub(super) fn delete_my_commands(world: &mut World, params: &Params) -> Outcome {
    let key = key(world, params)?;
    change(world, key, Vec::new())
}

fn change(world: &mut World, key: MenuKey, commands: Vec<Value>) -> Outcome {
    world.menus.set(key, commands);
    world.journal.note(&Happening::Commands(world.menus.all()));
    Ok(json!(true))
}

fn key(world: &World, params: &Params) -> Result<MenuKey, Refusal> {
    let language = params.text("language_code").unwrap_or_default();
    Ok(MenuKey::new(&scope(world, params)?, language))
}

/// A `BotCommand` as Telegram keeps it.
fn command(given: &Value) -> Result<Value, Refusal> {
    let read = read(given);
    let (name, description) =
        read.map_err(|reason| Refusal::bad_request(&format!("can't parse BotCommand: {reason}")))?;
    let name = name.strip_prefix('/').unwrap_or(&name);
    if !is_name(name) {
        return Err(Refusal::bad_request("BOT_COMMAND_INVALID"));
    }
    let description = description.trim();
    if !(1..=256).contains(&description.chars().count()) {
        return Err(Refusal::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(json!({ "command": name, "description": description }))
}

/// Name and description.
fn read(given: &Value) -> Result<(String, String), String> {
    let Value::Object(given) = given else { return Err("expected an Object".to_owned()) };
    let fields = Fields(given);
    Ok((fields.required_text("command")?, fields.required_text("description")?))
}

fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=32).contains(&name.len()) && name.bytes().all(is_allowed)
}
