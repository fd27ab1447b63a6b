//! Looking at chats.

use super::{Outcome, target::chat_id};
use crate::{
    params::Params,
    world::{Access, World},
};

/// <https://core.telegram.org/bots/api#getchat>
pub(super) fn get_chat(world: &mut World, params: &Params) -> Outcome {
    let id = chat_id(world, params)?;
    Ok(world.access(id, Access::Read)?.full())
}
