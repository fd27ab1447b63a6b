//! Having updates brought by Telegram, instead of fetching them.

mod arrivals;
#[cfg(feature = "webhook-tls")]
mod certificate;
mod door;
mod registration;

use std::net::IpAddr;
#[cfg(feature = "webhook-tls")]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use reqwest::Url;
use sha2::{Digest, Sha256};
use teloxide_core::Bot;
use tokio::net::TcpListener;

use crate::error::{Error, Result};
use crate::health::Health;
use crate::serve::Server;
use crate::stop::Stop;
use crate::telegram::{Api, Token};
pub(crate) use door::{Desk, Door};
pub(crate) use registration::Registration;

/// Where the bot listens unless it is told.
const LISTEN: &str = "127.0.0.1:8080";

/// How often Telegram is asked whether it can bring updates, unless something else is said.
const CHECK: Duration = Duration::from_mins(1);

/// How long an update waits for those before it that may be on their way, unless something else is said.
const GAP_PATIENCE: Duration = Duration::from_millis(100);

/// What `setWebhook` takes.
const CONNECTIONS: std::ops::RangeInclusive<u8> = 1..=100;
const LONGEST_SECRET: usize = 256;

/// Has Telegram bring updates to an address, instead of fetching them; for [`App::webhook`](crate::App::webhook).
///
/// The bot tells Telegram the address, and listens on `127.0.0.1:8080`, where a proxy with TLS such as Caddy or nginx
/// hands on what comes from outside. An update is answered with 200 when all that came of it is durable; until then, or
/// while the store can't be written or the bot stops, Telegram keeps the update and brings it again.
///
/// ```no_run
/// use pouch::prelude::*;
/// use pouch::Webhook;
///
/// /// Say hello
/// #[command("hello")]
/// fn hello() -> &'static str {
///     "Hello!"
/// }
///
/// #[tokio::main]
/// async fn main() -> pouch::Result<()> {
///     let webhook = Webhook::new("https://bot.example.com/telegram").listen("127.0.0.1:3000");
///     App::new(handlers![hello]).webhook(webhook).run().await
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a webhook does nothing until it is given to `App::webhook`"]
pub struct Webhook {
    url: String,
    listen: Option<String>,
    path: Option<String>,
    secret: Option<String>,
    max_connections: u8,
    check_every: Duration,
    gap_patience: Duration,
    #[cfg(feature = "webhook-tls")]
    certificate: Option<Certificate>,
    door: Arc<Door>,
    /// The program serves the routes itself.
    is_mounted: bool,
}

/// A certificate of the bot's own, in files.
#[cfg(feature = "webhook-tls")]
#[derive(Clone, Debug)]
struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    is_self_signed: bool,
}

/// A webhook that listens, or that the program serves, and which nobody was told of yet.
pub(crate) struct Opened {
    url: String,
    pub(crate) secret: String,
    pub(crate) gap_patience: Duration,
    max_connections: u8,
    check_every: Duration,
    /// What is sent to Telegram, which could not know it otherwise.
    #[cfg(feature = "webhook-tls")]
    certificate: Option<Vec<u8>>,
    pub(crate) door: Arc<Door>,
    /// What listens, unless the program does.
    pub(crate) server: Option<Server>,
}

impl Opened {
    /// What Telegram is to be told.
    pub(crate) fn registration(
        &self,
        api: Api,
        bot: &Bot,
        allowed_updates: Vec<&'static str>,
        stop: Stop,
        health: Arc<Health>,
    ) -> Registration {
        #[cfg(not(feature = "webhook-tls"))]
        let _ = bot;
        Registration {
            api,
            url: self.url.clone(),
            secret: self.secret.clone(),
            max_connections: self.max_connections,
            allowed_updates,
            check_every: self.check_every,
            #[cfg(feature = "webhook-tls")]
            certificate: self.certificate.as_ref().map(|certificate| certificate::Upload {
                certificate: certificate.clone(),
                bot: bot.clone(),
            }),
            stop,
            health,
        }
    }
}

impl Webhook {
    /// A webhook at that address, which Telegram has to reach: `https`, and one of the ports 443, 80, 88 and 8443.
    ///
    /// Its path is the one on which the bot listens. It need not be a secret, and must not hold the token.
    pub fn new(url: impl Into<String>) -> Self {
        Webhook {
            url: url.into(),
            listen: None,
            path: None,
            secret: None,
            max_connections: 40,
            check_every: CHECK,
            gap_patience: GAP_PATIENCE,
            #[cfg(feature = "webhook-tls")]
            certificate: None,
            door: Arc::default(),
            is_mounted: false,
        }
    }

    /// Where the bot listens, such as `0.0.0.0:8443`; `127.0.0.1:8080` unless this or `POUCH_WEBHOOK_LISTEN` says otherwise.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = Some(address.into());
        self
    }

    /// The path on which the bot listens, if a proxy changes the one in the address.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// What Telegram has to say with each update, so that nobody else can bring any: 1 to 256 of `A-Z`, `a-z`, `0-9`, `_`
    /// and `-`. Unless this or `POUCH_WEBHOOK_SECRET` gives one, it is made from the bot's token.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// How many updates Telegram brings at once, 1 to 100; 40 unless it is said.
    pub fn max_connections(mut self, count: u8) -> Self {
        self.max_connections = count;
        self
    }

    /// How often Telegram is asked whether it can bring updates; once a minute unless it is said. What is wrong is logged.
    pub fn check_every(mut self, pause: Duration) -> Self {
        self.check_every = pause.max(Duration::from_millis(10));
        self
    }

    /// How long an update with a gap before its id waits for those that are missing, once for each gap; 100 ms unless it is
    /// said.
    pub fn gap_patience(mut self, limit: Duration) -> Self {
        self.gap_patience = limit;
        self
    }

    /// A certificate of the bot's own, for a bot that Telegram reaches without a proxy: PEM files with the certificate,
    /// those that lead to its authority behind it, and its private key.
    #[cfg(feature = "webhook-tls")]
    pub fn tls(mut self, certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        let (chain, key) = (certificate.into(), key.into());
        self.certificate = Some(Certificate { chain, key, is_self_signed: false });
        self
    }

    /// The same with a certificate that no authority has signed. Telegram is given it, and trusts it.
    #[cfg(feature = "webhook-tls")]
    pub fn self_signed_tls(mut self, certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        let (chain, key) = (certificate.into(), key.into());
        self.certificate = Some(Certificate { chain, key, is_self_signed: true });
        self
    }

    /// The webhook as a route for a program that serves others already; the bot does not listen itself then.
    ///
    /// While the bot does not run, it answers 503, and Telegram tries again later.
    ///
    /// ```no_run
    /// # use pouch::prelude::*;
    /// # use pouch::Webhook;
    /// # async fn serve(_: axum::Router) -> pouch::Result<()> { Ok(()) }
    /// # async fn run() -> pouch::Result<()> {
    /// let mut webhook = Webhook::new("https://bot.example.com/telegram");
    /// let site = axum::Router::new().merge(webhook.routes());
    /// let bot = App::new(handlers![]).webhook(webhook);
    /// tokio::try_join!(bot.run(), serve(site))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn routes(&mut self) -> Router {
        self.is_mounted = true;
        self.router()
    }

    fn router(&self) -> Router {
        Router::new().route(&self.listened_path(), post(door::receive)).with_state(Arc::clone(&self.door))
    }

    /// What the environment says where the program does not.
    pub(crate) fn or_else(mut self, listen: Option<String>, secret: Option<String>) -> Self {
        self.listen = self.listen.or(listen);
        self.secret = self.secret.or(secret);
        self
    }

    /// The same on a free port of this machine, to be tried without Telegram.
    #[cfg(any(feature = "playground", feature = "testing"))]
    pub(crate) fn on_this_machine(mut self) -> Self {
        let path = self.listened_path();
        self.path = Some(path);
        self.url.clear();
        self.listen = Some("127.0.0.1:0".to_owned());
        self
    }

    /// The path of requests, in axum's words.
    fn listened_path(&self) -> String {
        let of_url = || Url::parse(&self.url).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned());
        let path = self.path.clone().unwrap_or_else(of_url);
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        // What axum takes for placeholders stands for itself here.
        path.replace('{', "{{").replace('}', "}}")
    }

    /// What can't be used of what was said.
    pub(crate) fn problems(&self, token: &Token) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.url.is_empty() {
            match Url::parse(&self.url) {
                Ok(url) if !matches!(url.scheme(), "https" | "http") => problems.push(format!(
                    "the webhook's address starts with `{}:`; write one such as `https://bot.example.com/telegram`",
                    url.scheme()
                )),
                Ok(_) => (),
                Err(error) => problems.push(format!(
                    "the webhook's address can't be read ({error}); write one such as `https://bot.example.com/telegram`"
                )),
            }
        }
        if self.url.contains(token.reveal()) {
            problems.push(
                "the webhook's address holds the bot's token, which proxies would write into their logs; write another \
                 path: a secret of its own comes with each update anyway"
                    .to_owned(),
            );
        }
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if let Some(secret) = &self.secret
            && !((1..=LONGEST_SECRET).contains(&secret.len()) && secret.bytes().all(is_allowed))
        {
            problems.push(
                "the webhook's secret can't be used; write 1 to 256 of `A-Z`, `a-z`, `0-9`, `_` and `-`"
                    .to_owned(),
            );
        }
        if !CONNECTIONS.contains(&self.max_connections) {
            problems.push(format!(
                "`Webhook::max_connections` was given {}; Telegram takes 1 to 100",
                self.max_connections
            ));
        }
        problems
    }

    /// Begins to listen, unless the program does.
    pub(crate) async fn open(self, token: &Token) -> Result<Opened> {
        let mut url = self.url.clone();
        let server = if self.is_mounted { None } else { Some(self.bind(&mut url).await?) };
        #[cfg(feature = "webhook-tls")]
        let certificate = self.shown_certificate()?;
        Ok(Opened {
            url,
            secret: self.secret.unwrap_or_else(|| secret_of(token)),
            max_connections: self.max_connections,
            check_every: self.check_every,
            gap_patience: self.gap_patience,
            #[cfg(feature = "webhook-tls")]
            certificate,
            door: self.door,
            server,
        })
    }

    /// The certificate for Telegram, which could not trust it otherwise.
    #[cfg(feature = "webhook-tls")]
    fn shown_certificate(&self) -> Result<Option<Vec<u8>>> {
        let Some(files) = self.certificate.as_ref().filter(|files| files.is_self_signed) else {
            return Ok(None);
        };
        let unreadable = |error| Error::Certificate { reason: format!("{}: {error}", files.chain.display()) };
        std::fs::read(&files.chain).map(Some).map_err(unreadable)
    }

    /// Begins to listen; without an address, the one that is listened on becomes it.
    async fn bind(&self, url: &mut String) -> Result<Server> {
        let listen = self.listen.as_deref().unwrap_or(LISTEN);
        let failed = |source| Error::Listen { address: listen.to_owned(), source };
        #[cfg_attr(not(feature = "webhook-tls"), expect(unused_mut, reason = "TLS is set below"))]
        let mut server = Server::bind(listen, self.router()).await.map_err(failed)?;
        if url.is_empty() {
            let address = server.listener.local_addr().map_err(failed)?;
            *url = format!("http://{address}{}", self.listened_path());
        }
        #[cfg(feature = "webhook-tls")]
        if let Some(files) = &self.certificate {
            let tls = crate::serve::Tls::read(&files.chain, &files.key);
            server.tls = Some(tls.map_err(|reason| Error::Certificate { reason })?);
        } else {
            warn_if_open(&server.listener);
        }
        #[cfg(not(feature = "webhook-tls"))]
        warn_if_open(&server.listener);
        Ok(server)
    }
}

/// Says that the secret would go over a network that others can read.
fn warn_if_open(listener: &TcpListener) {
    let ip = listener.local_addr().ok().map(|address| address.ip());
    if ip.is_some_and(|ip: IpAddr| !ip.is_loopback()) {
        tracing::warn!(
            "the webhook listens without TLS on an address that others can reach; let only the proxy reach it, \
             or use `Webhook::tls`"
        );
    }
}

/// A secret that is the same at each start, and tells nothing of the token.
fn secret_of(token: &Token) -> String {
    let hash = Sha256::new().chain_update("pouch: webhook\n").chain_update(token.reveal()).finalize();
    hash.iter().fold(String::new(), |secret, byte| secret + &format!("{byte:02x}"))
}
