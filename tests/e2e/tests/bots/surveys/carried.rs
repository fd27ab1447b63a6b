//! Questions that change while somebody is in the middle.

use std::sync::atomic::{AtomicBool, Ordering};

use pouch::prelude::*;
use pouch::testing::TestBot;
use serde_json::Value;

use crate::support::{PATIENCE, SURVEY, Stage, ask};

mod before {
    use pouch::prelude::*;

    /// Sign up
    #[derive(Survey)]
    #[survey("signup")]
    pub(super) struct Signup {
        #[ask("Your name?")]
        name: String,
        #[ask("Your age?")]
        age: u8,
        #[ask("Your town?")]
        town: String,
        #[ask("Are you sure?")]
        sure: bool,
    }

    #[survey_done]
    pub(super) fn done(signup: Signup) -> String {
        let Signup { name, age, town, sure } = signup;
        format!("{name} {age} {town} {sure}")
    }
}

mod after {
    use pouch::prelude::*;

    /// Sign up
    #[derive(Survey)]
    #[survey("signup", version = 2)]
    pub(super) struct Signup {
        #[ask("Your mail?")]
        mail: Email,
        #[ask("How old?")]
        age: String,
        #[ask("What are you called?")]
        name: String,
        #[ask("Where do you live?")]
        town: String,
    }

    #[survey_done]
    pub(super) fn done(signup: Signup) -> String {
        let Signup { mail, age, name, town } = signup;
        format!("{mail} {age} {name} {town}")
    }
}

static IS_CHANGED: AtomicBool = AtomicBool::new(false);

fn app() -> App {
    if IS_CHANGED.load(Ordering::Relaxed) {
        App::new(handlers![after::Signup, after::done])
    } else {
        App::new(handlers![before::Signup, before::done])
    }
}

#[tokio::test]
async fn answers_carry_over_by_name_and_type_and_the_rest_is_asked() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for said in ["/signup", "Ann", "29", "Bonn"] {
        ann.ask(said).await;
    }
    IS_CHANGED.store(true, Ordering::Relaxed);
    bot.restart().await;
    // The button of the question that there is no more says so.
    ann.press("Yes").await;
    assert_eq!(ann.press_answer().text, "You have answered this already.");
    // What is asked now is not what was asked before, so the answer does not fit.
    let answer = ann.ask("Yes").await;
    assert!(answer.ends_with("Your mail?"), "{answer}");
    let answer = ann.ask("ann@example.org").await;
    assert!(answer.ends_with("How old?"), "{answer}");
    assert_eq!(ann.ask("about 30").await, "ann@example.org about 30 Ann Bonn");
}

/// What runs were stored as by the first code that had surveys.
const FORMER: [&str; 9] =
    ["survey", "version", "shape", "answers", "at", "ticked", "found", "page", "furthest"];

#[tokio::test(flavor = "multi_thread")]
async fn who_was_in_the_middle_when_the_first_code_ran_goes_on() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.program(SURVEY).start();
    ask(&ann, "/signup").await;
    ask(&ann, "Ann").await;
    ask(&ann, "29").await;
    bot.stop().await;
    let now = stage.store().record("member", ann.id(), "pouch::surveys");
    let run = &now["runs"][0];
    let mut former: serde_json::Map<String, Value> =
        FORMER.iter().map(|name| ((*name).to_owned(), run[*name].clone())).collect();
    former.insert("pending".to_owned(), json!("nothing"));
    former.insert("card".to_owned(), run["card"]["known"].clone());
    assert!(former["card"].is_array(), "{now}");
    stage.store().spoil("member", ann.id(), "pouch::surveys", &json!({ "runs": [former] }).to_string());
    let bot = stage.program(SURVEY).start();
    let _ = ann.press("Python");
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "Saved: Ann, 29, Python");
    bot.stop().await;
}
