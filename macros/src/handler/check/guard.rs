//! What a guard may do: look.

use syn::ReturnType;

use super::super::model::Handler;
use crate::errors::{Errors, Mistake};
use crate::syntax;

pub(super) fn check(handler: &Handler, errors: &mut Errors) {
    for (name, borrow) in handler.borrows().filter(|(_, borrow)| borrow.mutable) {
        let target = syntax::text_of(&borrow.target);
        let reference = if borrow.optional { format!("Option<&{target}>") } else { format!("&{target}") };
        let mistake = Mistake::new(format!("a guard changes nothing, so it can't borrow `&mut {target}`"));
        let mistake = mistake.help(format_args!("write `{name}: {reference}`"));
        errors.report(&borrow.written, mistake.note("a function with `#[before]` can change data"));
    }
    if let ReturnType::Default = handler.function.signature.output {
        let name = handler.function.name();
        let mistake = Mistake::new(format!("`{name}` does not say whether an update may pass"));
        errors.report(name, mistake.help("write `-> bool` behind its parameters"));
    }
}
