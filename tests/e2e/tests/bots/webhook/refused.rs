//! Requests that are not Telegram's.

use pouch::prelude::*;
use pouch::{Error, Webhook};
use reqwest::StatusCode;
use serde_json::json;

use super::{SECRET, delivery, echo, is_set, status, webhook_at};
use crate::support::{Stage, command, free_address};

#[tokio::test(flavor = "multi_thread")]
async fn only_updates_of_who_knows_the_secret_are_taken() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) =
        (stage.user("Ann"), stage.start(App::new(handlers![echo]).webhook(webhook_at(&address))));
    is_set(&stage).await;
    let (client, url) = (reqwest::Client::new(), format!("http://{address}/telegram"));
    let update = json!({ "update_id": 1, "message": command(&ann, "/echo hello") });
    let header = "X-Telegram-Bot-Api-Secret-Token";
    let with_secret = |secret: &str| client.post(&url).header(header, secret);
    for secret in ["", "wrong", "a_secret-of-the-test", "a_secret-of-the-testsX", "A_SECRET-OF-THE-TESTS"] {
        assert_eq!(status(with_secret(secret).json(&update)).await, StatusCode::UNAUTHORIZED, "{secret}");
    }
    assert_eq!(status(client.post(&url).json(&update)).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(client.get(&url).header(header, SECRET)).await, StatusCode::METHOD_NOT_ALLOWED);
    let form = with_secret(SECRET).header("Content-Type", "text/plain").body(update.to_string());
    assert_eq!(status(form).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let elsewhere = client.post(format!("http://{address}/")).header(header, SECRET).json(&update);
    assert_eq!(status(elsewhere).await, StatusCode::NOT_FOUND);
    let large = delivery(&address, &json!({ "update_id": 1, "text": "x".repeat(2 << 20) }));
    assert_eq!(status(large).await, StatusCode::PAYLOAD_TOO_LARGE);
    for nonsense in [json!([]), json!({}), json!({ "update_id": "x" }), json!(null)] {
        assert_eq!(status(delivery(&address, &nonsense)).await, StatusCode::BAD_REQUEST, "{nonsense}");
    }
    assert!(stage.emulator.replies(ann.id()).is_empty());
    assert_eq!(status(delivery(&address, &update)).await, StatusCode::OK);
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["hello"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_cannot_be_read_is_passed_over() {
    let (stage, address) = (Stage::new().await, free_address());
    let bot = stage.start(App::new(handlers![echo]).webhook(webhook_at(&address)));
    is_set(&stage).await;
    for update in [json!({ "update_id": 1, "message": 5 }), json!({ "update_id": 2, "of_next_year": {} })] {
        assert_eq!(status(delivery(&address, &update)).await, StatusCode::OK, "{update}");
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_cannot_be_is_refused_before_anything_is_asked() {
    let stage = Stage::new().await;
    let address = format!("https://bot.example.com/{}", stage.emulator.token());
    let webhook = Webhook::new(address).secret("no spaces").max_connections(0).listen("127.0.0.1:0");
    let error = stage.start(App::new(handlers![echo]).webhook(webhook)).error().await;
    let Error::Setup(problems) = &error else { panic!("{error}") };
    assert_eq!(problems.len(), 3, "{error}");
    assert!(!error.to_string().contains(stage.emulator.token()), "{error}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let webhook = webhook_at(&taken.local_addr().unwrap().to_string());
    let error = stage.start(App::new(handlers![echo]).webhook(webhook)).error().await;
    assert!(matches!(error, Error::Listen { .. }), "{error}");
    assert!(stage.emulator.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_telegram_refuses_ends_the_bot() {
    let stage = Stage::new().await;
    let webhook = Webhook::new("https://bot.example.com/telegram").listen("127.0.0.1:0");
    let error = stage.start(App::new(handlers![echo]).webhook(webhook)).error().await;
    assert!(matches!(error, Error::Webhook { .. }), "{error}");
    assert!(error.to_string().contains("POUCH_WEBHOOK_URL"), "{error}");
}
