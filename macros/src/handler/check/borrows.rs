//! What a handler may borrow: rules for parameters taken by reference.

mod refused;

use super::super::model::{Borrow, Handler};
use crate::errors::{Errors, Mistake};
use crate::syntax;

pub(super) fn check(handler: &Handler, errors: &mut Errors) {
    for (_, borrow) in handler.borrows() {
        check_lifetime(borrow, errors);
        if let Some(mistake) = refused::mistake(handler, borrow) {
            errors.report(&borrow.written, mistake);
        }
    }
    check_borrowed_once(handler, errors);
}

/// A reference lives as long as the handler runs, and what it refers to owns its values.
fn check_lifetime(borrow: &Borrow, errors: &mut Errors) {
    if let Some(lifetime) = borrow.lifetime.as_ref().filter(|lifetime| lifetime.ident == "static") {
        let mistake = Mistake::new("a handler's references live as long as the handler runs");
        errors.report(lifetime, mistake.help("leave `'static` out"));
    }
    if let Some(lifetime) = syntax::find_lifetime(&borrow.target) {
        let target = syntax::text_of(&borrow.target);
        let mistake = Mistake::new(format!("`{target}` is not lent, since it borrows in turn"));
        errors.report(lifetime, mistake.help("borrow a type that owns its values"));
    }
}

fn check_borrowed_once(handler: &Handler, errors: &mut Errors) {
    let mut seen = Vec::new();
    for (name, borrow) in handler.borrows() {
        let target = syntax::text_of(&borrow.target);
        match seen.iter().find(|(earlier, _)| *earlier == target) {
            None => seen.push((target, name)),
            Some((_, first)) => {
                let mistake =
                    Mistake::new(format!("`{target}` is borrowed twice: by `{first}` and by `{name}`"));
                errors.report(
                    &borrow.written,
                    mistake.help(format_args!("leave `{name}` out, and use `{first}`")),
                );
            }
        }
    }
}
