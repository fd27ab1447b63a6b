//! What is paid is kept, until nothing is left.

use pouch::testing::emulator::PaymentOutcome;
use pouch::testing::{Person, TestBot};

use super::*;

async fn pay(person: &Person) -> PaymentOutcome {
    person.send("/buy green").await;
    let invoice = person.read().await;
    person.user().pay(&invoice).outcome().await.unwrap()
}

#[tokio::test]
async fn what_is_paid_is_kept_until_nothing_is_left() {
    let bot = TestBot::start(|| App::new(handlers![buy, may_pay, paid, orders, refund])).await;
    let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
    for _ in 0..3 {
        assert!(matches!(pay(&ann).await, PaymentOutcome::Paid(_)));
        bot.idle().await;
        assert_eq!(ann.reply().await, "Here is your Green tea.");
    }
    assert_eq!(pay(&bob).await, PaymentOutcome::Refused("Sorry, we are sold out.".to_owned()));
    bot.kill().await;
    bot.restart().await;
    bot.transcript("transcripts/shop.txt").await;
    let carl = bot.user("Carl");
    assert!(matches!(pay(&carl).await, PaymentOutcome::Paid(_)));
}
