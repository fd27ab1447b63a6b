//! A list behind `..` in another one.

use std::marker::PhantomData;
use std::ops::Deref;

use super::Handlers;

/// What stands behind `..`. Its own [`list`](Spread::list), which a `const` can call, exists for lists only; all else has that
/// of `NoList`, which says what belongs there.
#[derive(Debug)]
pub struct Spread<T>(pub T);

impl Spread<Handlers> {
    /// The list.
    #[must_use]
    pub const fn list(self) -> Handlers {
        self.0
    }
}

impl<T> Deref for Spread<T> {
    type Target = NoList<T>;

    fn deref(&self) -> &NoList<T> {
        &NoList(PhantomData)
    }
}

/// What stands behind `..` and is no list.
#[derive(Debug)]
pub struct NoList<T>(PhantomData<T>);

impl<T> NoList<T> {
    /// Never runs: nothing that comes here is a list.
    #[must_use]
    #[expect(clippy::unused_self, reason = "as a method, it stands behind that of a list")]
    pub fn list(&self) -> Handlers
    where
        T: HandlerList,
    {
        Handlers::default()
    }
}

/// A list of handlers, which `handlers!` makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of handlers",
    label = "no list, which stands behind `..`",
    note = "a handler is listed by its name alone, without `..`: `handlers![put, get]`",
    note = "a list is a constant, `..admin::HANDLERS`, or what a function makes, `..admin::handlers()`"
)]
pub trait HandlerList {}
