//! Who the bot is.

use serde_json::json;

use super::Outcome;
use crate::{
    params::Params,
    world::{Blurb, World, bot},
};

/// <https://core.telegram.org/bots/api#getme>
pub(super) fn get_me(world: &mut World, _: &Params) -> Outcome {
    let mut me = bot();
    if let Some(name) = world.showcase.text(Blurb::Name, "") {
        me["first_name"] = json!(name);
    }
    let abilities = [
        ("can_join_groups", true),
        ("can_read_all_group_messages", !world.is_private),
        ("supports_inline_queries", true),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
    ];
    for (ability, has) in abilities {
        me[ability] = json!(has);
    }
    Ok(me)
}
