//! Where a bot talks to, as whom, and where it keeps what it knows: from the builder, else from the environment.

use std::path::PathBuf;
use std::sync::Arc;

use reqwest::Url;

use crate::error::Error;
#[cfg(feature = "observe")]
use crate::monitor::Monitor;
use crate::store::{MemoryStore, Store};
use crate::telegram::{Line, Server, Token};
#[cfg(feature = "webhook")]
use crate::webhook::Webhook;

/// The environment variable with the bot's token.
const TOKEN: &str = "TELOXIDE_TOKEN";
/// The environment variable with the address of the Bot API.
const API_URL: &str = "TELOXIDE_API_URL";
/// The environment variable with the address of a proxy on the way to the Bot API.
const PROXY: &str = "TELOXIDE_PROXY";
/// The environment variable with the path of the store file, or `memory`.
const STORE: &str = "POUCH_STORE";

/// The environment variable with the address to which Telegram brings updates.
const WEBHOOK_URL: &str = "POUCH_WEBHOOK_URL";
/// The environment variable with the address on which the bot listens for them.
#[cfg(feature = "webhook")]
const WEBHOOK_LISTEN: &str = "POUCH_WEBHOOK_LISTEN";
/// The environment variable with what Telegram has to say with them.
#[cfg(feature = "webhook")]
const WEBHOOK_SECRET: &str = "POUCH_WEBHOOK_SECRET";

/// The environment variable with the address on which the bot tells how it is.
const OBSERVE: &str = "POUCH_OBSERVE";

/// The value of a variable that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// The webhook that the environment wants, if any.
#[cfg(feature = "webhook")]
pub(crate) fn webhook() -> Option<Webhook> {
    variable(WEBHOOK_URL).map(Webhook::new)
}

/// The webhook with what the environment says where the program does not.
#[cfg(feature = "webhook")]
pub(crate) fn with_environment(webhook: Webhook) -> Webhook {
    webhook.or_else(variable(WEBHOOK_LISTEN), variable(WEBHOOK_SECRET))
}

/// The monitor that the environment wants, if any.
#[cfg(feature = "observe")]
pub(crate) fn monitor() -> Option<Monitor> {
    variable(OBSERVE).map(Monitor::at)
}

/// What the environment asks of a bot that was built without it.
pub(crate) fn missing_features() -> Option<String> {
    let features = [
        ("webhook", WEBHOOK_URL, cfg!(feature = "webhook")),
        ("observe", OBSERVE, cfg!(feature = "observe")),
    ];
    let (feature, name, _) =
        features.into_iter().find(|(_, name, is_on)| !is_on && variable(name).is_some())?;
    Some(format!(
        "{name} is set, and pouch's feature `{feature}` is off; switch it on in Cargo.toml, or unset the variable"
    ))
}

/// The environment variable that has a program print its handlers instead of running.
const ROUTES: &str = "POUCH_ROUTES";

/// Whether the program is to print its handlers.
pub(crate) fn shows_routes() -> bool {
    variable(ROUTES).is_some_and(|value| value != "0")
}

/// What the builder was told; what it was not comes from the environment.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) token: Option<String>,
    pub(crate) api_url: Option<String>,
    pub(crate) store: StoreSetting,
    /// How the server is reached, if not over the network.
    pub(crate) line: Option<Line>,
}

/// Where the bot keeps what it knows.
#[derive(Clone, Default)]
pub(crate) enum StoreSetting {
    /// Where `POUCH_STORE` says, else in a file named after the program.
    #[default]
    Environment,
    /// In that file, or in memory if it is `memory`.
    Path(PathBuf),
    /// In a store that the program made.
    Ready(Arc<dyn Store>),
}

impl Settings {
    /// Whether nothing says where to talk to: the bot is to be tried without Telegram.
    #[cfg(feature = "playground")]
    pub(crate) fn name_no_server(&self) -> bool {
        self.token.is_none()
            && self.api_url.is_none()
            && variable(TOKEN).is_none()
            && variable(API_URL).is_none()
    }

    /// Where to talk to, and as whom.
    pub(crate) fn server(&self) -> Result<Server, Error> {
        let address = self.api_url.clone().or_else(|| variable(API_URL));
        let url = parse_url(address.as_deref().unwrap_or("https://api.telegram.org"))?;
        let text = self.token.clone().or_else(|| variable(TOKEN)).ok_or(Error::MissingToken)?;
        let token = Token::new(&text).ok_or_else(|| Error::RefusedToken {
            reason: "a token is made of letters, digits, `:`, `-` and `_` only".to_owned(),
        })?;
        Ok(Server { url, token, proxy: variable(PROXY), line: self.line.clone() })
    }
}

impl StoreSetting {
    /// A file of the playground's own, unless one is named: what is only tried must not get among what is real.
    #[cfg(feature = "playground")]
    pub(crate) fn or_playground_file(self) -> Self {
        match self {
            StoreSetting::Environment if variable(STORE).is_none() => {
                StoreSetting::Path(default_path().with_extension("playground.db"))
            }
            named => named,
        }
    }

    /// Opens the store to read it, whoever has it open.
    pub(crate) fn open_to_read(self) -> Result<Arc<dyn Store>, Error> {
        match self.place() {
            #[cfg(feature = "sqlite")]
            Ok(path) if path.as_os_str() != "memory" => {
                Ok(Arc::new(crate::store::SqliteStore::open_read_only(path)?))
            }
            Ok(path) => StoreSetting::Path(path).open(),
            Err(store) => Ok(store),
        }
    }

    /// The path of the store, or the store itself.
    fn place(self) -> Result<PathBuf, Arc<dyn Store>> {
        match self {
            StoreSetting::Ready(store) => Err(store),
            StoreSetting::Path(path) => Ok(path),
            StoreSetting::Environment => Ok(variable(STORE).map_or_else(default_path, PathBuf::from)),
        }
    }

    /// Opens the store.
    pub(crate) fn open(self) -> Result<Arc<dyn Store>, Error> {
        let path = match self.place() {
            Ok(path) => path,
            Err(store) => return Ok(store),
        };
        if path.as_os_str() == "memory" {
            return Ok(Arc::new(MemoryStore::new()));
        }
        #[cfg(feature = "sqlite")]
        return Ok(Arc::new(crate::store::SqliteStore::open(path)?));
        #[cfg(not(feature = "sqlite"))]
        Err(Error::Store(crate::store::StoreError::Open {
            path,
            reason: "the feature `sqlite` of pouch is off; set POUCH_STORE=memory, or give a store to `App::store`".to_owned(),
        }))
    }
}

/// A file named after the program, in the working directory.
fn default_path() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let name = program.file_stem().unwrap_or(std::ffi::OsStr::new("bot"));
    PathBuf::from(format!("{}.db", name.display()))
}

fn parse_url(address: &str) -> Result<Url, Error> {
    let wrong = |reason: String| Err(Error::Address { reason });
    let url = match Url::parse(address.trim()) {
        Ok(url) => url,
        Err(error) => return wrong(error.to_string()),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return wrong("it does not start with `https://` or `http://`".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return wrong("it has a `?` or `#`".to_owned());
    }
    Ok(without_trailing_slash(url))
}

/// Calls add their path behind a slash of their own.
fn without_trailing_slash(mut url: Url) -> Url {
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty();
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_cannot_be_used_is_refused_without_showing_it() {
        for address in [
            "127.0.0.1/SECRET",
            "http://host:99999/SECRET",
            "SECRET:80",
            "http://a?SECRET",
            "http://a#SECRET",
        ] {
            let error = parse_url(address).unwrap_err();
            assert!(!error.to_string().contains("SECRET"), "{error}");
            assert!(error.to_string().contains("TELOXIDE_API_URL"), "{error}");
        }
        assert_eq!(parse_url(" https://example.com/prefix/ ").unwrap().path(), "/prefix");
    }
}
