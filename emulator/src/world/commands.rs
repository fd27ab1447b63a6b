//! The command menus that the bot has set.

use std::collections::HashMap;

use serde_json::{Value, json};

/// One menu for each scope and language.
#[derive(Default)]
pub(crate) struct CommandMenus(HashMap<MenuKey, Value>);

/// Whom a menu is for: a `BotCommandScope` and a language code, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct MenuKey {
    /// Serialised with sorted keys, so that equal scopes are equal.
    scope: String,
    language: String,
}

impl MenuKey {
    pub(crate) fn new(scope: &Value, language: String) -> Self {
        Self { scope: scope.to_string(), language }
    }
}

impl CommandMenus {
    /// Sets a menu; an empty one is none.
    pub(crate) fn set(&mut self, key: MenuKey, commands: Vec<Value>) {
        if commands.is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, Value::Array(commands));
        }
    }

    /// All menus: for each its scope, language and commands.
    pub(crate) fn all(&self) -> Vec<Value> {
        let shown = |(key, commands): (&MenuKey, &Value)| {
            let scope: Value = serde_json::from_str(&key.scope).unwrap_or_default();
            json!({ "scope": scope, "language_code": key.language, "commands": commands })
        };
        self.0.iter().map(shown).collect()
    }

    /// The menu that was set for exactly this key; an empty array if none was.
    pub(crate) fn menu(&self, key: &MenuKey) -> Value {
        self.0.get(key).cloned().unwrap_or_else(|| json!([]))
    }
}
