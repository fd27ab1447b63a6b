//! The name by which buttons or the store know their handler.

use syn::ext::IdentExt;

use super::super::model::{Function, Stored};
use crate::errors::{Errors, Mistake};

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
