//! Making people.

use axum::extract::State;
use serde_json::json;

use crate::Profile;

use super::{Answer, Shared, done, fields::Fields, problem::Problem};

/// `GET /control/people`
pub(super) async fn list(State(state): Shared) -> Answer {
    let world = state.world();
    done(&json!({ "people": world.people() }))
}

/// `POST /control/people`: `first_name`.
pub(super) async fn add(State(state): Shared, fields: Fields) -> Answer {
    let name = name(fields.required_text("first_name")?, "first_name")?;
    let mut world = state.world();
    let id = world.add_person(&Profile::new(&name));
    done(&json!({ "person": world.person(id) }))
}

/// A name or title as Telegram takes it.
pub(super) fn name(given: &str, field: &str) -> Result<String, Problem> {
    let name = crate::formatting::clean(given);
    match name.chars().count() {
        1..=64 => Ok(name),
        length => Err(Problem::wrong(
            format!("1 to 64 characters in `{field}`"),
            length.to_string(),
            "choose another name",
        )),
    }
}
