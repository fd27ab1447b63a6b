//! The command menu, kept at what the handlers say.

use std::time::Duration;

use serde::Serialize;
use tracing::warn;

use crate::backoff::Backoff;
use crate::error::Chain;
use crate::telegram::Api;

#[derive(Serialize)]
struct SetMyCommands {
    commands: Vec<BotCommand>,
}

#[derive(Serialize)]
struct BotCommand {
    command: &'static str,
    description: &'static str,
}

/// Tells Telegram the commands for the menu; gives up after some tries, since a bot works without a menu, too.
pub(super) async fn announce(api: Api, menu: Vec<(&'static str, &'static str)>) {
    let commands =
        menu.into_iter().map(|(command, description)| BotCommand { command, description }).collect();
    let parameters = serde_json::to_string(&SetMyCommands { commands }).unwrap_or_default();
    let mut trouble = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
    while let Err(error) = api.call("setMyCommands", parameters.clone(), Duration::ZERO).await {
        let delay = trouble.next_delay();
        if trouble.failures() > 5 || !error.may_pass() {
            return warn!(error = %Chain(&error), "the command menu could not be set");
        }
        tokio::time::sleep(delay).await;
    }
}
