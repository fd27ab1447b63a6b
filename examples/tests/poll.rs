//! People change their minds, press what is not theirs, or come too late.

use pouch::testing::TestBot;

use super::*;

#[tokio::test]
async fn everybody_has_one_vote_until_the_asker_ends_the_poll() {
    let bot = TestBot::start(|| App::new(handlers![poll, vote, end])).await;
    bot.transcript("transcripts/poll.txt").await;
    let (ann, bob, group) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    // Bob presses while his screen still shows the buttons.
    bot.stop().await;
    let shown = group.latest();
    let ended = ann.user().press_on(&shown, "End the poll");
    let late = bob.user().press_on(&shown, "👍 Yes");
    bot.restart().await;
    bot.idle().await;
    assert_eq!([ended, late].map(|press| press.seen().unwrap().text), ["", "This poll has ended."]);
    assert_eq!(group.latest().text, "Coffee?\n👍 Yes: 1\n👎 No: 0\nThe poll has ended.");
}
