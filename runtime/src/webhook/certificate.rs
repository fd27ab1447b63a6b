//! Giving Telegram a certificate that no authority has signed.

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use serde_json::Value;
use teloxide_core::Bot;

use super::registration::Registration;
use crate::telegram::ApiError;

/// A certificate for Telegram, which is a file: the one call that is no JSON.
pub(crate) struct Upload {
    /// Its PEM.
    pub(super) certificate: Vec<u8>,
    pub(super) bot: Bot,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    ok: bool,
    error_code: u16,
    description: String,
    parameters: Value,
}

impl Upload {
    /// Sets the webhook.
    pub(super) async fn set(&self, to: &Registration) -> Result<(), ApiError> {
        let server = self.bot.api_url();
        let url = format!("{}/bot{}/setWebhook", server.as_str().trim_end_matches('/'), self.bot.token());
        let form = Form::new()
            .text("url", to.url.clone())
            .text("secret_token", to.secret.clone())
            .text("max_connections", to.max_connections.to_string())
            .text("allowed_updates", serde_json::to_string(&to.allowed_updates).unwrap_or_default())
            .part("certificate", Part::bytes(self.certificate.clone()).file_name("certificate.pem"));
        let network = |error: reqwest::Error| ApiError::Network(error.without_url().into());
        let response = self.bot.client().post(url).multipart(form).send().await.map_err(network)?;
        let status = response.status();
        let answer = response.bytes().await.map_err(network)?;
        let answer: Answer = serde_json::from_slice(&answer).map_err(|_| ApiError::Garbled { status })?;
        if answer.ok {
            return Ok(());
        }
        let seconds = answer.parameters["retry_after"].as_u64();
        Err(ApiError::Refused {
            code: answer.error_code,
            description: answer.description.replace(self.bot.token(), "(token)"),
            retry_after: seconds.map(Duration::from_secs),
            migrate_to: None,
        })
    }
}
