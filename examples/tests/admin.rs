//! The group is kept in order, by its administrators and by the bot.

use pouch::testing::emulator::Standing;
use pouch::testing::{Group, Person, TestBot};

use super::*;

async fn answer(bot: &TestBot, group: &Group, person: &Person, text: &str) -> String {
    let last =
        bot.emulator().messages(group.id()).into_iter().rfind(|message| message.text == "Hello").unwrap();
    person.user().draft(text).to(&group.chat()).answering(&last).send();
    bot.idle().await;
    group.reply().await
}

#[tokio::test]
async fn administrators_and_the_bot_keep_order() {
    let app = || {
        App::new(handlers![
            #[with(guard = guards::admins, otherwise = FOR_ADMINS)]
            [ban, mute],
            strikes,
            link
        ])
    };
    let bot = TestBot::start(app).await;
    let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
    // Only supergroups have members who may do less.
    group.upgrade().await;
    group.chat().set_bot_standing(Standing::full_administrator());
    group.chat().set_standing(ann.user(), Standing::owner());
    let [bob, eve] = ["Bob", "<i>Eve"].map(|name| bot.user(name));
    eve.send_to(&group, "Hello").await;
    assert_eq!(answer(&bot, &group, &bob, "/ban").await, "That is for administrators.");
    assert_eq!(answer(&bot, &group, &ann, "/mute 10m").await, "<i>Eve is muted for 10 minutes.");
    assert_eq!(answer(&bot, &group, &ann, "/ban").await, "<i>Eve is banned.");
    assert_eq!(group.chat().standing(eve.user()), Standing::banned());
    bot.transcript("transcripts/admin.txt").await;
    assert_eq!(group.chat().standing(bob.user()), Standing::banned());
}
