//! Trouble that passes: the bot reports it, and goes on when it has ended.

use pouch_emulator::{Emulator, Fault};

use crate::support::{PATIENCE, PUT_GET, Stage, ask, until};

fn port(stage: &Stage) -> u16 {
    stage.emulator.api_url().rsplit_once(':').unwrap().1.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_goes_on_when_the_network_is_back() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    let key = ask(&ann, "/put x").await;
    stage.all_confirmed().await;
    stage.emulator.stop().await;
    bot.has_printed("trying again").await;
    let back = Emulator::start_on(port(&stage)).await.unwrap();
    let ann = back.user("Ann");
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_started_without_a_network_goes_on_when_there_is_one() {
    let stage = Stage::new().await;
    stage.emulator.stop().await;
    let mut bot = stage.program(PUT_GET).start();
    bot.has_printed("trying again").await;
    let back = Emulator::start_on(port(&stage)).await.unwrap();
    let ann = back.user("Ann");
    assert!(ask(&ann, "/help").await.contains("/put"));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_poller_is_reported_and_the_first_goes_on_when_it_has_gone() {
    let stage = Stage::new().await;
    let (mut first, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    let key = ask(&ann, "/put x").await;
    stage.all_confirmed().await;
    let second = stage.program(PUT_GET).with("POUCH_STORE", "memory").start();
    first.has_printed("another program").await;
    second.kill().await;
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
    first.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_in_trouble_is_asked_again() {
    let stage = Stage::new().await;
    stage.emulator.fail("getMe", Fault::error(502, "Bad Gateway"));
    stage.emulator.fail("getMe", Fault::Garbage);
    stage.emulator.fail("getUpdates", Fault::error(500, "Internal Server Error"));
    stage.emulator.fail("getUpdates", Fault::CutAfter);
    stage.emulator.fail("getUpdates", Fault::Garbage);
    stage.emulator.fail("getUpdates", Fault::retry_after(1));
    let (bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    assert!(ask(&ann, "/help").await.contains("/put"));
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_cannot_be_set_is_tried_again_while_the_bot_works() {
    let stage = Stage::new().await;
    stage.emulator.fail("setMyCommands", Fault::error(500, "Internal Server Error"));
    let (_bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    assert!(ask(&ann, "/help").await.contains("/put"));
    until("the menu is set", || stage.emulator.requests_of("setMyCommands").len() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_else_holds_is_written_when_it_is_free_again() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    ask(&ann, "/help").await;
    let lock = stage.store().lock();
    ann.send("/put x");
    bot.has_printed("the store can't be written").await;
    assert_eq!(stage.emulator.replies(ann.id()).len(), 1);
    drop(lock);
    let key = ann.read(PATIENCE).await.unwrap().text;
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
    stage.all_confirmed().await;
}
