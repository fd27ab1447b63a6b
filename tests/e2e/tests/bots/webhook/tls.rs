//! A bot that Telegram reaches without a proxy.

use pouch::prelude::*;
use reqwest::{Certificate, Client};
use serde_json::json;

use super::{SECRET, echo, is_set, webhook_at};
use crate::support::{PATIENCE, Stage, command, free_address};

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_with_a_certificate_of_its_own_takes_updates_over_tls_and_gives_it_to_telegram() {
    let (stage, address) = (Stage::new().await, free_address());
    let signed = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let (certificate, key) = (stage.folder().join("cert.pem"), stage.folder().join("key.pem"));
    std::fs::write(&certificate, signed.cert.pem()).unwrap();
    std::fs::write(&key, signed.signing_key.serialize_pem()).unwrap();
    let webhook = webhook_at(&address).self_signed_tls(&certificate, &key);
    let (ann, bot) = (stage.user("Ann"), stage.start(App::new(handlers![echo]).webhook(webhook)));
    is_set(&stage).await;
    let set = stage.emulator.requests_of("setWebhook").remove(0).params;
    assert_eq!(set["secret_token"], SECRET, "{set}");
    assert!(!set["certificate"].is_null(), "{set}");

    let trusted = Certificate::from_pem(signed.cert.pem().as_bytes()).unwrap();
    let client = Client::builder().add_root_certificate(trusted).no_proxy().build().unwrap();
    let update = json!({ "update_id": 1, "message": command(&ann, "/echo over TLS") });
    let request = client.post(format!("https://{address}/telegram")).json(&update);
    let answer = request.header("X-Telegram-Bot-Api-Secret-Token", SECRET).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(stage.emulator.wait_for_replies(ann.id(), 1, PATIENCE).await.unwrap(), ["over TLS"]);
    assert!(
        reqwest::get(format!("http://{address}/telegram")).await.is_err(),
        "without TLS nothing is answered"
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_cannot_be_used_is_named() {
    let (stage, address) = (Stage::new().await, free_address());
    let webhook = webhook_at(&address).tls(stage.folder().join("none.pem"), stage.folder().join("key.pem"));
    let error = stage.start(App::new(handlers![echo]).webhook(webhook)).error().await;
    assert!(error.to_string().contains("none.pem"), "{error}");
}
