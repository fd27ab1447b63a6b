//! Values given to `App::state`, as parameters.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::Arc;

use super::borrow::{Borrow, Need};
use super::call::Call;
use super::lend::{Lender, Lending};
use crate::failure::Failure;

/// A value that `App::state` takes and handlers borrow by `&`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing a handler can borrow",
    label = "can't be shared by handlers",
    note = "put `#[user_data]`, `#[chat_data]` or `#[bot_data]` on its definition, or register it with `App::state`",
    note = "a value of `App::state` must be `Send + Sync + 'static`, since handlers run at the same time"
)]
pub trait State: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> State for T {}

/// Lends values of `App::state`, for types that are not [`Lend`](super::Lend).
pub trait LendState {
    /// The type that is lent.
    type Value;

    /// The parameter's description.
    const BORROW: Borrow;

    /// Lends it.
    fn lend(call: &Call) -> Lending<'_, Arc<Self::Value>>
    where
        Self::Value: State;

    /// Lends it. All states are there: that is checked when the app starts.
    fn lend_optional(call: &Call) -> Lending<'_, Option<Arc<Self::Value>>>
    where
        Self::Value: State;
}

impl<T: 'static> LendState for Lender<T> {
    type Value = T;

    const BORROW: Borrow = Borrow::of(Need::State { id: TypeId::of::<T>, name: type_name::<T> });

    fn lend(call: &Call) -> Lending<'_, Arc<T>>
    where
        T: State,
    {
        Box::pin(async { call.services.states.find().ok_or(Failure::Missing(type_name::<T>())) })
    }

    fn lend_optional(call: &Call) -> Lending<'_, Option<Arc<T>>>
    where
        T: State,
    {
        Box::pin(async { Ok(call.services.states.find()) })
    }
}

/// The values given to `App::state`, one for each type.
#[derive(Clone, Default)]
pub(crate) struct States(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl States {
    /// Adds a value; false if there was one of its type already.
    pub(crate) fn insert<T: State>(&mut self, value: T) -> bool {
        self.0.insert(TypeId::of::<T>(), Arc::new(value)).is_none()
    }

    pub(crate) fn contains(&self, id: TypeId) -> bool {
        self.0.contains_key(&id)
    }

    fn find<T: State>(&self) -> Option<Arc<T>> {
        self.0.get(&TypeId::of::<T>())?.clone().downcast().ok()
    }
}
