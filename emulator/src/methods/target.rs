//! Which chat a call is about.

use crate::{params::Params, refusal::Refusal, world::World};

/// The chat that `chat_id` names, by its number or its public `@name`. It need not exist.
pub(super) fn chat_id(world: &World, params: &Params) -> Result<i64, Refusal> {
    let given = params.text("chat_id").unwrap_or_default();
    if given.is_empty() {
        return Err(Refusal::bad_request("chat_id is empty"));
    }
    let found = match given.strip_prefix('@') {
        Some(name) => world.named(name),
        None => params.integer("chat_id"),
    };
    found.ok_or_else(|| Refusal::bad_request("chat not found"))
}
