//! The command menu, kept at what the handlers say.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tracing::{debug, warn};

use crate::backoff::Backoff;
use crate::data::own_record;
use crate::dispatch::Dispatcher;
use crate::error::Chain;
use crate::router::{Menu, MenuKey};
use crate::store::Owner;
use crate::telegram::{Answer, Api, ApiError, result_in};

/// The parameters that say which list is meant, and perhaps the list.
#[derive(Serialize)]
struct Parameters<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    commands: Option<Vec<BotCommand>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<BotCommandScope<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    language_code: &'a str,
}

#[derive(Serialize)]
struct BotCommandScope<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct BotCommand {
    command: String,
    description: String,
}

/// The lists that were ever set for some place or language alone, so that they can be removed: Telegram does not tell.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Announced {
    /// Scopes and languages.
    lists: BTreeSet<(String, String)>,
}

own_record!(Announced: Bot, "pouch::menus");

/// Makes Telegram's lists of commands those of the handlers: sets what has changed, and removes what is no more. Gives up
/// after some tries, since a bot works without a menu, too.
pub(super) async fn announce(api: Api, dispatcher: Arc<Dispatcher>, menus: Vec<Menu>) {
    let special = |key: &MenuKey| (!key.is_default()).then(|| (key.scope.clone(), key.language.clone()));
    let wanted: BTreeSet<_> = menus.iter().filter_map(|menu| special(&menu.key)).collect();
    let Some(Ok(before)) = dispatcher.read::<Announced>(Owner::BOT).await else { return };
    if !wanted.is_subset(&before.lists) {
        let add = |announced: &mut Announced| announced.lists.extend(wanted.iter().cloned());
        let Some(Ok(())) = dispatcher.update(Owner::BOT, add).await else { return };
    }
    for menu in &menus {
        if let Err(error) = patiently(|| set(&api, menu)).await {
            return warn!(error = %Chain(&error), "the command menu could not be set");
        }
    }
    let stale: Vec<_> = before.lists.difference(&wanted).cloned().collect();
    for (scope, language) in &stale {
        let key = MenuKey { scope: scope.clone(), language: language.clone() };
        if let Err(error) = patiently(|| remove(&api, &key)).await {
            return warn!(error = %Chain(&error), "a former command menu could not be removed");
        }
    }
    if !stale.is_empty() {
        let forget = |announced: &mut Announced| announced.lists.retain(|list| !stale.contains(list));
        let _ = dispatcher.update(Owner::BOT, forget).await;
    }
}

impl MenuKey {
    /// Whether it is the list for everybody, wherever there is no other.
    fn is_default(&self) -> bool {
        self.scope.is_empty() && self.language.is_empty()
    }

    fn parameters(&self, commands: Option<Vec<BotCommand>>) -> String {
        let scope = (!self.scope.is_empty()).then_some(BotCommandScope { kind: &self.scope });
        // Texts always become JSON.
        serde_json::to_string(&Parameters { commands, scope, language_code: &self.language })
            .unwrap_or_default()
    }
}

/// Sets a list, unless it is the one that Telegram has.
async fn set(api: &Api, Menu { key, commands }: &Menu) -> Result<(), ApiError> {
    let command = |(command, description): &(&str, &str)| BotCommand {
        command: (*command).to_owned(),
        description: (*description).to_owned(),
    };
    let commands: Vec<BotCommand> = commands.iter().map(command).collect();
    let known = api.call("getMyCommands", key.parameters(None), Duration::ZERO).await;
    let is_known =
        |known: Answer| result_in::<Vec<BotCommand>>(&known.text()).is_ok_and(|known| known == commands);
    if known.is_ok_and(is_known) {
        return Ok(());
    }
    debug!(?key, "setting the command menu");
    api.call("setMyCommands", key.parameters(Some(commands)), Duration::ZERO).await.map(drop)
}

async fn remove(api: &Api, key: &MenuKey) -> Result<(), ApiError> {
    api.call("deleteMyCommands", key.parameters(None), Duration::ZERO).await.map(drop)
}

/// Tries again where that may help.
async fn patiently<F: Future<Output = Result<(), ApiError>>>(
    attempt: impl Fn() -> F,
) -> Result<(), ApiError> {
    let mut trouble = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        let Err(error) = attempt().await else { return Ok(()) };
        let delay = error.retry_after().unwrap_or_else(|| trouble.next_delay());
        if trouble.failures() > 5 || !error.may_pass() {
            return Err(error);
        }
        tokio::time::sleep(delay).await;
    }
}
