//! Timers of a program that is killed with `kill -9`, again and again.

use std::time::Duration;

use pouch_emulator::User;
use tokio::time::timeout;

use crate::support::{REMIND, Stage, until};

/// How often the bot has said that.
fn count(stage: &Stage, person: &User, text: &str) -> usize {
    stage.emulator.replies(person.id()).iter().filter(|reply| *reply == text).count()
}

/// However far the bot comes before it is killed, while the timer is set, waits, goes off, or after it: in the end it
/// has gone off, and is gone. A kill may double the reply that is on its way, so each round counts from what there was at
/// its beginning, and ends with a stop in order, which leaves no reply to be doubled in the next one. (An update that is
/// killed twice while it is handled is set aside, so that happens once to the command.)
#[tokio::test(flavor = "multi_thread")]
async fn each_goes_off_and_is_gone() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    for round in 0..10 {
        let (text, mut kills) = (format!("call {round}"), 0);
        let reminder = format!("Ann, don't forget: {text}");
        let [set, gone] = ["I will remind you.", "Nothing."].map(|text| count(&stage, &ann, text));
        ann.send(&format!("/remind 1s {text}"));
        let bot = stage.program(REMIND).start();
        tokio::time::sleep(Duration::from_millis(40 * round)).await;
        bot.kill().await;
        let bot = stage.program(REMIND).start();
        until("it is set", || count(&stage, &ann, "I will remind you.") > set).await;
        bot.kill().await;
        for more in 0.. {
            let bot = stage.program(REMIND).start();
            let life = Duration::from_millis(50 << more);
            let shown = timeout(life, until(&reminder, || count(&stage, &ann, &reminder) > 0)).await;
            bot.kill().await;
            kills += 1;
            if shown.is_ok() {
                break;
            }
        }
        let bot = stage.program(REMIND).start();
        ann.send("/reminders");
        until("nothing is left", || count(&stage, &ann, "Nothing.") > gone).await;
        bot.stop().await;
        let times = count(&stage, &ann, &reminder);
        assert!((1..=2).contains(&times), "{times} times over {kills} kills: {reminder}");
    }
}

/// A time of day is stored as the rule that it is, and waits on.
#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_there_after_the_answer() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    ann.send("/daily 9:00 stretch");
    let bot = stage.program(REMIND).start();
    until("it is set", || count(&stage, &ann, "I will remind you, every day.") == 1).await;
    bot.kill().await;
    let timers = stage.store().record("chat", ann.id(), "pouch::timers");
    assert_eq!(timers["timers"][0]["schedule"], serde_json::json!({ "at": "09:00:00", "zone": "UTC" }));
    let bot = stage.program(REMIND).start();
    ann.send("/reminders");
    until("it waits on", || count(&stage, &ann, "stretch") == 1).await;
    bot.kill().await;
}
