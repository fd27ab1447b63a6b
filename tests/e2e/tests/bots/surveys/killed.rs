//! A survey with everything in it, killed with `kill -9` before and after each step.

use pouch_emulator::{Message, User};
use serde_json::{Value, json};

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

/// What the bot had shown before somebody did something.
struct Before(Vec<(i64, Value)>);

impl Before {
    fn new(stage: &Stage, person: &User) -> Self {
        Before(cards(stage, person).map(|card| (card.id, face(&card))).collect())
    }

    /// Whether the bot shows something since then that ends so: below what was said, or on a card that was pressed.
    /// What a kill has doubled stands there, too, so no step may end like the one before it, unless that was pressed.
    fn is_answered(&self, stage: &Stage, person: &User, said: Option<i64>, end: &str) -> bool {
        let is_new = |card: &Message| {
            said.is_none_or(|said| card.id > said) && !self.0.contains(&(card.id, face(card)))
        };
        cards(stage, person).any(|card| card.text.ends_with(end) && is_new(&card))
    }
}

/// All that the bot has sent.
fn cards(stage: &Stage, person: &User) -> impl Iterator<Item = Message> {
    stage.emulator.messages(person.id()).into_iter().filter(|message| message.from_bot)
}

/// A card's text and buttons.
fn face(card: &Message) -> Value {
    json!([card.text, card.json["reply_markup"]])
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_on_after_a_kill_before_and_after_each_step() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let mut bot = stage.program(PIZZA).start();
    for (deed, end) in STEPS {
        let before = Before::new(&stage, &ann);
        let said = match deed {
            Says(text) => Some(ann.send(text).message_id),
            Presses(label) => {
                let _ = ann.press(label);
                None
            }
        };
        bot.kill().await;
        bot = stage.program(PIZZA).start();
        until(end, || before.is_answered(&stage, &ann, said, end)).await;
        bot.kill().await;
        bot = stage.program(PIZZA).start();
    }
    let before = Before::new(&stage, &ann);
    let asked = ann.send("/orders").message_id;
    let order = "2 × Large 🍕 with Olives, capers and 3 × Water for Ann";
    until(order, || before.is_answered(&stage, &ann, Some(asked), order)).await;
    drop(bot);
}
