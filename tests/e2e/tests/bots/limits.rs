//! Rate limits that are kept in advance.

use std::time::Duration;

use pouch::prelude::*;
use pouch::{Rate, RateLimits};

use crate::support::{PATIENCE, Stage, until};

const HOUR: Duration = Duration::from_hours(1);

/// Say something
#[command("say")]
fn say(words: String) -> String {
    words
}

fn app() -> App {
    App::new(handlers![say])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_waits_for_its_turn_alone_and_keeps_its_order_over_a_restart() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let limits = RateLimits::telegram().chat(Rate::new(2, HOUR));
    let bot = stage.start(app().rate_limits(limits));
    for word in ["1", "2", "3", "4"] {
        ann.send(&format!("/say {word}"));
    }
    bob.send("/say hello");
    stage.all_confirmed().await;
    assert_eq!(stage.emulator.wait_for_replies(bob.id(), 1, PATIENCE).await.unwrap(), ["hello"]);
    assert_eq!(stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap(), ["1", "2"]);
    until("the rest waits", || stage.store().unsent_count() == 2).await;
    bot.stop().await;
    assert_eq!((stage.sends_to(ann.id()).len(), stage.store().unsent_count()), (2, 2));
    let _bot = stage.start(app());
    let replies = stage.emulator.wait_for_replies(ann.id(), 4, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2", "3", "4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_waits_for_its_turn_as_a_whole() {
    let stage = Stage::new().await;
    let limits = RateLimits::telegram().overall(Rate::new(3, HOUR));
    let bot = stage.start(app().rate_limits(limits));
    let people: Vec<_> = (0..5).map(|number| stage.user(&number.to_string())).collect();
    for person in &people {
        person.send("/say hello");
    }
    stage.all_confirmed().await;
    until("three are sent", || stage.store().unsent_count() == 2).await;
    bot.stop().await;
    assert_eq!(stage.emulator.requests_of("sendMessage").len(), 3);
    let _bot = stage.start(app());
    for person in &people {
        assert_eq!(stage.emulator.wait_for_replies(person.id(), 1, PATIENCE).await.unwrap(), ["hello"]);
    }
}
