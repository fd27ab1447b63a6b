//! Texts are sent in the style that is picked.

use pouch::testing::TestBot;

use super::*;

#[tokio::test]
async fn a_text_is_sent_in_the_style_that_is_picked_and_counted() {
    let bot = TestBot::start(|| App::new(handlers![offer, count, start, list])).await;
    let ann = bot.user("Ann");
    let query = ann.user().inline_query("<b>hi</b>");
    let answer = query.answer().await.unwrap();
    assert_eq!(answer.results.len(), 4);
    let picked = query.pick("Loud");
    assert_eq!(ann.ask("/styles").await, "Loud: 1");
    let message =
        bot.emulator().messages(picked.chat_id).into_iter().find(|sent| sent.id == picked.message_id);
    assert_eq!(message.unwrap().text, "<B>HI</B>");
    bot.transcript("transcripts/inline.txt").await;
}
