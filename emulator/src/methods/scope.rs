//! `BotCommandScope`: for whom a command menu is.

use serde_json::{Value, json};

use crate::{
    fields::Fields,
    params::Params,
    refusal::Refusal,
    world::{Access, World},
};

const WITHOUT_CHAT: [&str; 4] =
    ["default", "all_private_chats", "all_group_chats", "all_chat_administrators"];
const WITH_CHAT: [&str; 3] = ["chat", "chat_administrators", "chat_member"];

/// The scope of a call, with a chat by its number. Follows `get_bot_command_scope` of the
/// [official server](https://github.com/tdlib/telegram-bot-api).
pub(super) fn scope(world: &World, params: &Params) -> Result<Value, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse BotCommandScope JSON object");
    let Some(given) = params.json("scope").map_err(unreadable)? else {
        return Ok(json!({ "type": "default" }));
    };
    let read = read(&given)
        .map_err(|reason| Refusal::bad_request(&format!("can't parse BotCommandScope: {reason}")))?;
    match read {
        Given::Broad(scope) => Ok(scope),
        Given::InChat { kind, chat, user } => {
            let id = find_chat(world, &chat)?;
            let mut scope = json!({ "type": kind, "chat_id": id });
            if let Some(user) = user {
                scope["user_id"] = json!(user);
            }
            Ok(scope)
        }
    }
}

/// A scope as it was written.
enum Given {
    Broad(Value),
    /// `chat` is a number or an `@name`.
    InChat {
        kind: String,
        chat: String,
        user: Option<i64>,
    },
}

fn read(given: &Value) -> Result<Given, String> {
    let Value::Object(given) = given else { return Err("BotCommandScope must be an Object".to_owned()) };
    let fields = Fields(given);
    let kind = fields.required_text("type")?;
    if WITHOUT_CHAT.contains(&kind.as_str()) {
        return Ok(Given::Broad(json!({ "type": kind })));
    }
    if !WITH_CHAT.contains(&kind.as_str()) {
        return Err("Unsupported type specified".to_owned());
    }
    let chat = fields.required_text("chat_id")?;
    if chat.is_empty() {
        return Err("Empty chat_id specified".to_owned());
    }
    let user = if kind == "chat_member" { Some(read_user(fields)?) } else { None };
    Ok(Given::InChat { kind, chat, user })
}

fn read_user(fields: Fields<'_>) -> Result<i64, String> {
    match fields.required_integer("user_id")? {
        user @ 1.. => Ok(user),
        _ => Err("Invalid user_id specified".to_owned()),
    }
}

fn find_chat(world: &World, chat: &str) -> Result<i64, Refusal> {
    let id = match chat.strip_prefix('@') {
        Some(name) => world.named(name),
        None => chat.parse().ok(),
    };
    let id = id.ok_or_else(|| Refusal::bad_request("chat not found"))?;
    world.access(id, Access::Read).map(|_| id)
}
