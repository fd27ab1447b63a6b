//! People who don't answer as one would like them to.

use pouch::prelude::*;
use pouch::survey::{Answer, Pick, Rules, Value};
use pouch::testing::{Person, TestBot};
use pouch::{Arrived, BadArg};
use serde_json::json;

/// One of 200 towns.
#[derive(Debug)]
struct Town(u32);

impl Town {
    fn find(name: &str) -> Option<Self> {
        let number = name.trim().strip_prefix("Town ")?.parse().ok()?;
        (1..=200).contains(&number).then_some(Town(number))
    }
}

impl Answer for Town {
    fn expected(_: &Rules) -> String {
        "one of the towns".to_owned()
    }

    fn options(_: &Rules) -> Vec<Pick> {
        (1..=200).map(|number| Pick::new(format!("Town {number}"), format!("Town {number}"))).collect()
    }

    fn pick(names: &[&str]) -> Option<Self> {
        names.first().and_then(|name| Town::find(name))
    }

    fn read(said: Arrived<'_>, _: &Rules) -> Result<Self, BadArg> {
        said.text().and_then(Town::find).ok_or(BadArg::EXPECTED)
    }

    fn to_json(&self) -> Value {
        self.0.into()
    }

    fn from_json(json: &Value) -> Option<Self> {
        json.as_u64().and_then(|number| number.try_into().ok()).map(Town)
    }

    fn show(&self, _: &Rules) -> String {
        format!("Town {}", self.0)
    }
}

/// Say all
#[derive(Survey)]
#[survey("all", review)]
struct All {
    #[ask("Your story?")]
    story: String,
    #[ask("Your age?", range = 13..=120)]
    age: u8,
    #[ask("Your town?")]
    town: Town,
}

#[survey_done]
fn all(all: All) -> String {
    format!("{} characters, {}, {:?}", all.story.chars().count(), all.age, all.town)
}

#[derive(Section)]
struct Ten {
    #[ask("0?")]
    a: String,
    #[ask("1?")]
    b: String,
    #[ask("2?")]
    c: Option<String>,
    #[ask("3?")]
    d: Option<String>,
    #[ask("4?")]
    e: Option<String>,
    #[ask("5?")]
    f: Option<String>,
    #[ask("6?")]
    g: Option<String>,
    #[ask("7?")]
    h: Option<String>,
    #[ask("8?")]
    i: Option<String>,
    #[ask("9?")]
    j: Option<String>,
}

/// Ask and ask
#[derive(Survey)]
#[survey("long", review)]
struct Long {
    #[section]
    a: Ten,
    #[section]
    b: Ten,
    #[section]
    c: Ten,
    #[section]
    d: Ten,
    #[section]
    e: Ten,
    #[section]
    f: Ten,
}

#[survey_done]
fn long(long: Long) -> String {
    let ten = |ten: Ten| {
        let given = [ten.c, ten.d, ten.e, ten.f, ten.g, ten.h, ten.i, ten.j].into_iter().flatten().count();
        ten.a.chars().count() + ten.b.chars().count() + given
    };
    let tens = [long.a, long.b, long.c, long.d, long.e, long.f].map(ten);
    format!("{tens:?}")
}

fn app() -> App {
    App::new(handlers![All, all, Long, long])
}

/// Whether Telegram would take all that the bot has sent: no text is too long, and no message has too many buttons.
fn can_all_be_sent(bot: &TestBot, person: &Person) -> bool {
    let failures = bot.emulator().messages(person.user().id()).iter().any(|message| {
        let rows = message.json["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let buttons: usize = rows.iter().filter_map(|row| row.as_array()).map(Vec::len).sum();
        buttons > 100 || message.text.encode_utf16().count() > 4096
    });
    !failures
}

#[tokio::test]
async fn answers_of_any_length_and_sign_are_kept_whole_and_shown_in_short() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for story in [
        "x".repeat(4096),
        "👩‍👩‍👧".repeat(500),
        "שלום עולם \u{202e}abc".repeat(200),
        "<b>&amp;\n*_`[".repeat(300),
    ] {
        ann.send("/all").await;
        ann.send(&story).await;
        ann.send("29").await;
        ann.send("Town 7").await;
        let review = bot.emulator().replies(ann.user().id()).pop().unwrap();
        assert!(review.starts_with("Say all\nStory: ") && review.ends_with("Town: Town 7"), "{review}");
        ann.send("story").await;
        ann.send("skip").await;
        ann.send(&story).await;
        ann.send("send").await;
        let end = bot.emulator().replies(ann.user().id()).pop().unwrap();
        // Telegram takes out the signs that turn the direction of what follows.
        let count = story.trim().chars().filter(|sign| *sign != '\u{202e}').count();
        assert_eq!(end, format!("{count} characters, 29, Town(7)"));
        assert!(can_all_be_sent(&bot, &ann), "{}", bot.conversation());
    }
}

#[tokio::test]
async fn no_number_is_read_where_none_is() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/all").await;
    ann.ask("story").await;
    for wrong in [
        "20.5",
        "-20",
        "1e2",
        "0x1d",
        "２９",
        "29 years",
        "",
        "1 2",
        "121",
        "12",
        "99999999999999999999",
        "🦀",
    ] {
        if wrong.is_empty() {
            continue;
        }
        let answer = ann.ask(wrong).await;
        assert!(
            answer.starts_with("Please send a whole number from 13 to 120, such as "),
            "{wrong}: {answer}"
        );
    }
    let sticker = json!({"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
        "is_animated": false, "is_video": false});
    ann.user().draft("").with("text", Value::Null).with("sticker", sticker).send();
    bot.idle().await;
    assert!(ann.reply().await.starts_with("Please send a whole number from 13 to 120, such as "));
    assert_eq!(ann.ask(" 29 ").await.lines().next(), Some("Your town?"));
}

#[tokio::test]
async fn of_two_hundred_choices_the_typed_letters_find_some() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for said in ["/all", "story", "29"] {
        ann.send(said).await;
    }
    let card = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(card, "Your town?\nType some letters to search.");
    ann.press("»").await;
    ann.press("2/25").await;
    ann.press("Town 10").await;
    ann.press("✎ Town").await;
    ann.send("19").await;
    let card = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(card, "Your town?\nUntil now: Town 10\nDid you mean one of these?");
    // What was found has pages, too.
    ann.press("»").await;
    ann.press("Town 197").await;
    ann.press("✓ Send").await;
    let end = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(end, "5 characters, 29, Town(197)");
    assert!(can_all_be_sent(&bot, &ann));
}

#[tokio::test]
async fn sixty_questions_are_asked_reviewed_in_pages_and_sent() {
    let bot = TestBot::start(app).patience(crate::support::PATIENCE * 3).await;
    let ann = bot.user("Ann");
    ann.send("/long").await;
    let answer = "x".repeat(200);
    for number in 0..60 {
        let card = bot.emulator().replies(ann.user().id()).pop().unwrap();
        assert!(card.starts_with(&format!("Question {} of 60  ", number + 1)), "{card}");
        ann.send(if number % 10 < 2 { &answer } else { "skip" }).await;
    }
    let review = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(review.matches("A: x").count(), 3, "{review}");
    ann.press("»").await;
    ann.press("»").await;
    ann.press("✓ Send").await;
    let end = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(end, format!("{:?}", [400; 6]));
    assert!(can_all_be_sent(&bot, &ann), "{}", bot.conversation());
}

#[tokio::test]
async fn old_cards_and_made_up_buttons_change_nothing() {
    let bot = TestBot::start(app).await;
    let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
    for said in ["/all", "story", "29"] {
        ann.send(said).await;
    }
    ann.press("Town 3").await;
    let review = bot.emulator().messages(ann.user().id()).pop().unwrap();
    let data = |label: &str| {
        let rows = review.json["reply_markup"]["inline_keyboard"].as_array().unwrap().clone();
        let buttons = rows.into_iter().flat_map(|row| row.as_array().unwrap().clone());
        let button = buttons.into_iter().find(|button| button["text"] == label).unwrap();
        button["callback_data"].as_str().unwrap().to_owned()
    };
    let (correct, submit) = (data("✎ Age"), data("✓ Send"));
    let mut forged = submit.clone();
    forged.pop();
    forged.push('_');
    for data in [forged.as_str(), "x", ""] {
        let _ = ann.user().press_data(&review, data);
    }
    bot.idle().await;
    // On one device the answers are sent; the card on the other is out of date, for every button.
    let _ = ann.user().press_data(&review, &submit);
    let _ = ann.user().press_data(&review, &correct);
    let _ = ann.user().press_data(&review, &submit);
    bot.idle().await;
    let ends: Vec<String> = bot.emulator().replies(ann.user().id());
    assert_eq!(ends.iter().filter(|text| text.contains("characters, 29")).count(), 1, "{ends:?}");
    bob.send("send").await;
    bob.expect_no_reply().await;
}
