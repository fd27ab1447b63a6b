//! The example `put_get`.

use crate::support::{PUT_GET, Stage, ask};

#[tokio::test(flavor = "multi_thread")]
async fn values_are_kept_for_their_owner_over_a_restart() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let bot = stage.program(PUT_GET).start();
    let key = ask(&ann, "/put \"two  words\"\n<b>and a line</b>").await;
    assert_eq!(key.len(), 36, "{key}");
    let get = format!("/get {key}");
    assert_eq!(ask(&ann, &get).await, "\"two  words\"\n<b>and a line</b>");
    assert_eq!(ask(&bob, &get).await, "Not found");
    bot.stop().await;

    let _bot = stage.program(PUT_GET).start();
    assert_eq!(ask(&ann, &get).await, "\"two  words\"\n<b>and a line</b>");
    assert_eq!(ask(&bob, &get).await, "Not found");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_answered_with_the_usage_and_help_lists_the_commands() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    assert_eq!(ask(&ann, "/put").await, "Usage: /put <value>\nvalue: expected text, got nothing");
    assert!(ask(&ann, "/get nonsense").await.starts_with("Usage: /get <key>\nkey: expected a UUID"));
    let help = "/put <value> — Store a value and get its key\n/get <key> — Look a value up by its key";
    assert_eq!(ask(&ann, "/help").await, help);
}
