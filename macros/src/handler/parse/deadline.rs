//! Reads how long a function may take.

use super::super::model::Deadline;
use crate::errors::{Errors, Mistake};
use crate::options::Options;
use crate::periods::{RULE, seconds};

/// Reads `deadline = "30s"` or `deadline = "none"`.
pub(super) fn read(options: &mut Options, errors: &mut Errors) -> Option<Deadline> {
    let given = options.text("deadline", errors)?;
    let value = given.value();
    if value == "none" {
        return Some(Deadline::Never);
    }
    let after = seconds(&value).map(Deadline::After);
    if after.is_none() {
        let mistake = Mistake::new(format!("`{value}` is no time that a function may take"));
        let help = "write `deadline = \"30s\"`, or `deadline = \"none\"` for as long as it likes";
        errors.report(&given, mistake.help(help).note(RULE));
    }
    after
}
