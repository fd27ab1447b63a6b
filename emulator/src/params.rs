//! The parameters of one call, whatever form they came in.

use serde_json::{Map, Value};

/// Parameters by name. Forms and query strings give every value as a string, JSON bodies give typed ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(Map<String, Value>);

impl Params {
    /// Adds a parameter, unless an earlier one has its name: Telegram takes the first.
    pub(crate) fn add(&mut self, name: String, value: Value) {
        self.0.entry(name).or_insert(value);
    }

    /// A parameter as it was given.
    pub(crate) fn raw(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text; numbers and booleans are taken as typed.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self.raw(name)? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// A whole number, or a string that holds one.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.raw(name)? {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_i64(),
        }
    }

    /// A boolean; false if absent.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| matches!(text.to_lowercase().as_str(), "true" | "1" | "yes" | "t"))
    }

    /// An array or object, possibly serialised into a string.
    pub(crate) fn json(&self, name: &str) -> serde_json::Result<Option<Value>> {
        match self.raw(name) {
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some),
            other => Ok(other.cloned()),
        }
    }

    /// Everything, as one JSON object.
    pub(crate) fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }
}
