//! The parameters of one call, whatever form they came in.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value, json};

use crate::world::Upload;

/// Parameters by name. Forms and query strings give every value as a string, JSON bodies give typed ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    /// The files of a multipart body, by the name of their part.
    files: Arc<HashMap<String, Upload>>,
}

impl Params {
    /// Adds a parameter, unless an earlier one has its name: Telegram takes the first.
    pub(crate) fn add(&mut self, name: String, value: Value) {
        self.values.entry(name).or_insert(value);
    }

    /// Adds a file. Among the other parameters, only its name and size show.
    pub(crate) fn add_file(&mut self, name: String, file: Upload) {
        let shown = json!({ "file_name": file.name, "size": file.content.len() });
        self.add(name.clone(), shown);
        Arc::make_mut(&mut self.files).entry(name).or_insert(file);
    }

    /// The file of this parameter: its own part, or the part that `attach://` names.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        let attached = self.raw(name).and_then(Value::as_str).and_then(|text| text.strip_prefix("attach://"));
        self.files.get(attached.unwrap_or(name))
    }

    /// The same parameters, except one.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut others = self.clone();
        others.values.remove(name);
        others
    }

    /// The parameters that an object inside of this call gives, with the same files.
    pub(crate) fn inside(&self, fields: &Map<String, Value>) -> Self {
        Self { values: fields.clone(), files: Arc::clone(&self.files) }
    }

    /// A parameter as it was given.
    pub(crate) fn raw(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !value.is_null())
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
        Value::Object(self.values.clone())
    }
}
