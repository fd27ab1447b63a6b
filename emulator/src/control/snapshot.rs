//! Everything at once, for whoever begins to watch.

use axum::extract::State;
use serde_json::{Value, json};

use super::{Answer, Shared, done, fields::Query};
use crate::world::{World, bot};

/// How many messages of each chat are shown unless more are asked for.
const LATEST: usize = 200;

/// `GET /control/state`: people, chats with their latest messages, and the revision after which to follow the journal.
pub(super) async fn state(State(state): Shared, query: Query) -> Answer {
    let latest = query.number("messages")?.unwrap_or(LATEST);
    let conditions = state.conditions();
    let world = state.world();
    // Nothing is added while the world is locked but calls of the bot, which may then come twice.
    let revision = state.journal().revision();
    done(&json!({
        "revision": revision,
        "bot": bot(),
        "people": world.people(),
        "chats": chats(&world, latest),
        "conditions": conditions,
        "process": state.keeper().shown(),
        "records": state.records().shown(),
        "commands": world.menus.all(),
    }))
}

fn chats(world: &World, latest: usize) -> Vec<Value> {
    let with_messages = |mut chat: Value| {
        let id = chat["id"].as_i64().unwrap_or_default();
        chat["messages"] = json!(world.shown_messages(id, None, latest));
        chat
    };
    world.shown_chats().into_iter().map(with_messages).collect()
}
