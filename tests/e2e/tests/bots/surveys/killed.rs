//! A survey with everything in it, killed with `kill -9` before and after each step.

use pouch_emulator::User;

use crate::support::{PIZZA, Stage, until};

enum Deed {
    Says(&'static str),
    Presses(&'static str),
}

use Deed::{Presses, Says};

/// What somebody does, and with what the bot's latest message ends then.
const STEPS: [(Deed, &str); 25] = [
    (Says("/start order_f7"), "Your name?"),
    (Says("Ann"), "How many?"),
    (Says("2"), "Which size?"),
    (Presses("Large 🍕"), "Toppings?"),
    (Presses("☐ Olives"), "Toppings?"),
    (Presses("Others …"), "Toppings?"),
    (Says("olives, capers"), "Anything to drink?"),
    (Presses("Yes"), "What to drink?"),
    (Says("Water"), "How many of it?"),
    (Says("3"), "Anything to drink?"),
    (Says("no"), "Street and number?"),
    (Says("Main Street 1"), "Which floor?"),
    (Says("/back"), "Until now: Main Street 1"),
    (Says("Main Street 2"), "Which floor?"),
    (Presses("Skip ›"), "In which city or time zone are you?"),
    (Says("Berlin"), "When shall it be there?"),
    (Says("tomorrow"), "At which time?"),
    (Presses("18:00"), "in case the driver can't find you?"),
    (Says("skip"), "How was the last one?"),
    (Presses("2 ★"), "What went wrong?"),
    (Says("Cold"), "Photos of it?"),
    (Says("skip"), "Photos: —"),
    (Presses("✎ Stars"), "Until now: ★★☆☆☆"),
    (Presses("5 ★"), "Stars: ★★★★★"),
    (Presses("✓ Send"), "Order 1: 31 €, Main Street 2 at 18:00. Thank you for the flyer f7!"),
];

/// Whether one of the bot's latest messages ends so: a kill may double one.
fn is_shown(stage: &Stage, person: &User, end: &str) -> bool {
    stage.emulator.replies(person.id()).iter().rev().take(3).any(|text| text.ends_with(end))
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_on_after_a_kill_before_and_after_each_step() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let mut bot = stage.program(PIZZA).start();
    for (deed, end) in STEPS {
        match deed {
            Says(text) => drop(ann.send(text)),
            Presses(label) => drop(ann.press(label)),
        }
        bot.kill().await;
        bot = stage.program(PIZZA).start();
        until(end, || is_shown(&stage, &ann, end)).await;
        bot.kill().await;
        bot = stage.program(PIZZA).start();
    }
    ann.send("/orders");
    let order = "2 × Large 🍕 with Olives, capers and 3 × Water for Ann";
    until(order, || is_shown(&stage, &ann, order)).await;
    drop(bot);
}
