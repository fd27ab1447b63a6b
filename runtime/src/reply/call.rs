//! Calls of the Bot API by their names, for methods that no type here stands for.

use serde::Serialize;
use serde_json::Value;

use super::draft::parameter;
use super::into_reply::IntoReply;
use super::outcome::Outcome;
use super::payload::push_call;
use crate::failure::Failure;

/// Methods by which Pouch itself gets the updates, or which end the bot.
const OURS: [&str; 6] = ["getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "logOut", "close"];

/// A call of any method of the Bot API, as an answer: also of one that is newer than teloxide-core.
///
/// It is made after the handler's changes are durable, in its order among the chat's other answers. What sends a message and
/// names no chat goes where the update came from: chat, topic and business connection are added.
///
/// ```
/// use pouch::Call;
/// use pouch::prelude::*;
///
/// /// Send a checklist
/// #[command("todo")]
/// fn todo() -> Call {
///     Call::new("sendRichMessage", json!({ "rich_message": { "blocks": [] } }))
/// }
/// ```
///
/// A name that can't be a method's, or parameters that are no object, are a failure of the handler.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a call is made when a handler returns it"]
pub struct Call {
    method: String,
    parameters: Value,
}

impl Call {
    /// A call of that method with these parameters, which become a JSON object.
    pub fn new(method: impl Into<String>, parameters: impl Serialize) -> Self {
        Call { method: method.into(), parameters: parameter(parameters) }
    }

    /// Adds a parameter, or gives one that is there another value.
    pub fn with(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        if let Value::Object(parameters) = &mut self.parameters {
            parameters.insert(name.into(), parameter(value));
        }
        self
    }
}

impl IntoReply for Call {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let Call { method, parameters } = self;
        if let Some(wrong) = wrong(&method) {
            return Err(Failure::Returned(wrong.into()));
        }
        let Value::Object(parameters) = parameters else {
            let none = format!("the parameters of `{method}` have to be a JSON object, and are {parameters}");
            return Err(Failure::Returned(none.into()));
        };
        push_call(method, parameters, outcome)
    }
}

/// Why that can't be called.
fn wrong(method: &str) -> Option<String> {
    let is_name = method.starts_with(|first: char| first.is_ascii_lowercase())
        && method.len() <= 64
        && method.chars().all(|character| character.is_ascii_alphanumeric());
    if !is_name {
        return Some(format!("{method:?} is no method of the Bot API: names are like `sendMessage`"));
    }
    OURS.contains(&method).then(|| format!("`{method}` is not for handlers: Pouch gets the updates itself"))
}
