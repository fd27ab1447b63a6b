//! The command menu.

use serde_json::{Value, json};

use super::Outcome;
use crate::{
    journal::Happening,
    params::Params,
    refusal::Refusal,
    world::{MenuKey, World},
};

const MOST_COMMANDS: usize = 100;

/// <https://core.telegram.org/bots/api#setmycommands>
pub(super) fn set_my_commands(world: &mut World, params: &Params) -> Outcome {
    let commands = params.json("commands").map_err(|_| unreadable("commands"))?;
    let commands = match commands.unwrap_or_else(|| json!([])) {
        Value::Array(commands) => commands.iter().map(command).collect::<Result<Vec<_>, _>>()?,
        _ => return Err(Refusal::bad_request("expected an Array of BotCommand")),
    };
    if commands.len() > MOST_COMMANDS {
        return Err(Refusal::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    change(world, key(params)?, commands)
}

/// <https://core.telegram.org/bots/api#getmycommands>
pub(super) fn get_my_commands(world: &mut World, params: &Params) -> Outcome {
    Ok(world.menus.menu(&key(params)?))
}

/// <https://core.telegram.org/bots/api#deletemycommands>
pub(super) fn delete_my_commands(world: &mut World, params: &Params) -> Outcome {
    change(world, key(params)?, Vec::new())
}

fn change(world: &mut World, key: MenuKey, commands: Vec<Value>) -> Outcome {
    world.menus.set(key, commands);
    world.journal.note(&Happening::Commands(world.menus.all()));
    Ok(json!(true))
}

fn key(params: &Params) -> Result<MenuKey, Refusal> {
    let scope = params.json("scope").map_err(|_| unreadable("BotCommandScope"))?;
    Ok(MenuKey::new(scope.as_ref(), params.text("language_code").unwrap_or_default()))
}

/// A `BotCommand` as Telegram keeps it.
fn command(given: &Value) -> Result<Value, Refusal> {
    let name = given["command"].as_str().unwrap_or_default();
    let name = name.strip_prefix('/').unwrap_or(name);
    if !is_name(name) {
        return Err(Refusal::bad_request("BOT_COMMAND_INVALID"));
    }
    let description = given["description"].as_str().unwrap_or_default().trim();
    if !(1..=256).contains(&description.chars().count()) {
        return Err(Refusal::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(json!({ "command": name, "description": description }))
}

fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=32).contains(&name.len()) && name.bytes().all(is_allowed)
}

fn unreadable(what: &str) -> Refusal {
    Refusal::bad_request(&format!("can't parse {what} JSON object"))
}
