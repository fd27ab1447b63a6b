//! Answers to pressed buttons.

use pouch_formatting::utf16_len;
use serde_json::json;

use super::Outcome;
use crate::{
    journal::Happening,
    params::Params,
    refusal::Refusal,
    world::{BOT_USERNAME, PressAnswer, World},
};

const LONGEST_ANSWER: usize = 200;

/// <https://core.telegram.org/bots/api#answercallbackquery>
pub(super) fn answer_callback_query(world: &mut World, params: &Params) -> Outcome {
    let answer = PressAnswer {
        text: params.text("text").unwrap_or_default(),
        is_alert: params.flag("show_alert"),
        url: params.text("url").filter(|url| !url.is_empty()),
        cache_time: params.integer("cache_time").unwrap_or(0),
    };
    let id = params.integer("callback_query_id").unwrap_or(0);
    check(&answer, world.presses.is_game(id))?;
    let now = world.clock.now();
    let shown = answer.to_json();
    if !world.presses.answer(id, answer, now) {
        let reason = "query is too old and response timeout expired or query ID is invalid";
        return Err(Refusal::bad_request(reason));
    }
    world.journal.note(&Happening::Answered { query_id: id.to_string(), answer: shown });
    Ok(json!(true))
}

fn check(answer: &PressAnswer, is_game: bool) -> Result<(), Refusal> {
    if utf16_len(&answer.text) > LONGEST_ANSWER {
        return Err(Refusal::bad_request("MESSAGE_TOO_LONG"));
    }
    match &answer.url {
        Some(url) if !is_game && !opens_bot(url) => Err(Refusal::bad_request("URL_INVALID")),
        _ => Ok(()),
    }
}

/// Whether this is a link to the bot with a parameter; other addresses are for games only.
fn opens_bot(url: &str) -> bool {
    let url = url.trim_start_matches("https://").trim_start_matches("http://");
    let name = url.strip_prefix("t.me/").or_else(|| url.strip_prefix("telegram.me/"));
    let name = name.and_then(|rest| rest.split_once('?')).map(|(name, _)| name);
    name.is_some_and(|name| name.eq_ignore_ascii_case(BOT_USERNAME))
}
