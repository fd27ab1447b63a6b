//! Making people.

use axum::extract::State;
use serde_json::json;

use super::{Answer, Shared, done, fields::Fields, problem::Problem};
use crate::Profile;

/// `GET /control/people`
pub(super) async fn list(State(state): Shared) -> Answer {
    let world = state.world();
    done(&json!({ "people": world.people() }))
}

/// `POST /control/people`: `first_name`; `last_name`, `username`, `language_code` (en), `is_premium`, and `is_stranger`
/// for who never opened a chat with the bot.
pub(super) async fn add(State(state): Shared, fields: Fields) -> Answer {
    let profile = profile(&fields)?;
    let mut world = state.world();
    let id = world.add_person(&profile);
    done(&json!({ "person": world.person(id) }))
}

fn profile(fields: &Fields) -> Result<Profile, Problem> {
    let mut profile = Profile::new(&name(fields.required_text("first_name")?, "first_name")?);
    if let Some(given) = fields.text("last_name")? {
        profile = profile.last_name(&name(given, "last_name")?);
    }
    if let Some(username) = fields.text("username")? {
        profile = profile.username(username);
    }
    if let Some(language) = fields.text("language_code")? {
        profile = profile.language(language);
    }
    if fields.flag("is_premium")? {
        profile = profile.premium();
    }
    Ok(if fields.flag("is_stranger")? { profile.stranger() } else { profile })
}

/// A person's name as Telegram takes it.
fn name(given: &str, field: &str) -> Result<String, Problem> {
    within(64, given, field)
}

/// The title of a chat, or the name of a topic, as Telegram takes it.
pub(super) fn title(given: &str, field: &str) -> Result<String, Problem> {
    within(128, given, field)
}

fn within(longest: usize, given: &str, field: &str) -> Result<String, Problem> {
    let name = pouch_formatting::clean(given);
    let length = name.chars().count();
    if (1..=longest).contains(&length) {
        return Ok(name);
    }
    let expected = format!("1 to {longest} characters in `{field}`");
    Err(Problem::wrong(expected, length.to_string(), "choose another name"))
}
