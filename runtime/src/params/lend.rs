//! The traits behind `&T` and `&mut T` parameters.

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use super::borrow::Borrow;
use super::call::Call;
use crate::data::Taken;
use crate::failure::Failure;

/// What a handler can borrow by `&`: every [`Data`](crate::Data) type, and what arrived.
///
/// Values given to `App::state` are lent too, by [`LendState`](super::LendState).
pub trait Lend {
    /// Holds what is lent while the handler runs.
    type Guard<'a>: Deref<Target = Self> + Send + Sync;

    /// The parameter's description.
    const BORROW: Borrow;

    /// Lends it, if the update of this call has it.
    fn lend_optional(call: &Call) -> impl Future<Output = Result<Option<Self::Guard<'_>>, Failure>> + Send;
}

/// What a handler can borrow by `&mut`: every [`Data`](crate::Data) type.
///
/// No supertrait, and no associated or opaque types: rustc would report a type that can't be changed once for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing a handler can change",
    label = "no data of the bot",
    note = "put `#[user_data]`, `#[chat_data]` or `#[bot_data]` on its definition",
    note = "what arrived, and values of `App::state`, are lent by `&` only"
)]
pub trait LendMut: Sized {
    /// The parameter's description.
    const BORROW: Borrow;

    /// Lends it.
    fn take(call: &Call) -> Lending<'_, Taken<Self>>;

    /// Lends it, if the update has it.
    fn take_optional(call: &Call) -> Lending<'_, Option<Taken<Self>>>;
}

/// What lending takes: a load from the store, perhaps.
pub type Lending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Chooses how `&T` is lent.
///
/// Its inherent items exist where `T` is [`Lend`] and win over those of the trait [`LendState`](super::LendState),
/// which exist for every other type. So generated code writes `Lender::<T>::lend(call)` for both.
#[derive(Debug)]
pub struct Lender<T: ?Sized>(PhantomData<T>);

impl<T: Lend + ?Sized> Lender<T> {
    /// The parameter's description.
    pub const BORROW: Borrow = T::BORROW;

    /// Lends it.
    pub async fn lend(call: &Call) -> Result<T::Guard<'_>, Failure> {
        let lent = T::lend_optional(call).await?;
        lent.ok_or(Failure::Missing(std::any::type_name::<T>()))
    }

    /// Lends it, if the update of this call has it.
    pub async fn lend_optional(call: &Call) -> Result<Option<T::Guard<'_>>, Failure> {
        T::lend_optional(call).await
    }
}
