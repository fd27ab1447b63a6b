//! A call that is answered with `"ok": false`.

use serde_json::{Map, Value, json};

/// Why the Bot API refused a call, in Telegram's own words.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The `error_code`, which is the HTTP status too.
    pub(crate) code: u16,
    pub(crate) description: String,
    /// `ResponseParameters`: `retry_after`, `migrate_to_chat_id`.
    pub(crate) parameters: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: Map::new() }
    }

    /// 400, "Bad Request: " and the reason.
    pub(crate) fn bad_request(reason: &str) -> Self {
        Self::new(400, format!("Bad Request: {reason}"))
    }

    /// 400 with a reason in TDLib's words, whose first letter becomes small unless it begins a name in capitals.
    pub(crate) fn worded(reason: &str) -> Self {
        let is_name = reason.chars().nth(1).is_some_and(|c| c == '_' || c.is_ascii_uppercase());
        let mut chars = reason.chars();
        match chars.next() {
            Some(first) if !is_name => {
                Self::bad_request(&format!("{}{}", first.to_ascii_lowercase(), chars.as_str()))
            }
            _ => Self::bad_request(reason),
        }
    }

    /// The refusal of an object in which something can't be read: the server tells in which. Others stay as they are.
    pub(crate) fn inside(self, what: &str) -> Self {
        let reason = self.description.trim_start_matches("Bad Request: ");
        let beginnings = [
            "can't parse ",
            "can't find field ",
            "field ",
            "message text is empty",
            "unsupported parse_mode",
        ];
        let is_told = reason.starts_with(&format!("can't parse {what}: "));
        if is_told || !beginnings.iter().any(|beginning| reason.starts_with(beginning)) {
            return self;
        }
        let mut chars = reason.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        Self::bad_request(&format!("can't parse {what}: {first}{}", chars.as_str()))
    }

    /// 403, "Forbidden: " and the reason.
    pub(crate) fn forbidden(reason: &str) -> Self {
        Self::new(403, format!("Forbidden: {reason}"))
    }

    /// 404: no such method, or a token that cannot be one.
    pub(crate) fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// 401: a token that could be one, but is not the bot's.
    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// Adds one of the `ResponseParameters`.
    pub(crate) fn with_parameter(mut self, name: &str, value: i64) -> Self {
        self.parameters.insert(name.to_owned(), json!(value));
        self
    }
}
