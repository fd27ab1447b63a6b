//! What goes wrong fails the test, and says so with the conversation.

use std::sync::Arc;
use std::time::Duration;

use pouch::prelude::*;
use pouch::testing::TestBot;
use tokio::sync::Semaphore;

use crate::notes::{Hold, app, start};

/// What a test says that fails.
pub(crate) async fn failure(test: impl Future<Output = ()> + Send + 'static) -> String {
    let panic = tokio::spawn(test).await.expect_err("the test does not fail").into_panic();
    *panic.downcast::<String>().expect("the kit says why")
}

#[tokio::test]
async fn a_missing_reply_is_a_failure_with_the_conversation() {
    let text = failure(async {
        let bot = start().await;
        let ann = bot.user("Ann");
        ann.send("/note tea").await;
        ann.reply().await;
        ann.send("/hush").await;
        ann.reply().await;
    });
    let text = text.await;
    assert!(
        text.starts_with("Ann expected another message of the bot\n  at runtime/tests/kit/failures.rs:"),
        "{text}"
    );
    assert!(text.ends_with("\n\nThe conversation:\nAnn: /note tea\nBot: 1\nAnn: /hush"), "{text}");
}

#[tokio::test]
async fn a_reply_too_many_is_a_failure() {
    let text = failure(async {
        let bot = start().await;
        bot.user("Ann").ask("/twice tea").await;
    });
    let text = text.await;
    assert!(text.starts_with("Ann expected nothing more of the bot, which said: tea\n"), "{text}");
    assert!(text.ends_with("Ann: /twice tea\nBot: tea\nBot: tea"), "{text}");
}

#[tokio::test]
async fn a_button_that_is_not_there_is_a_failure() {
    let text = failure(async {
        let bot = start().await;
        let ann = bot.user("Ann");
        ann.send("/ask Tea?").await;
        ann.press("No").await;
    });
    let text = text.await;
    assert!(text.starts_with("Ann sees no button [No]\n"), "{text}");
    assert!(text.ends_with("Bot: Tea?\n  [Yes]"), "{text}");
}

#[tokio::test]
async fn a_bot_that_does_not_come_to_rest_is_a_failure_that_names_the_handler() {
    let text = failure(async {
        let hold = Arc::new(Semaphore::new(0));
        let make = move || app().state(Hold(Arc::clone(&hold)));
        let bot = TestBot::start(make).patience(Duration::from_secs(2)).await;
        bot.user("Ann").send("/wait tea").await;
    });
    let text = text.await;
    assert!(text.starts_with("the bot is still busy after 2s:\n"), "{text}");
    assert!(text.contains("wait` runs, or waits for its turn"), "{text}");
    assert!(text.ends_with("Ann: /wait tea"), "{text}");
}

#[tokio::test]
async fn a_bot_that_cannot_start_is_a_failure() {
    struct Missing;

    /// Nothing
    #[command("nothing")]
    fn nothing(_missing: &Missing) {}

    let text = failure(async { drop(TestBot::start(|| App::new(handlers![nothing])).await) }).await;
    assert!(text.contains("the bot has ended with an error") && text.contains("App::state"), "{text}");
    let text = failure(async { drop(TestBot::start(|| panic!("no bot today")).await) }).await;
    assert!(text.contains("no bot today"), "{text}");
}
