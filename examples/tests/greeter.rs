//! People come and go as the administrators say.

use pouch::testing::TestBot;
use pouch::testing::emulator::Standing;

use super::*;

#[tokio::test]
async fn people_come_and_go_as_the_administrators_say() {
    let bot = TestBot::start(|| App::new(handlers![welcome, greet, part, knock, decide])).await;
    let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
    let [bob, eve] = ["Bob", "<i>Eve"].map(|name| bot.user(name));
    group.chat().set_bot_standing(Standing::full_administrator());
    group.chat().set_standing(ann.user(), Standing::owner());
    ann.send_to(&group, "/welcome Tea is in the kitchen.").await;
    assert_eq!(group.reply().await, "Noted");
    ann.user().add(&group.chat(), &[bob.user()]);
    bot.idle().await;
    assert_eq!(group.reply().await, "Hello, Bob! Tea is in the kitchen.");
    bob.send_to(&group, "/welcome Go away").await;
    assert_eq!(group.reply().await, "That is for administrators.");
    eve.user().ask_to_join(&group.chat());
    bot.idle().await;
    assert_eq!(group.reply().await, "<i>Eve wants to join.");
    bob.press_in(&group, "Let them in").await;
    assert_eq!(bob.toast(), "That is for administrators.");
    ann.press_in(&group, "Let them in").await;
    assert_eq!(group.reply().await, "Hello, <i>Eve! Tea is in the kitchen.");
    eve.user().leave(&group.chat());
    bot.idle().await;
    assert_eq!(group.reply().await, "Goodbye, <i>Eve!");
    bot.transcript("transcripts/greeter.txt").await;
}
