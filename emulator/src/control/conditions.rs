//! What goes wrong on demand.

use std::time::Duration;

use super::{Answer, Shared, done, fields::Fields, problem::Problem};
use crate::{DeliveryFault, Fault, FaultPlan, UpdateFault, state::State as Emulated};
use axum::extract::State;

/// As far as the clock is put forward at once, in seconds.
const LONGEST_ADVANCE: u64 = 10 * 365 * 24 * 60 * 60;

/// What a fault may be called.
const FAULTS: &str = "`error`, `retry_after`, `cut_before`, `cut_after`, `delay`, `hang`, `garbage`, `update_lost`, `update_twice`, \
     `update_late`, `delivery_lost` or `delivery_answer_lost` in `fault`";

/// `GET /control/conditions`: the time in seconds since 1970, the faults that are planned, privacy mode, the webhook.
pub(super) async fn show(State(state): Shared) -> Answer {
    done(&state.conditions())
}

/// `POST /control/clock`: `advance`, in seconds.
pub(super) async fn advance_clock(State(state): Shared, fields: Fields) -> Answer {
    let seconds = fields.required_integer("advance")?;
    let forward = u64::try_from(seconds).ok().filter(|seconds| *seconds <= LONGEST_ADVANCE);
    let wrong = || {
        let expected = "seconds from 0 to 315360000 (ten years) in `advance`";
        Problem::wrong(expected, seconds.to_string(), "time goes forward only")
    };
    let forward = Duration::from_secs(forward.ok_or_else(wrong)?);
    state.world().clock.advance(forward);
    changed(&state)
}

/// `POST /control/faults`: `fault`; `method` (any), `times` (1), `chat_id` (any), `seconds`, `code`, `description`.
/// Or what happens to the next `times` updates on their way to the bot: `update_lost`, `update_twice`, `update_late`,
/// and with a webhook `delivery_lost`, `delivery_answer_lost`.
pub(super) async fn plan_fault(State(state): Shared, fields: Fields) -> Answer {
    let times = whole(&fields, "times", 1)?;
    let name = fields.required_text("fault")?;
    if let Some(fault) = UpdateFault::from_name(name) {
        state.world().queue.faults.extend(std::iter::repeat_n(fault, times));
        return changed(&state);
    }
    if let Some(fault) = DeliveryFault::from_name(name) {
        (0..times).for_each(|_| state.faults().plan_delivery(fault));
        return changed(&state);
    }
    let fault = fault(&fields)?;
    let mut plan = FaultPlan::from(fault).times(times);
    if let Some(chat_id) = fields.integer("chat_id")? {
        plan = plan.in_chat(chat_id);
    }
    state.faults().plan(fields.text("method")?.unwrap_or("*"), plan);
    changed(&state)
}

/// `DELETE /control/faults`
pub(super) async fn forget_faults(State(state): Shared) -> Answer {
    state.faults().clear();
    state.world().queue.faults.clear();
    changed(&state)
}

/// `POST /control/token`: `is_refused`.
pub(super) async fn refuse_token(State(state): Shared, fields: Fields) -> Answer {
    state.faults().token_refused = fields.flag("is_refused")?;
    changed(&state)
}

/// `POST /control/limits`: `is_on`.
pub(super) async fn limit_rate(State(state): Shared, fields: Fields) -> Answer {
    state.limits().are_on = fields.flag("is_on")?;
    changed(&state)
}

/// `POST /control/privacy`: `is_on`.
pub(super) async fn set_privacy(State(state): Shared, fields: Fields) -> Answer {
    state.world().is_private = fields.flag("is_on")?;
    changed(&state)
}

fn changed(state: &Emulated) -> Answer {
    state.note_conditions();
    done(&state.conditions())
}

fn fault(fields: &Fields) -> Result<Fault, Problem> {
    Ok(match fields.required_text("fault")? {
        "error" => {
            let code = whole(fields, "code", 500)?;
            let description = fields.text("description")?.unwrap_or("Internal Server Error");
            Fault::error(code, description)
        }
        "retry_after" => Fault::retry_after(whole(fields, "seconds", 3)?),
        "cut_before" => Fault::CutBefore,
        "cut_after" => Fault::CutAfter,
        "delay" => Fault::Delay(Duration::from_secs(whole(fields, "seconds", 3)?)),
        "hang" => Fault::Hang,
        "garbage" => Fault::Garbage,
        other => return Err(Problem::wrong(FAULTS, other, "choose one of them")),
    })
}

/// A number that cannot be negative.
fn whole<T: TryFrom<i64>>(fields: &Fields, name: &str, otherwise: i64) -> Result<T, Problem> {
    let given = fields.integer(name)?.unwrap_or(otherwise);
    let wrong = |_| {
        Problem::wrong(format!("a whole number from 0 on in `{name}`"), given.to_string(), "choose another")
    };
    T::try_from(given).map_err(wrong)
}
