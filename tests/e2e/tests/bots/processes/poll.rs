//! The example `poll`.

use crate::support::{POLL, Stage, until};

#[tokio::test(flavor = "multi_thread")]
async fn votes_are_counted_over_a_crash_and_only_the_asker_ends_the_poll() {
    let stage = Stage::new().await;
    let (ann, bob, group) = (stage.user("Ann"), stage.user("Bob"), stage.emulator.group("Team"));
    let shown = async |text: &str| {
        let is_shown = || stage.emulator.replies(group.id()) == [text];
        until("the poll is shown so", is_shown).await;
    };
    let bot = stage.program(POLL).start();
    ann.send_to(&group, "/poll Tea?");
    shown("Tea?\n👍 Yes: 0\n👎 No: 0").await;
    assert_eq!(ann.press_in(&group, "👍 Yes").answer().await.unwrap().text, "You voted 👍 Yes");
    shown("Tea?\n👍 Yes: 1\n👎 No: 0").await;
    bot.kill().await;

    let _bot = stage.program(POLL).start();
    assert_eq!(bob.press_in(&group, "👎 No").answer().await.unwrap().text, "You voted 👎 No");
    shown("Tea?\n👍 Yes: 1\n👎 No: 1").await;
    assert_eq!(ann.press_in(&group, "👎 No").answer().await.unwrap().text, "You voted 👎 No");
    let refused = bob.press_in(&group, "End the poll").answer().await.unwrap();
    assert_eq!(refused.text, "This button is for somebody else.");
    assert_eq!(ann.press_in(&group, "End the poll").answer().await.unwrap().text, "");
    shown("Tea?\n👍 Yes: 0\n👎 No: 2\nThe poll has ended.").await;
}
