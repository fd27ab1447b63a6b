//! Reading the fields of objects inside parameters, with TDLib's words for what is wrong with them.

use serde_json::{Map, Value};

/// The fields of one JSON object.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// A field as it was given; null is as good as none.
    pub(crate) fn raw(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn has(self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    pub(crate) fn flag(self, name: &str) -> Result<bool, String> {
        let read = |value: &Value| value.as_bool();
        self.typed(name, "Boolean", read).map(Option::unwrap_or_default)
    }

    /// A text; a number is taken as typed.
    pub(crate) fn text(self, name: &str) -> Result<Option<String>, String> {
        self.typed(name, "String", |value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// A whole number, or a string that holds one.
    pub(crate) fn integer(self, name: &str) -> Result<Option<i64>, String> {
        self.typed(name, "Number", |value| match value {
            Value::String(text) => text.parse().ok(),
            value => value.as_i64(),
        })
    }

    pub(crate) fn array(self, name: &str) -> Result<Option<&'a [Value]>, String> {
        self.typed(name, "Array", |value| value.as_array().map(Vec::as_slice))
    }

    pub(crate) fn object(self, name: &str) -> Result<Option<Fields<'a>>, String> {
        self.typed(name, "Object", |value| value.as_object().map(Fields))
    }

    pub(crate) fn required_text(self, name: &str) -> Result<String, String> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn required_integer(self, name: &str) -> Result<i64, String> {
        self.integer(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn required_object(self, name: &str) -> Result<Fields<'a>, String> {
        self.object(name)?.ok_or_else(|| missing(name))
    }

    fn typed<T>(
        self,
        name: &str,
        kind: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| format!("Field \"{name}\" must be of type {kind}"))
    }
}

fn missing(name: &str) -> String {
    format!("Can't find field \"{name}\"")
}
