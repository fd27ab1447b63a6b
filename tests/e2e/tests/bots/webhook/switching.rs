//! From fetching to a webhook and back, and other programs that do so.

use pouch_emulator::Emulator;

use super::{is_set, program_at};
use crate::support::{COUNTER, PATIENCE, Stage, ask, free_address, until};

/// Makes a call in the bot's name, as another program would.
async fn call(emulator: &Emulator, method: &str) {
    let url = format!("{}/bot{}/{method}", emulator.api_url(), emulator.token());
    assert!(reqwest::get(url).await.unwrap().status().is_success(), "{method}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_waits_is_lost_by_changing_over() {
    let (stage, address) = (Stage::new().await, free_address());
    let ann = stage.user("Ann");
    for round in 1.. {
        let bot = if round % 2 == 1 {
            program_at(&stage, COUNTER, &address).start()
        } else {
            stage.program(COUNTER).start()
        };
        ann.send("/count");
        let replies = stage.emulator.wait_for_replies(ann.id(), 2 * round - 1, PATIENCE).await.unwrap();
        assert_eq!(replies.last().unwrap(), &format!("you: {0}, chat: {0}, bot: {0}", 2 * round - 1));
        stage.all_confirmed().await;
        let output = bot.stop().await.output;
        assert_eq!(output.contains("a webhook is set for this bot; deleting it"), round % 2 == 0, "{output}");
        if round == 4 {
            break;
        }
        ann.send("/count");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_is_set_while_the_bot_fetches_is_left_alone_and_reported() {
    let stage = Stage::new().await;
    let (ann, mut bot) = (stage.user("Ann"), stage.program(COUNTER).start());
    ask(&ann, "/count").await;
    call(&stage.emulator, &format!("setWebhook?url=http://{}/", free_address())).await;
    bot.has_printed("another program fetches this bot's updates, or a webhook is set for it").await;
    ann.send("/count");
    assert!(stage.emulator.requests_of("deleteWebhook").is_empty());
    call(&stage.emulator, "deleteWebhook").await;
    until("it goes on", || stage.emulator.replies(ann.id()).len() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_somebody_deleted_is_set_again_and_one_that_somebody_set_is_not() {
    use pouch::prelude::*;
    use std::time::Duration;

    let (stage, address) = (Stage::new().await, free_address());
    let webhook = super::webhook_at(&address).check_every(Duration::from_millis(20));
    let (ann, _bot) = (stage.user("Ann"), stage.start(App::new(handlers![super::echo]).webhook(webhook)));
    is_set(&stage).await;
    call(&stage.emulator, "deleteWebhook").await;
    ann.send("/echo still here");
    until("it hears again", || stage.emulator.replies(ann.id()) == ["still here"]).await;
    call(&stage.emulator, &format!("setWebhook?url=http://{}/", free_address())).await;
    let before = stage.emulator.requests_of("setWebhook").len();
    let checks = || stage.emulator.requests_of("getWebhookInfo").len();
    let checked = checks();
    until("it has looked", || checks() > checked + 2).await;
    assert_eq!(stage.emulator.requests_of("setWebhook").len(), before);
}
