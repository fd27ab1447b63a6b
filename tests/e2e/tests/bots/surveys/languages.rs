//! Surveys in the languages of people.

use pouch::prelude::*;
use pouch::survey::{Preferences, Results, Words};
use pouch::testing::{Person, TestBot};
use serde_json::json;

#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[choice(lang = ["en", "de", "fr"])]
enum Color {
    #[choice("Red", de = "Rot", fr = "Rouge")]
    Red,
    #[choice("Blue", de = "Blau", fr = "Bleu")]
    Blue,
}

static FR: Words =
    Words { language: "fr", skip_button: "Passer ›", yes_label: "Oui", yes: "oui", no: "non", ..Words::EN };

/// Say what you like
#[derive(Survey)]
#[survey("likes", review, results, lang = ["en", "de", "fr"], words = [&FR], de(title = "Was du magst"), fr(title = "Vos goûts"))]
struct Likes {
    #[ask(
        "Your name?",
        len = 2..=60,
        error = "A name, please",
        de("Dein Name?", label = "Name", error = "Einen Namen, bitte"),
        fr("Votre nom ?", label = "Nom", error = "Un nom, s'il vous plaît")
    )]
    name: String,
    #[ask("How old?", range = 13..=120, de("Wie alt?", label = "Alter"), fr("Quel âge ?", label = "Âge"))]
    age: u8,
    #[ask("Which color?", de("Welche Farbe?", label = "Farbe"), fr("Quelle couleur ?", label = "Couleur"))]
    color: Color,
    #[ask("All?", de("Alle?", label = "Alle"), fr("Toutes ?", label = "Toutes"))]
    all: Option<BTreeSet<Color>>,
}

#[survey_done]
fn liked(likes: Likes) -> String {
    format!("{} {} {:?} {:?}", likes.name, likes.age, likes.color, likes.all)
}

/// Choose a language
#[command("language")]
fn language(language: String, preferences: &mut Preferences) -> String {
    preferences.set_language(language);
    preferences.language().unwrap_or_default().to_owned()
}

/// Speaks another language from now on.
#[callback]
fn speak(language: String, preferences: &mut Preferences) -> Toast {
    preferences.set_language(&language);
    Toast::new(language)
}

/// Presses that change no language.
#[callback]
fn wave() -> Toast {
    Toast::new("hello")
}

/// Choose a language by a button
#[command("menu")]
fn menu() -> Reply {
    let languages = ["en", "de", "fr"].map(|language| speak::button(language, language.to_owned()));
    Reply::text("Which language?").buttons([languages.into(), vec![wave::button("wave")]])
}

/// See what all like
#[command("results")]
async fn results(results: &Results<Likes>) -> Result<String, pouch::RecordError> {
    Ok(results.summary().await?.to_string())
}

fn app() -> App {
    App::new(handlers![Likes, liked, language, speak, wave, menu, results])
}

/// Writes with a Telegram in that language.
async fn say(bot: &TestBot, person: &Person, language: &str, text: &str) -> String {
    let from = json!({"id": person.user().id(), "is_bot": false, "first_name": person.name(), "language_code": language});
    person.user().draft(text).with("from", from).send();
    bot.idle().await;
    person.reply().await
}

#[tokio::test]
async fn a_survey_speaks_the_language_of_the_persons_telegram() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert!(say(&bot, &ann, "de-AT", "/likes").await.ends_with("Dein Name?"));
    assert!(say(&bot, &ann, "de", "A").await.starts_with("Einen Namen, bitte."));
    assert!(say(&bot, &ann, "de", "Ann").await.starts_with("Frage 2 von 4"));
    let wrong = say(&bot, &ann, "de", "20.5").await;
    assert!(wrong.starts_with("Bitte sende eine ganze Zahl von 13 bis 120, zum Beispiel 46.\n"), "{wrong}");
    assert!(say(&bot, &ann, "de", "zurück").await.ends_with("Dein Name?\nBisher: Ann"));
    say(&bot, &ann, "de", "Ann").await;
    say(&bot, &ann, "de", "29").await;
    // Choices are typed in that language, too.
    assert!(say(&bot, &ann, "de", "grün").await.starts_with("Bitte sende Rot oder Blau."));
    assert!(say(&bot, &ann, "de", "blau").await.contains("Alle?"));
    let review = say(&bot, &ann, "de", "rot").await;
    assert_eq!(review, "Was du magst\nName: Ann\nAlter: 29\nFarbe: Blau\nAlle: Rot");
    assert!(say(&bot, &ann, "de", "absenden").await.starts_with("✓ Abgesendet\n\nWas du magst"));
    assert_eq!(ann.reply().await, "Ann 29 Blue Some({Red})");
}

#[tokio::test]
async fn what_a_person_has_chosen_comes_before_their_telegram() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(say(&bot, &ann, "de", "/language fr").await, "fr");
    bot.restart().await;
    assert!(say(&bot, &ann, "de", "/likes").await.ends_with("Votre nom ?"));
    // Words that are missing in the author's French are the English ones, and the language can change in the middle.
    ann.send("Anne").await;
    ann.send("29").await;
    ann.send("rouge").await;
    ann.press("Passer ›").await;
    let review = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(review, "Vos goûts\nNom: Anne\nÂge: 29\nCouleur: Rouge\nToutes: —");
    ann.send("/language en").await;
    // What was asked is asked again, and whoever looks at the results has them in that language.
    assert_eq!(ann.latest().text, "Say what you like\nName: Anne\nAge: 29\nColor: Red\nAll: —");
    ann.send("/language de").await;
    ann.send("/results").await;
    let replies = bot.emulator().replies(ann.user().id());
    assert!(
        replies[replies.len() - 2]
            .starts_with("Was du magst\n0 beantwortet, 1 mittendrin, 0 abgebrochen\n\nName: 0")
    );
    assert!(replies[replies.len() - 1].starts_with("Was du magst\nName: Anne"));
    ann.send("/language en").await;
    ann.send("name").await;
    ann.send("Anne").await;
    let review = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert_eq!(review, "Say what you like\nName: Anne\nAge: 29\nColor: Red\nAll: —");
}

#[tokio::test]
async fn a_button_that_changes_the_language_has_the_question_asked_again_at_once() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/menu").await;
    assert_eq!(ann.reply().await, "Which language?");
    assert!(say(&bot, &ann, "en", "/likes").await.ends_with("Your name?"));
    ann.press("de").await;
    assert!(ann.reply().await.ends_with("Dein Name?"));
    // What is the language already, and what changes none, leaves the question where it is.
    ann.press("de").await;
    ann.press("wave").await;
    ann.expect_no_reply().await;
    bot.restart().await;
    assert!(say(&bot, &ann, "en", "Ann").await.ends_with("Wie alt?"));
    ann.press("fr").await;
    assert!(ann.reply().await.ends_with("Quel âge ?"));
    ann.press("en").await;
    assert!(ann.reply().await.ends_with("How old?"));
    ann.send("/cancel").await;
    ann.send("yes").await;
    let before = bot.emulator().replies(ann.user().id()).len();
    ann.press("de").await;
    assert_eq!(bot.emulator().replies(ann.user().id()).len(), before, "nothing is asked any more");
}

#[tokio::test]
async fn the_command_menu_has_the_title_in_each_language() {
    let bot = TestBot::start(app).await;
    bot.idle().await;
    let is_told = || {
        let calls = bot.emulator().requests_of("setMyCommands");
        ["", "de", "fr"].map(|language| {
            let call = calls
                .iter()
                .find(|call| call.params["language_code"].as_str().unwrap_or_default() == language);
            call.map(|call| call.params["commands"].to_string())
        })
    };
    crate::support::until("the menus are set", || is_told().iter().all(Option::is_some)).await;
    for (menu, title) in is_told().iter().flatten().zip(["Say what you like", "Was du magst", "Vos goûts"]) {
        assert!(menu.contains(title), "{menu}");
    }
}

#[tokio::test]
async fn everybody_else_is_spoken_to_in_the_first_language() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert!(say(&bot, &ann, "pt-br", "/likes").await.ends_with("Your name?"));
    // What is stored does not depend on the language: answers in one are read in another.
    ann.send("Ann").await;
    ann.send("29").await;
    ann.send("red").await;
    ann.send("skip").await;
    while ann.reply().await != "Say what you like\nName: Ann\nAge: 29\nColor: Red\nAll: —" {}
    assert!(say(&bot, &ann, "de", "hallo").await.contains("Was du magst\nName: Ann\nAlter: 29\nFarbe: Rot"));
}
