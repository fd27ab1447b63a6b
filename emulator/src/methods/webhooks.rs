//! Having updates brought instead of fetching them.

use serde_json::json;

use super::Outcome;
use crate::{
    params::Params,
    refusal::Refusal,
    world::{BadUrl, LocalUrl, Webhook, World},
};

const LONGEST_SECRET: usize = 256;
const USUAL_CONNECTIONS: i64 = 40;
const MOST_CONNECTIONS: i64 = 100;

/// <https://core.telegram.org/bots/api#setwebhook>. Only addresses on loopback are taken, with `http`.
pub(super) fn set_webhook(world: &mut World, params: &Params) -> Outcome {
    let url = params.text("url").unwrap_or_default();
    let webhook = if url.is_empty() { None } else { Some(webhook(&url, params)?) };
    if params.flag("drop_pending_updates") {
        world.queue.clear();
    }
    // A list that cannot be read changes nothing, as at Telegram.
    if let Ok(Some(list)) = params.json("allowed_updates") {
        world.queue.allowed.choose(&list);
    }
    world.set_webhook(webhook);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#deletewebhook>
pub(super) fn delete_webhook(world: &mut World, params: &Params) -> Outcome {
    if params.flag("drop_pending_updates") {
        world.queue.clear();
    }
    world.set_webhook(None);
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#getwebhookinfo>
pub(super) fn get_webhook_info(world: &mut World, _: &Params) -> Outcome {
    Ok(world.shown_webhook())
}

fn webhook(url: &str, params: &Params) -> Result<Webhook, Refusal> {
    let url = LocalUrl::parse(url).map_err(|bad| match bad {
        BadUrl::Invalid => Refusal::bad_request("invalid webhook URL specified"),
        BadUrl::Elsewhere => {
            Refusal::bad_request("bad webhook: the emulator brings updates only to http:// on loopback")
        }
    })?;
    let secret = params.text("secret_token").unwrap_or_default();
    check_secret(&secret)?;
    let connections =
        params.integer("max_connections").unwrap_or(USUAL_CONNECTIONS).clamp(1, MOST_CONNECTIONS);
    Ok(Webhook { url, secret, max_connections: usize::try_from(connections).unwrap_or(1) })
}

fn check_secret(secret: &str) -> Result<(), Refusal> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if secret.len() > LONGEST_SECRET {
        Err(Refusal::bad_request("secret token is too long"))
    } else if !secret.bytes().all(is_allowed) {
        Err(Refusal::bad_request("secret token contains unallowed characters"))
    } else {
        Ok(())
    }
}
