//! The bot works for business accounts.

use serde_json::{Value, json};

use super::{Outcome, edit::Edit, outgoing, places::required};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, Rewrite, World, clean},
};

const LONGEST_TITLE: usize = 255;
const LONGEST_TASK: usize = 100;
const MOST_TASKS: usize = 30;

/// <https://core.telegram.org/bots/api#getbusinessconnection>
pub(super) fn get_business_connection(world: &mut World, params: &Params) -> Outcome {
    connection(world, params).cloned()
}

/// <https://core.telegram.org/bots/api#readbusinessmessage>
pub(super) fn read_business_message(world: &mut World, params: &Params) -> Outcome {
    connection(world, params)?;
    let id = params.integer("message_id").unwrap_or_default();
    let chat = params.integer("chat_id").and_then(|chat| world.chat(chat));
    let chat = chat.ok_or_else(|| Refusal::bad_request("chat not found"))?;
    match chat.message(id) {
        Some(_) => Ok(json!(true)),
        None => Err(Refusal::bad_request("MESSAGE_ID_INVALID")),
    }
}

/// <https://core.telegram.org/bots/api#deletebusinessmessages>
pub(super) fn delete_business_messages(world: &mut World, params: &Params) -> Outcome {
    let account = connection(world, params)?["id"].clone();
    let unreadable = |_| Refusal::bad_request("can't parse message identifiers JSON object");
    let ids = params.json("message_ids").map_err(unreadable)?.unwrap_or_default();
    let ids: Vec<i64> = ids.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    if ids.is_empty() {
        return Err(Refusal::bad_request("message identifiers are not specified"));
    }
    world.forget_business_messages(&account, &ids);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#sendchecklist>
pub(super) fn send_checklist(world: &mut World, params: &Params) -> Outcome {
    connection(world, params)?;
    let checklist = checklist(params)?;
    outgoing::send(world, params, Content::media("checklist", checklist))
}

/// <https://core.telegram.org/bots/api#editmessagechecklist>
pub(super) fn edit_message_checklist(world: &mut World, params: &Params) -> Outcome {
    connection(world, params)?;
    let checklist = checklist(params)?;
    let edit = Edit::read(world, params)?;
    if edit.message(world)?.get("checklist").is_none() {
        return Err(Refusal::bad_request("there is no checklist in the message to edit"));
    }
    edit.apply(world, Rewrite::Content(Content::media("checklist", checklist)))
}

/// The `BusinessConnection` that is meant, if it holds.
fn connection<'a>(world: &'a World, params: &Params) -> Result<&'a Value, Refusal> {
    let id = required(params, "business_connection_id")?;
    world.business(&id).ok_or_else(|| Refusal::bad_request("business connection not found"))
}

/// The `Checklist` of an `InputChecklist`.
fn checklist(params: &Params) -> Outcome {
    let wrong = |reason: &str| Refusal::bad_request(&format!("can't parse InputChecklist: {reason}"));
    let given = params.json("checklist").map_err(|_| wrong("expected an Object"))?.unwrap_or_default();
    let title =
        text(&given["title"], LONGEST_TITLE).ok_or_else(|| wrong("title must have 1 to 255 characters"))?;
    let given_tasks = given["tasks"].as_array().filter(|tasks| (1..=MOST_TASKS).contains(&tasks.len()));
    let given_tasks = given_tasks.ok_or_else(|| wrong("expected 1 to 30 tasks"))?;
    let mut tasks: Vec<Value> = Vec::new();
    for task in given_tasks {
        let id = task["id"].as_i64().filter(|id| *id > 0 && tasks.iter().all(|known| known["id"] != *id));
        let id = id.ok_or_else(|| wrong("tasks must have different positive identifiers"))?;
        let text =
            text(&task["text"], LONGEST_TASK).ok_or_else(|| wrong("a task must have 1 to 100 characters"))?;
        tasks.push(json!({ "id": id, "text": text }));
    }
    let mut checklist = json!({ "title": title, "tasks": tasks });
    for name in ["others_can_add_tasks", "others_can_mark_tasks_as_done"] {
        if given[name] == true {
            checklist[name] = json!(true);
        }
    }
    Ok(checklist)
}

fn text(given: &Value, longest: usize) -> Option<String> {
    let text = clean(given.as_str()?);
    (1..=longest).contains(&text.chars().count()).then_some(text)
}
