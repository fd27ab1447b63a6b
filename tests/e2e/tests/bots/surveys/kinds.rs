//! What can be asked for, and what is said of wrong answers.

use pouch::prelude::*;
use pouch::testing::TestBot;

#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fruit {
    Apple,
    Pear,
    Plum,
}

/// Ask for texts and numbers
#[derive(Debug, Survey)]
#[survey("typed")]
#[expect(dead_code, reason = "all of it is shown by `Debug`")]
struct Typed {
    #[ask("Code?", regex = "^[A-Z]{3}$", error = "Three capital letters, please", placeholder = "ABC")]
    code: String,
    #[ask("Weight?", range = 0.5..=100)]
    weight: f64,
    #[ask("Offset?")]
    offset: i32,
    #[ask("Day?")]
    day: Date,
    #[ask("Time?")]
    time: Time,
    #[ask("Mail?")]
    mail: Email,
    #[ask("Page?")]
    page: Url,
}

#[survey_done]
fn typed(typed: Typed) -> String {
    format!("{typed:?}")
}

/// Ask for choices
#[derive(Debug, Survey)]
#[survey("chosen")]
#[expect(dead_code, reason = "all of it is shown by `Debug`")]
struct Chosen {
    #[ask("Sure?")]
    sure: bool,
    #[ask("Fruits?", pick = ..=2)]
    fruits: BTreeSet<Fruit>,
    #[ask("Order?")]
    order: Rank<Fruit>,
    #[ask("Recommend?")]
    score: Nps,
    #[ask("May we keep this?")]
    consent: Consent,
}

#[survey_done]
fn chosen(chosen: Chosen) -> String {
    format!("{chosen:?}")
}

/// Ask for things
#[derive(Debug, Survey)]
#[survey("sent")]
struct Sent {
    #[ask("Photo?")]
    photo: PhotoSize,
    #[ask("Place?")]
    place: Location,
    #[ask("Phone?")]
    phone: Option<Phone>,
}

#[survey_done]
fn sent(sent: Sent) -> String {
    format!("{}x{} {:.1} {:?}", sent.photo.width, sent.photo.height, sent.place.latitude, sent.phone)
}

fn app() -> App {
    App::new(handlers![Typed, typed, Chosen, chosen, Sent, sent])
}

#[tokio::test]
async fn texts_and_numbers_are_read_or_explained() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/typed").await;
    let wrong = [
        ("abc", "Three capital letters, please.", "ABC"),
        ("0.4", "Please send a number from 0.5 to 100, such as 50.25.", " 1,5 "),
        ("1.5", "Please send a whole number", "-3"),
        ("12/31/2026", "Please send a date, such as 2026-12-31.", "31.12.2026"),
        ("noon", "Please send a time of day, such as 18:30.", "9:05"),
        ("ann at home", "Please send an e-mail address, such as ann@example.org.", "ann@example.org"),
        ("no page", "Please send the address of a page, such as https://example.org.", "example.org"),
    ];
    for (said, note, right) in wrong {
        let answer = ann.ask(said).await;
        assert!(answer.starts_with(note), "{said}: {answer}");
        let answer = ann.ask(right).await;
        assert!(!answer.starts_with("Please"), "{right}: {answer}");
    }
    let last = bot.emulator().replies(ann.user().id()).pop().unwrap();
    let expected = "Typed { code: \"ABC\", weight: 1.5, offset: -3, day: 2026-12-31, time: 09:05:00, \
                    mail: Email(\"ann@example.org\"), page: Url(\"https://example.org/\") }";
    assert_eq!(last, expected);
}

#[tokio::test]
async fn choices_are_pressed_or_typed() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/chosen").await;
    ann.press("Yes").await;
    // Nothing ticked is an answer, too, if it may be.
    for label in ["☐ Plum", "☐ Apple", "☐ Pear"] {
        ann.press(label).await;
    }
    assert_eq!(ann.press_answer().text, "That would be too many. Untick one first.");
    ann.press("☑ Plum").await;
    ann.press("✓ Done (1)").await;
    for label in ["– Pear", "– Plum", "– Apple"] {
        ann.press(label).await;
    }
    ann.press("✓ Done (3)").await;
    let answer = ann.ask("11").await;
    assert!(answer.starts_with("Please send a number from 0 to 10."), "{answer}");
    ann.press("10").await;
    let answer = ann.ask("no").await;
    assert!(answer.starts_with("Please send a yes, which is needed to go on."), "{answer}");
    ann.press("I agree").await;
    let expected = "Chosen { sure: true, fruits: {Apple}, order: Rank([Pear, Plum, Apple]), score: Nps(10), \
                    consent: Consent }";
    assert_eq!(ann.reply().await, expected);
}

#[tokio::test]
async fn typed_choices_count_like_pressed_ones() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for said in ["/chosen", "no", "plum, 1", "3, 2, 1", "0"] {
        ann.ask(said).await;
    }
    let expected = "Chosen { sure: false, fruits: {Apple, Plum}, order: Rank([Plum, Pear, Apple]), score: Nps(0), \
                    consent: Consent }";
    assert_eq!(ann.ask("I agree").await, expected);
}
