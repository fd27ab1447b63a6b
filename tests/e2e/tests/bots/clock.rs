//! Time that passes at once, for the server and the bot alike.

use std::time::Duration;

use pouch::prelude::*;
use pouch::testing::TestBot;

/// Order
#[derive(Survey)]
#[survey("order", remind = "1h", expires = "3h")]
struct Order {
    #[ask("What?")]
    what: String,
}

#[survey_done]
fn ordered(order: Order) -> String {
    format!("{} it is", order.what)
}

const HOUR: Duration = Duration::from_hours(1);

async fn pass(bot: &TestBot, time: Duration) {
    bot.clock().advance(time);
    bot.idle().await;
}

async fn bots() -> [TestBot; 2] {
    let start = || TestBot::start(|| App::new(handlers![Order, ordered]));
    [start().await, start().in_memory().await]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_happens_when_the_clock_is_put_forward() {
    for bot in bots().await {
        let ann = bot.user("Ann");
        assert_eq!(ann.ask("/order").await, "What?");
        pass(&bot, HOUR / 2).await;
        ann.expect_no_reply().await;
        pass(&bot, HOUR / 2).await;
        let reminder = ann.reply().await;
        pass(&bot, HOUR).await;
        ann.expect_no_reply().await;
        bot.restart().await;
        pass(&bot, HOUR).await;
        let end = ann.reply().await;
        assert_ne!(reminder, end);
        ann.send("tea").await;
        ann.expect_no_reply().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_bot_is_stopped_time_passes_too() {
    for bot in bots().await {
        let ann = bot.user("Ann");
        assert_eq!(ann.ask("/order").await, "What?");
        bot.stop().await;
        bot.clock().advance(2 * HOUR);
        ann.expect_no_reply().await;
        bot.restart().await;
        let reminder = ann.reply().await;
        assert_ne!(reminder, "");
        assert_eq!(ann.ask("tea").await, "tea it is");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_bot_moves_the_clock_of_another() {
    let [one, other] = bots().await;
    let ann = other.user("Ann");
    assert_eq!(ann.ask("/order").await, "What?");
    pass(&one, 2 * HOUR).await;
    other.idle().await;
    ann.expect_no_reply().await;
}
