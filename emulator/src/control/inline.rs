//! Inline mode and payments: what people begin, and how the bot answers it.

use std::time::Duration;

use axum::extract::{Path, State, rejection::PathRejection};
use serde_json::{Value, json};
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use super::{
    Answer, Shared,
    chats::not_an_id,
    done,
    fields::{Fields, Query},
    members::barred,
    opinions::person,
    problem::Problem,
};
use crate::{
    InlineAnswer, PaymentOutcome,
    world::{InvoicePlace, World},
};

/// How long a call may wait for an answer, in seconds.
const LONGEST_WAIT: u64 = 60;

type Id = Result<Path<i64>, PathRejection>;

/// `POST /control/inline`: `as`, the `query`, and the `offset` of an earlier answer.
pub(super) async fn ask(State(state): Shared, fields: Fields) -> Answer {
    let query = fields.text("query")?.unwrap_or_default();
    let offset = fields.text("offset")?.unwrap_or_default();
    let mut world = state.world();
    let person = person(&world, &fields)?;
    let (query_id, update_id) = world.ask_inline(person, query, offset, Some("sender"));
    done(&json!({ "query_id": query_id.to_string(), "update_id": update_id }))
}

/// `GET /control/inline/{query}`: the bot's answer; null if there is none after `wait` seconds.
pub(super) async fn results(State(state): Shared, id: Id, query: Query) -> Answer {
    let Path(id) = id.map_err(|rejection| not_an_id(&rejection))?;
    let changes = state.world().inline.changes();
    let answer = wait_for(changes, &query, || state.world().inline.answer_to(id)).await?;
    done(&json!({ "answer": answer.map(|answer| shown_results(&answer)) }))
}

/// `POST /control/inline/{query}/pick`: the `result` by its id, and the `chat` it goes to.
pub(super) async fn pick(State(state): Shared, id: Id, fields: Fields) -> Answer {
    let Path(id) = id.map_err(|rejection| not_an_id(&rejection))?;
    let (result, chat) = (fields.required_text("result")?, fields.required_integer("chat")?);
    let (message_id, update_id) = state.world().pick(id, result, chat).map_err(barred)?;
    done(&json!({ "message_id": message_id, "update_id": update_id }))
}

/// `POST /control/chats/{chat}/messages/{message}/pay`: `as` pays the message's invoice.
pub(super) async fn pay(
    State(state): Shared,
    place: Result<Path<(i64, i64)>, PathRejection>,
    fields: Fields,
) -> Answer {
    let Path((chat, message)) = place.map_err(|rejection| not_an_id(&rejection))?;
    begin_payment(&mut state.world(), &fields, &InvoicePlace::Message(chat, message))
}

/// `POST /control/payments`: `as` pays the invoice behind a `link`.
pub(super) async fn pay_link(State(state): Shared, fields: Fields) -> Answer {
    let link = InvoicePlace::Link(fields.required_text("link")?.to_owned());
    begin_payment(&mut state.world(), &fields, &link)
}

/// `GET /control/payments/{payment}`: how it ended; null if it has not after `wait` seconds.
pub(super) async fn payment(State(state): Shared, id: Id, query: Query) -> Answer {
    let Path(id) = id.map_err(|rejection| not_an_id(&rejection))?;
    let changes = state.world().till.changes();
    let outcome = wait_for(changes, &query, || state.world().till.outcome(id)).await?;
    done(&json!({ "outcome": outcome.map(shown_outcome) }))
}

fn begin_payment(world: &mut World, fields: &Fields, place: &InvoicePlace) -> Answer {
    let person = person(world, fields)?;
    let (payment, update_id) = world.pay(person, place).map_err(barred)?;
    done(&json!({ "payment_id": payment.to_string(), "update_id": update_id }))
}

/// Looks again after each change, as long as the call may wait.
async fn wait_for<T>(
    mut changes: watch::Receiver<()>,
    query: &Query,
    look: impl Fn() -> Option<T>,
) -> Result<Option<T>, Problem> {
    let wait = query.number("wait")?.unwrap_or(0).min(LONGEST_WAIT);
    let deadline = Instant::now() + Duration::from_secs(wait);
    loop {
        let found = look();
        if found.is_some() || timeout_at(deadline, changes.changed()).await.is_err() {
            return Ok(found);
        }
    }
}

fn shown_results(answer: &InlineAnswer) -> Value {
    json!({
        "results": answer.results, "next_offset": answer.next_offset, "button": answer.button,
        "cache_time": answer.cache_time, "is_personal": answer.is_personal,
    })
}

fn shown_outcome(outcome: PaymentOutcome) -> Value {
    match outcome {
        PaymentOutcome::Paid(charge) => json!({ "is_paid": true, "charge_id": charge }),
        PaymentOutcome::Refused(reason) => json!({ "is_paid": false, "reason": reason }),
    }
}
