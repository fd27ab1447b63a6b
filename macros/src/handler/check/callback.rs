//! The name by which buttons know their handler.

use syn::ext::IdentExt;

use super::super::model::{Callback, Function};
use crate::errors::{Errors, Mistake};

pub(super) fn check(callback: &Callback, function: &Function, errors: &mut Errors) {
    let Some(option) = &callback.option else { return };
    if option.value().trim().is_empty() {
        let own_name = function.name().unraw();
        let mistake = Mistake::new("the name by which buttons know their handler is empty");
        let help = format!("leave `name` out, and the name is `{own_name}`");
        errors.report(option, mistake.help(help));
    }
}
