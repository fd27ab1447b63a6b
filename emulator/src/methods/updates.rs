//! Getting updates.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{Outcome, Waiting};
use crate::{params::Params, refusal::Refusal, state::State};

const LONGEST_POLL: i64 = 50;
const MOST_UPDATES: i64 = 100;

/// <https://core.telegram.org/bots/api#getupdates>
pub(super) fn get_updates(state: Arc<State>, params: Params) -> Waiting {
    Box::pin(poll(state, params))
}

async fn poll(state: Arc<State>, params: Params) -> Outcome {
    let offset = params.integer("offset").unwrap_or(0);
    let limit = usize::try_from(params.integer("limit").unwrap_or(MOST_UPDATES).clamp(1, MOST_UPDATES));
    let limit = limit.unwrap_or(1);
    let deadline = Instant::now() + patience(&params);
    let (number, mut changes) = begin(&state, &params)?;
    loop {
        if let Some(outcome) = look(&state, number, offset, limit) {
            return outcome;
        }
        if timeout_at(deadline, changes.changed()).await.is_err() {
            return look(&state, number, offset, limit).unwrap_or_else(|| Ok(json!([])));
        }
    }
}

fn patience(params: &Params) -> Duration {
    let seconds = params.integer("timeout").unwrap_or(0).clamp(0, LONGEST_POLL);
    Duration::from_secs(seconds.unsigned_abs())
}

fn begin(state: &State, params: &Params) -> Result<(u64, tokio::sync::watch::Receiver<()>), Refusal> {
    let mut world = state.world();
    if world.webhook.is_set() {
        let reason = "Conflict: can't use getUpdates method while webhook is active; \
                      use deleteWebhook to delete the webhook first";
        return Err(Refusal::new(409, reason));
    }
    // A list that cannot be read changes nothing, as at Telegram.
    if let Ok(Some(list)) = params.json("allowed_updates") {
        world.queue.allowed.choose(&list);
    }
    Ok(world.queue.begin_poll())
}

/// The answer, if there is one already.
fn look(state: &State, number: u64, offset: i64, limit: usize) -> Option<Outcome> {
    let mut world = state.world();
    if world.queue.is_superseded(number) {
        let reason = "Conflict: terminated by other getUpdates request; \
                      make sure that only one bot instance is running";
        return Some(Err(Refusal::new(409, reason)));
    }
    if world.webhook.is_set() {
        return Some(Err(Refusal::new(409, "Conflict: terminated by setWebhook request")));
    }
    let updates = world.queue.fetch(offset, limit);
    (!updates.is_empty()).then_some(Ok(Value::Array(updates)))
}
