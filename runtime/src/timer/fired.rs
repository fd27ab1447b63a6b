//! A timer that runs: what its function is called with.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::failure::Failure;

/// A timer that runs.
#[derive(Clone, Debug)]
pub(crate) struct Fired {
    pub(crate) id: Uuid,
    pub(crate) fields: Map<String, Value>,
}

impl Fired {
    /// The argument of that name. One that was added since may be missing, if it is an `Option`.
    pub(crate) fn field<T>(
        &self,
        name: &str,
        read: impl FnOnce(Value) -> serde_json::Result<T>,
    ) -> Result<T, Failure> {
        let value = self.fields.get(name).cloned().unwrap_or_default();
        read(value).map_err(|error| {
            let text =
                format!("the timer was set with another `{name}`, which can't be read any more: {error}");
            Failure::Returned(text.into())
        })
    }
}
