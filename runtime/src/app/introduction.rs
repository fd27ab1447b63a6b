//! The first call: who is the bot?

use std::time::Duration;

use serde::Deserialize;
use tracing::{info, warn};

use crate::backoff::Backoff;
use crate::error::{Chain, Error, Result};
use crate::telegram::{Api, result_in};

/// What Telegram calls the bot.
#[derive(Deserialize)]
pub(super) struct Me {
    /// Empty for a server that gives none: then no command that names a bot is for this one.
    #[serde(default)]
    pub(super) username: String,
}

/// Asks who the bot is, until there is an answer.
pub(super) async fn introduce(api: &Api) -> Result<Me> {
    let mut trouble = Backoff::new(Duration::from_millis(500), Duration::from_secs(8));
    loop {
        let (error, asked) = match api.call("getMe", "{}".to_owned(), Duration::ZERO).await {
            Ok(answer) => match result_in::<Me>(&answer.text()) {
                Ok(me) => {
                    info!(bot = me.username, "started");
                    return Ok(me);
                }
                Err(error) => (Chain(&error).to_string(), None),
            },
            Err(error) if error.is_about_token() => {
                return Err(Error::RefusedToken { reason: error.to_string() });
            }
            Err(error) => (Chain(&error).to_string(), error.retry_after()),
        };
        let delay = asked.unwrap_or_else(|| trouble.next_delay());
        warn!(error, retry_in = ?delay, "the Bot API does not answer; trying again");
        tokio::time::sleep(delay).await;
    }
}
