//! Checks what a Bot API server says against the machine-readable schema of the Bot API.
//!
//! Strict: required fields are there, types are right, and there is no field that the Bot API does not have.
//!
//! ```
//! use pouch_bot_api_schema::check_answer;
//! use serde_json::json;
//!
//! check_answer("getMyName", &json!({ "ok": true, "result": { "name": "Pouch" } })).unwrap();
//!
//! let mistakes = check_answer("getMyName", &json!({ "ok": true, "result": { "name": 5 } })).unwrap_err();
//! assert_eq!(mistakes.to_string(), "getMyName.result.name: expected String, got 5");
//! ```
//!
//! `bot-api.json` holds the schema; `generate.py` beside it says where it comes from.

mod check;
mod expression;
mod mistakes;
mod schema;
mod traffic;

use serde_json::Value;

pub use mistakes::Mistakes;
pub use traffic::check_traffic;

use check::Check;
use schema::{Schema, Type};

/// Checks the whole answer to a call of a method, in any letter case.
///
/// An error is checked for its form; its words are not in the schema.
pub fn check_answer(method: &str, answer: &Value) -> Result<(), Mistakes> {
    let mut check = Check::new(Schema::get());
    check.answer(method, answer);
    check.finish()
}

/// Checks an update, as `getUpdates` and webhooks hand it out.
pub fn check_update(update: &Value) -> Result<(), Mistakes> {
    check_value("Update", update)
}

/// Checks an object of one of the Bot API's types.
///
/// # Panics
/// If the Bot API has no such type.
pub fn check_value(type_name: &str, value: &Value) -> Result<(), Mistakes> {
    let mut check = Check::new(Schema::get());
    check.named(type_name, type_name, value);
    check.finish()
}

/// The name of a method as the Bot API writes it, given in any letter case.
pub fn find_method(name: &str) -> Option<&'static str> {
    Schema::get().method(name).map(|(name, _)| name)
}

/// The names of all methods, in alphabetical order.
pub fn methods() -> impl Iterator<Item = &'static str> {
    Schema::get().methods().map(|(name, _)| name)
}

/// The names of a method's parameters.
///
/// # Panics
/// If the Bot API has no such method.
pub fn parameters_of(method: &str) -> &'static [String] {
    match Schema::get().method(method) {
        Some((_, method)) => &method.parameters,
        None => panic!("the Bot API has no method `{method}`"),
    }
}

/// The fields that objects of one of the Bot API's types can have, in alphabetical order.
///
/// # Panics
/// If the Bot API has no such type, or if it is a union.
pub fn fields_of(type_name: &str) -> impl Iterator<Item = &'static str> {
    match Schema::get().named(type_name) {
        Some(Type::Object(fields)) => fields.keys().map(String::as_str),
        _ => panic!("the Bot API has no objects of type `{type_name}`"),
    }
}
