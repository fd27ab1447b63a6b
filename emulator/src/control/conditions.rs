//! What goes wrong on demand.

use std::time::Duration;

use axum::extract::State;
use serde_json::json;

use super::{Answer, Shared, done, fields::Fields, problem::Problem};
use crate::{Fault, FaultPlan};

/// What a fault may be called.
const FAULTS: &str =
    "`error`, `retry_after`, `cut_before`, `cut_after`, `delay`, `hang` or `garbage` in `fault`";

/// `POST /control/faults`: `fault`; `method` (any), `times` (1), `chat_id` (any), `seconds`, `code`, `description`.
pub(super) async fn plan_fault(State(state): Shared, fields: Fields) -> Answer {
    let fault = fault(&fields)?;
    let mut plan = FaultPlan::from(fault).times(whole(&fields, "times", 1)?);
    if let Some(chat_id) = fields.integer("chat_id")? {
        plan = plan.in_chat(chat_id);
    }
    state.faults().plan(fields.text("method")?.unwrap_or("*"), plan);
    done(&json!({}))
}

/// `DELETE /control/faults`
pub(super) async fn forget_faults(State(state): Shared) -> Answer {
    state.faults().clear();
    done(&json!({}))
}

/// `POST /control/token`: `is_refused`.
pub(super) async fn refuse_token(State(state): Shared, fields: Fields) -> Answer {
    state.faults().token_refused = fields.flag("is_refused")?;
    done(&json!({}))
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
