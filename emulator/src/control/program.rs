//! The bot's program, and what it stores.

use axum::{extract::State, http::StatusCode};
use serde_json::json;

use super::{Answer, Shared, done, fields::Fields, people::title, problem::Problem};
use crate::{
    RecordView,
    desk::{BotWish, Deaf},
};

/// `POST /control/bot`: `do`, which is `start`, `restart`, `stop` or `kill`.
pub(super) async fn wish(State(state): Shared, fields: Fields) -> Answer {
    let given = fields.required_text("do")?;
    let wrong =
        || Problem::wrong("`start`, `restart`, `stop` or `kill` in `do`", given, "choose one of them");
    let wish = BotWish::from_name(given).ok_or_else(wrong)?;
    let told = state.keeper().tell(wish);
    match told {
        Ok(()) => done(&json!({})),
        Err(Deaf::CanNot) => Err(Problem::not_now(
            "a bot whose program can do that from here",
            state.keeper().shown().to_string(),
            "start the bot through the playground or the emulator, or control its program yourself",
        )),
        Err(Deaf::IsBusy) => Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "one wish after the other",
            "more than eight at once",
            "wait until the bot runs again",
        )),
    }
}

/// `GET /control/records`
pub(super) async fn records(State(state): Shared) -> Answer {
    done(&json!({ "records": state.records().shown() }))
}

/// `POST /control/records`: `scope`, `owner`, `part`, `name`, `before`, `after`; from the bot, for who watches.
pub(super) async fn show_record(State(state): Shared, fields: Fields) -> Answer {
    let scope = fields.required_text("scope")?;
    if !["user", "chat", "bot", "member", "topic"].contains(&scope) {
        let expected = "`user`, `chat`, `bot`, `member` or `topic` in `scope`";
        return Err(Problem::wrong(expected, scope, "say whose record it is"));
    }
    state.show_record(&RecordView {
        scope: scope.to_owned(),
        owner: fields.integer("owner")?.unwrap_or(0),
        part: fields.integer("part")?.unwrap_or(0),
        name: title(fields.required_text("name")?, "name")?,
        before: fields.raw("before").cloned(),
        after: fields.raw("after").cloned(),
    });
    done(&json!({}))
}
