//! The name by which buttons or the store know their handler, and how often one runs.

use syn::ext::IdentExt;

use super::super::model::{Every, Function, Stored};
use crate::errors::{Errors, Mistake};
use crate::periods;

/// `what` knows the handler by the name.
pub(super) fn check(stored: &Stored, what: &str, function: &Function, errors: &mut Errors) {
    let Some(option) = &stored.option else { return };
    if option.value().trim().is_empty() {
        let own_name = function.name().unraw();
        let mistake = Mistake::new(format!("the name by which {what} is empty"));
        let help = format!("leave `name` out, and the name is `{own_name}`");
        errors.report(option, mistake.help(help));
    }
}

pub(super) fn check_every(every: &Every, function: &Function, errors: &mut Errors) {
    check(&every.stored, "the store knows when it runs", function, errors);
    let Some(period) = &every.period else { return };
    if periods::seconds(&period.value()).is_none() {
        let mistake = Mistake::new(format!("`{}` is no time", period.value()));
        errors.report(period, mistake.help("write `#[every(\"1h\")]`").note(periods::RULE));
    }
}
