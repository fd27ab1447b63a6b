//! Days in a grid, moments in a zone, choices with more than choices, files and albums.

use pouch::prelude::*;
use pouch::testing::{Person, TestBot};
use serde_json::{Value, json};

#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fruit {
    Apple,
    Pear,
    Plum,
}

/// Ask for days
#[derive(Debug, Survey)]
#[survey("days", review)]
#[expect(dead_code, reason = "all of it is shown by `Debug`")]
struct Days {
    #[ask("When were you born?", min = "1950-01-01", max = "1960-02-10")]
    born: Date,
    #[ask("From when on?", min = "today", max = "+2w")]
    from: Date,
    #[ask("When shall we call?", min = "today", max = "+52w")]
    call: Moment,
}

#[survey_done]
fn days(days: Days) -> String {
    format!("{} {}", days.born, days.call)
}

/// Ask for fruits
#[derive(Debug, Survey)]
#[survey("fruits", review)]
#[expect(dead_code, reason = "all of it is shown by `Debug`")]
struct Fruits {
    #[ask("Which is best?", other = "Another one …", len = 2..=20)]
    best: OrOther<Fruit>,
    #[ask("Which do you eat?", pick = 1..=3, none = "No fruits", other = "Others …")]
    eaten: BTreeSet<OrOther<Fruit>>,
    #[ask("Which can't you eat?", pick = 1..=2, none = "I can eat all")]
    allergies: BTreeSet<Fruit>,
    #[ask("Say something", trim, len = 3..=5)]
    word: String,
}

#[survey_done]
fn fruits(fruits: Fruits) -> String {
    format!("{fruits:?}")
}

/// Ask for files
#[derive(Survey)]
#[survey("files")]
struct Files {
    #[ask("Your papers?", mime = "application/pdf, image/*", size = "1 MB")]
    papers: Document,
    #[ask("Photos?", pick = 1..=3)]
    photos: Vec<PhotoSize>,
}

#[survey_done]
fn files(files: Files) -> String {
    let widths: Vec<String> = files.photos.iter().map(|photo| photo.width.to_string()).collect();
    format!("{} and {}", files.papers.file_name.unwrap_or_default(), widths.join(", "))
}

fn app() -> App {
    App::new(handlers![Days, days, Fruits, fruits, Files, files])
}

/// The bot's latest message.
fn last(bot: &TestBot, person: &Person) -> String {
    bot.emulator().replies(person.user().id()).pop().unwrap_or_default()
}

/// The labels on the latest card with buttons.
fn labels(bot: &TestBot, person: &Person) -> Vec<Vec<String>> {
    let messages = bot.emulator().messages(person.user().id());
    let rows =
        messages.iter().rev().find_map(|message| message.json["reply_markup"]["inline_keyboard"].as_array());
    let label = |button: &Value| button["text"].as_str().unwrap_or_default().to_owned();
    rows.into_iter().flatten().map(|row| row.as_array().into_iter().flatten().map(label).collect()).collect()
}

#[tokio::test]
async fn days_are_pressed_in_a_grid_or_typed() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/days").await;
    let grid = labels(&bot, &ann);
    assert_eq!((&grid[0], grid.len()), (&vec!["«".to_owned(), "Feb 1960".into(), "·".into()], 9));
    assert_eq!(grid[3], ["8", "9", "10", "·", "·", "·", "·"]);
    ann.press("·").await;
    ann.press("«").await;
    assert_eq!(labels(&bot, &ann)[0], ["«", "Jan 1960", "»"]);
    let answer = ann.ask("1960-02-11").await;
    assert!(
        answer.starts_with("Please send a date from 1950-01-01 to 1960-02-10, such as 1960-02-10.\n"),
        "{answer}"
    );
    ann.press("8").await;
    // What was typed counts from today.
    let answer = ann.ask("in 15 days").await;
    assert!(answer.starts_with("Please send a date from "), "{answer}");
    let zone = ann.ask("tomorrow").await;
    assert_eq!(zone, "When shall we call?\nIn which city or time zone are you?");
    assert!(ann.ask("Atlantis").await.starts_with("Please send a city or a time zone.\n"));
    ann.ask("argentina").await;
    assert!(labels(&bot, &ann).concat().contains(&"Ushuaia".to_owned()));
    assert_eq!(ann.ask("berlin").await, "When shall we call?");
    assert!(labels(&bot, &ann).concat().contains(&"🌐 Berlin".to_owned()));
    bot.restart().await;
    let time = ann.ask("in 3 days").await;
    assert!(time.ends_with(". At which time?"), "{time}");
    ann.press("18:00").await;
    ann.press("✎ Call").await;
    ann.press("✓ Keep").await;
    ann.press("✎ Call").await;
    let review = ann.ask("tomorrow 6:30 pm").await;
    assert!(review.ends_with(" 18:30 (Berlin)"), "{review}");
    ann.press("✓ Send").await;
    let end = ann.reply().await;
    assert!(
        end.starts_with("1960-02-0") && end.ends_with("[Europe/Berlin]") && end.contains("T18:30:00+0"),
        "{end}"
    );
    // The zone is known from now on.
    for said in ["/days", "1955-05-05", "today"] {
        ann.ask(said).await;
    }
    let last = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(last, "When shall we call?");
}

#[tokio::test]
async fn choices_have_room_for_none_and_for_others() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/fruits").await;
    ann.press("Another one …").await;
    assert!(bot.emulator().replies(ann.user().id()).pop().unwrap().starts_with("Please type it."));
    assert!(ann.ask("K").await.starts_with("Please send 2 to 20 characters; this has 1 character."));
    ann.send("Kiwi").await;
    assert_eq!(labels(&bot, &ann).concat()[..5], ["☐ Apple", "☐ Pear", "☐ Plum", "Others …", "No fruits"]);
    ann.press("☐ Pear").await;
    ann.send("apple, Fig").await;
    // Back shows what was typed as ticked, beside the choices.
    ann.send("back").await;
    assert_eq!(labels(&bot, &ann).concat()[..4], ["☑ Apple", "☑ Pear", "☐ Plum", "☑ Fig"]);
    ann.press("☑ Pear").await;
    ann.press("☐ Plum").await;
    ann.send("grape").await;
    assert!(last(&bot, &ann).starts_with("Please choose at most 3."));
    ann.press("☑ Apple").await;
    ann.press("✓ Done (2)").await;
    // Here nothing ticked is no answer, but the button is.
    assert_eq!(labels(&bot, &ann).concat()[3], "I can eat all");
    ann.press("I can eat all").await;
    ann.send("a \n  b").await;
    ann.press("✓ Send").await;
    let expected =
        "Fruits { best: Other(\"Kiwi\"), eaten: {One(Plum), Other(\"Fig\")}, allergies: {}, word: \"a b\" }";
    assert_eq!(last(&bot, &ann), expected);
}

fn document(kind: &str, size: u64) -> Value {
    json!({"file_id": "d", "file_unique_id": "d", "file_name": "paper", "mime_type": kind, "file_size": size})
}

fn photo(width: u32) -> Value {
    json!([{"file_id": "p", "file_unique_id": "p", "width": width, "height": 1, "file_size": 5}])
}

/// Sends something that is no text.
async fn send(bot: &TestBot, person: &Person, what: &str, value: Value, album: Option<&str>) {
    let draft = person.user().draft("").with("text", Value::Null).with(what, value);
    match album {
        Some(album) => draft.with("media_group_id", json!(album)).send(),
        None => draft.send(),
    };
    bot.idle().await;
}

#[tokio::test]
async fn files_are_of_a_kind_and_albums_make_one_answer() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/files").await;
    for (kind, size) in [("text/plain", 10), ("application/pdf", 1 << 21)] {
        send(&bot, &ann, "document", document(kind, size), None).await;
        let answer = ann.reply().await;
        let expected =
            "Please send a file of the kind application/pdf, image/* of at most 1 MB.\n\nYour papers?";
        assert_eq!(answer, expected, "{kind}");
    }
    send(&bot, &ann, "document", document("image/png", 10), None).await;
    assert_eq!(ann.reply().await, "Photos?");
    assert!(ann.ask("done").await.starts_with("Please choose at least 1."));
    // Of an album comes one answer, however many photos it has.
    send(&bot, &ann, "photo", photo(1), Some("album")).await;
    assert_eq!(ann.reply().await, "Photos?\nSend more, or press “Done”.");
    send(&bot, &ann, "photo", photo(2), Some("album")).await;
    ann.expect_no_reply().await;
    bot.restart().await;
    ann.press("✓ Done").await;
    assert_eq!(ann.reply().await, "paper and 1, 2");

    ann.ask("/files").await;
    send(&bot, &ann, "document", document("image/png", 10), None).await;
    for width in [1, 2, 3] {
        send(&bot, &ann, "photo", photo(width), None).await;
    }
    // Three are the most, so nobody has to say that it is enough.
    let last = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(last, "paper and 1, 2, 3");
}
