//! One call, from its path to its answer.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{Path, Request, State as Shared, rejection::PathRejection},
    response::Response,
};

use serde_json::Value;

use super::{
    answer::{Reaction, refuse},
    read,
};
use crate::{
    faults::Fault,
    journal::Happening,
    methods::{self, Method},
    params::Params,
    refusal::Refusal,
    state::State,
    world::TOKEN,
};

/// `/bot<token>/<method>`
pub(super) async fn call(
    Shared(state): Shared<Arc<State>>,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Response {
    let Ok(Path((bot, method))) = path else { return refuse(&Refusal::not_found()) };
    if let Err(refusal) = admit(&state, &bot) {
        return refuse(&refusal);
    }
    match read::parameters(request).await {
        Ok(params) => run(&state, &method, params).await,
        Err(refusal) => refuse(&refusal),
    }
}

/// Any other path.
pub(super) async fn unknown_path() -> Response {
    refuse(&Refusal::not_found())
}

/// Checks the first part of the path: `bot` and the token.
pub(super) fn admit(state: &State, bot: &str) -> Result<(), Refusal> {
    let token = bot.strip_prefix("bot").filter(|token| is_token(token)).ok_or_else(Refusal::not_found)?;
    if token != TOKEN || state.faults().token_refused {
        return Err(Refusal::unauthorized());
    }
    Ok(())
}

/// Whether this looks like a token: a bot's id, a colon, 35 characters.
fn is_token(text: &str) -> bool {
    let Some((id, secret)) = text.split_once(':') else { return false };
    let is_secret = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_digit())
        && secret.len() == 35
        && secret.bytes().all(is_secret)
}

/// One call by a bot that was let in.
pub(super) async fn run(state: &Arc<State>, name: &str, params: Params) -> Response {
    let method = methods::find(name);
    let name = method.map_or(name, |method| method.name);
    let shown = params.to_value();
    state.requests().add(name, shown.clone());
    let fault = state.faults().take(name, params.integer("chat_id"));
    if fault.is_some() {
        state.note_conditions();
    }
    let begun = Instant::now();
    let now = state.world().clock.now();
    let admitted = state.limits().admit(name, params.integer("chat_id"), now);
    let reaction = match (method, fault) {
        (None, _) => Reaction::Answer(Err(Refusal::not_found())),
        (Some(_), None) if admitted.is_err() => Reaction::Answer(admitted.map(|()| Value::Null)),
        (Some(method), None) => Reaction::Answer(method.run(state, params).await),
        (Some(method), Some(fault)) => run_with(fault, method, state, params).await,
    };
    state.journal().note(&Happening::Request {
        method: name.to_owned(),
        params: shown,
        reaction: reaction.to_json(),
        took: begun.elapsed(),
    });
    reaction.into_response()
}

/// A call with which something goes wrong.
async fn run_with(fault: Fault, method: &Method, state: &Arc<State>, params: Params) -> Reaction {
    if let Some(refusal) = fault.refusal() {
        return Reaction::Answer(Err(refusal));
    }
    match fault {
        Fault::CutBefore => return Reaction::Cut,
        Fault::Hang => std::future::pending().await,
        Fault::Delay(delay) => tokio::time::sleep(delay).await,
        _ => {}
    }
    let outcome = method.run(state, params).await;
    match fault {
        Fault::CutAfter => Reaction::Cut,
        Fault::Garbage => Reaction::Garbage,
        _ => Reaction::Answer(outcome),
    }
}
