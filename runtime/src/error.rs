//! Why a bot can't start, or had to end.

use std::error::Error as StdError;
use std::fmt;

use crate::store::StoreError;

/// Any error that a handler returns.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What `App::run` returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a bot can't start, or had to end. Its `Debug` form reads like its `Display` form, causes included, since that
/// is what a `main` that returns it prints.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no token.
    #[error("no bot token: set TELOXIDE_TOKEN to the token that @BotFather gave you{}", if cfg!(feature = "playground") { ", or unset TELOXIDE_API_URL, too, to try the bot without Telegram" } else { "" })]
    MissingToken,
    /// The server does not know the token.
    #[error(
        "the server refused the bot token ({reason}): check TELOXIDE_TOKEN, and TELOXIDE_API_URL if it is set"
    )]
    RefusedToken {
        /// The server's words.
        reason: String,
    },
    /// The Bot API's address can't be used.
    #[error(
        "the address of the Bot API can't be used ({reason}): set TELOXIDE_API_URL to one such as https://api.telegram.org, or unset it"
    )]
    Address {
        /// What is wrong with it. The address itself is not shown: by mistake it may hold the token.
        reason: String,
    },
    /// Handlers borrow what they were not given.
    #[error("the bot can't start:\n{}", .0.join("\n"))]
    Setup(Vec<String>),
    /// A handler with `#[on_start]` failed.
    #[error("the bot can't start")]
    Start(#[source] BoxError),
    /// The store can't be opened or used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made; check TELOXIDE_PROXY if it is set")]
    Client(#[source] BoxError),
    /// An address can't be listened on.
    #[error("{address} can't be listened on; name another address, or stop the program that listens there")]
    Listen {
        /// The address.
        address: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A certificate can't be used.
    #[error("the webhook's certificate can't be used: {reason}")]
    Certificate {
        /// Which file, and why.
        reason: String,
    },
    /// The server does not take the webhook.
    #[error(
        "the server refused the webhook ({reason}): check the address given to `Webhook::new`, or POUCH_WEBHOOK_URL"
    )]
    Webhook {
        /// The server's words.
        reason: String,
    },
    /// Pouch itself made a mistake. What was not committed comes again after the next start.
    #[error("pouch met a mistake of its own and can't go on; please report it, and start the bot again")]
    Bug(#[source] BoxError),
    /// The playground can't be opened.
    #[error("the playground can't be opened")]
    Playground(#[source] std::io::Error),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Chain(self), f)
    }
}

/// Shows an error with its causes: `the store failed while committing: disk full`.
pub(crate) struct Chain<'a>(pub(crate) &'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.to_string();
        f.write_str(&shown)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            let text = error.to_string();
            // Many errors repeat their cause in their own text.
            if !shown.contains(&text) {
                write!(f, ": {text}")?;
                shown = text;
            }
            cause = error.source();
        }
        Ok(())
    }
}
