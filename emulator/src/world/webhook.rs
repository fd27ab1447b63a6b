//! The webhook: where updates are brought instead of being fetched.

use std::{collections::HashSet, net::IpAddr};

use axum::http::Uri;
use serde_json::{Value, json};

use super::World;

/// Where updates are brought: an address of this machine, since the emulator contacts no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalUrl {
    /// As it was given.
    pub(crate) text: String,
    pub(crate) ip: IpAddr,
    pub(crate) port: u16,
}

/// Why an address cannot be the webhook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadUrl {
    /// It is no address at all.
    Invalid,
    /// It is not `http` on this machine.
    Elsewhere,
}

impl LocalUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, BadUrl> {
        let uri: Uri = text.parse().map_err(|_| BadUrl::Invalid)?;
        let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else { return Err(BadUrl::Invalid) };
        let name = host.trim_start_matches('[').trim_end_matches(']');
        let name = if name.eq_ignore_ascii_case("localhost") { "127.0.0.1" } else { name };
        let ip = name.parse().ok().filter(IpAddr::is_loopback);
        match (scheme, ip) {
            ("http", Some(ip)) => Ok(Self { text: text.to_owned(), ip, port: uri.port_u16().unwrap_or(80) }),
            ("http" | "https", _) => Err(BadUrl::Elsewhere),
            _ => Err(BadUrl::Invalid),
        }
    }
}

/// A webhook as the bot has set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Webhook {
    pub(crate) url: LocalUrl,
    pub(crate) secret: String,
    /// How many updates may be on their way at once.
    pub(crate) max_connections: usize,
}

/// The webhook that is set, and what is on its way there.
#[derive(Default)]
pub(crate) struct WebhookPost {
    webhook: Option<Webhook>,
    /// Counts how often another webhook was set; what is on its way to a former one is left alone.
    generation: u64,
    /// Whose updates are on their way. Those of one chat are brought one after the other.
    busy: HashSet<Option<i64>>,
    last_error: Option<(u64, String)>,
}

/// An update on its way.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) webhook: Webhook,
    pub(crate) update: Value,
    /// Its place in the queue.
    serial: u64,
    chat: Option<i64>,
    generation: u64,
}

impl WebhookPost {
    pub(crate) fn is_set(&self) -> bool {
        self.webhook.is_some()
    }
}

impl World {
    /// Sets the webhook, or none. The one that is set already stays, with all that is on its way there.
    pub(crate) fn set_webhook(&mut self, webhook: Option<Webhook>) {
        if self.webhook.webhook == webhook {
            return;
        }
        let generation = self.webhook.generation + 1;
        self.webhook = WebhookPost { webhook, generation, ..WebhookPost::default() };
        self.queue.wake();
    }

    /// The next update to be brought, if there is one and a connection for it.
    pub(crate) fn next_delivery(&mut self) -> Option<Delivery> {
        let post = &mut self.webhook;
        let webhook = post.webhook.as_ref().filter(|webhook| post.busy.len() < webhook.max_connections)?;
        let (serial, update) = self.queue.first(|update| !post.busy.contains(&chat_of(update)))?;
        let chat = chat_of(&update);
        let delivery =
            Delivery { webhook: webhook.clone(), update, serial, chat, generation: post.generation };
        post.busy.insert(chat);
        Some(delivery)
    }

    /// Whether the webhook is still the one that a delivery is for.
    pub(crate) fn is_current(&self, delivery: &Delivery) -> bool {
        self.webhook.generation == delivery.generation
    }

    /// An update has arrived; the next of its chat may follow.
    pub(crate) fn note_delivered(&mut self, delivery: &Delivery) {
        self.queue.remove(delivery.serial);
        if self.is_current(delivery) {
            self.webhook.busy.remove(&delivery.chat);
        }
        self.queue.wake();
    }

    /// An update has not arrived.
    pub(crate) fn note_undelivered(&mut self, delivery: &Delivery, reason: String) {
        if self.is_current(delivery) {
            self.webhook.last_error = Some((self.clock.now(), reason));
        }
    }

    /// The `WebhookInfo`.
    pub(crate) fn shown_webhook(&self) -> Value {
        let mut shown = json!({
            "url": "", "has_custom_certificate": false, "pending_update_count": self.queue.len(),
        });
        if let Some(webhook) = &self.webhook.webhook {
            shown["url"] = json!(webhook.url.text);
            shown["ip_address"] = json!(webhook.url.ip);
            shown["max_connections"] = json!(webhook.max_connections);
        }
        if let Some(kinds) = self.queue.allowed.shown() {
            shown["allowed_updates"] = json!(kinds);
        }
        if let Some((date, reason)) = &self.webhook.last_error {
            shown["last_error_date"] = json!(date);
            shown["last_error_message"] = json!(reason);
        }
        shown
    }
}

/// The chat, or else the person, that an update is about.
fn chat_of(update: &Value) -> Option<i64> {
    let content = update.as_object()?.iter().find(|(key, _)| *key != "update_id")?.1;
    let places = [&content["chat"], &content["message"]["chat"], &content["from"], &content["user"]];
    places.into_iter().find_map(|place| place["id"].as_i64())
}

#[cfg(test)]
mod tests {
    use super::{BadUrl, LocalUrl};

    #[test]
    fn only_addresses_of_this_machine_are_taken() {
        for url in ["http://127.0.0.1:8080/hook?x=1", "http://localhost", "http://[::1]:1/"] {
            assert!(LocalUrl::parse(url).is_ok(), "{url}");
        }
        for url in ["https://127.0.0.1/", "http://example.com/", "http://localhost.example.com"] {
            assert_eq!(LocalUrl::parse(url), Err(BadUrl::Elsewhere), "{url}");
        }
        for url in ["", "/hook", "ftp://127.0.0.1/", "not an address"] {
            assert_eq!(LocalUrl::parse(url), Err(BadUrl::Invalid), "{url}");
        }
    }
}
