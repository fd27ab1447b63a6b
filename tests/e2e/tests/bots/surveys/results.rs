//! What came of a survey, for its owner.

use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch::survey::{ExportError, Results};
use pouch::testing::TestBot;
use pouch::{DataStore, RecordError};
use serde_json::{Value, json};

#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fruit {
    #[choice("Äpfel")]
    Apple,
    Pear,
}

/// Say what you think
#[derive(Survey)]
#[survey("opinion", results)]
struct Opinion {
    #[ask("Your name?")]
    name: String,
    #[ask("Stars?")]
    stars: Rating<5>,
    #[ask("Fruits?")]
    fruits: BTreeSet<Fruit>,
    #[ask("Best fruit?")]
    best: Option<Fruit>,
}

#[survey_done]
fn noted(opinion: Opinion) -> String {
    let Opinion { name, stars, fruits, best } = opinion;
    format!("{name} {} {fruits:?} {best:?}", stars.stars())
}

/// Summary
#[command("summary")]
async fn summary(results: &Results<Opinion>) -> Result<String, RecordError> {
    Ok(results.summary().await?.to_string())
}

/// A file
#[command("csv")]
async fn csv(results: &Results<Opinion>, has_mark: bool) -> Result<String, ExportError> {
    let mut file = Vec::new();
    results.csv(&mut file, has_mark).await?;
    Ok(String::from_utf8(file).unwrap())
}

/// Another file
#[command("lines")]
async fn lines(results: &Results<Opinion>) -> Result<String, ExportError> {
    let mut file = Vec::new();
    results.json_lines(&mut file).await?;
    Ok(String::from_utf8(file).unwrap())
}

/// A picture
#[command("picture")]
async fn picture(results: &Results<Opinion>) -> Result<String, RecordError> {
    let file = results.summary().await?.picture();
    assert!(file.starts_with(b"\x89PNG"));
    if let Some(path) = std::env::var_os("POUCH_PICTURE") {
        std::fs::write(path, &file).unwrap();
    }
    Ok(format!("{} bytes", file.len()))
}

fn app() -> App {
    App::new(handlers![Opinion, noted, summary, csv, lines, picture])
}

async fn answered() -> TestBot {
    let bot = TestBot::start(app).await;
    let (ann, bob, cleo) = (bot.user("Ann"), bot.user("Bob"), bot.user("Cleo"));
    for said in ["/opinion", "=1+1", "5", "pear, apple", "pear"] {
        ann.ask(said).await;
    }
    for said in ["/opinion", "Bob, \"the\" builder", "2", "1", "skip"] {
        bob.ask(said).await;
    }
    for said in ["/opinion", "Bob", "2"] {
        bob.ask(said).await;
    }
    for said in ["/opinion", "Cleo", "3", "cancel", "yes"] {
        cleo.ask(said).await;
    }
    bot
}

#[tokio::test]
async fn a_summary_counts_and_says_where_people_left() {
    let bot = answered().await;
    let dora = bot.user("Dora");
    let expected = "Say what you think\n2 answered, 1 in the middle, 1 left\n\n\
        Name: 2 answered\n\n\
        Stars: 2 answered, 3.5 on average\n\
        ░░░░░░░░░░ 1 ★: 0 (0 %)\n\
        ▓▓▓▓▓░░░░░ 2 ★: 1 (50 %)\n\
        ░░░░░░░░░░ 3 ★: 0 (0 %)\n\
        ░░░░░░░░░░ 4 ★: 0 (0 %)\n\
        ▓▓▓▓▓░░░░░ 5 ★: 1 (50 %)\n\n\
        Fruits: 2 answered, 1 left here, 1 are here\n\
        ▓▓▓▓▓▓▓▓▓▓ Äpfel: 2 (100 %)\n\
        ▓▓▓▓▓░░░░░ Pear: 1 (50 %)\n\n\
        Best: 1 answered, 1 skipped\n\
        ░░░░░░░░░░ Äpfel: 0 (0 %)\n\
        ▓▓▓▓▓▓▓▓▓▓ Pear: 1 (100 %)";
    assert_eq!(dora.ask("/summary").await, expected);
    assert!(dora.ask("/picture").await.ends_with(" bytes"));
}

#[tokio::test]
async fn a_table_has_stable_columns_and_no_formulas() {
    let bot = answered().await;
    let dora = bot.user("Dora");
    bot.restart().await;
    let file = dora.ask("/csv no").await;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[0], "at,user,chat,version,name,stars,fruits.Apple,fruits.Pear,best");
    let behind = |line: &str| line.split_once(",1,").map(|(_, behind)| behind.to_owned()).unwrap();
    let mut rows: Vec<String> = lines[1..].iter().map(|line| behind(line)).collect();
    rows.sort();
    assert_eq!(rows, ["\"Bob, \"\"the\"\" builder\",2,1,0,", "'=1+1,5,1,1,Pear"]);
    assert!(dora.ask("/csv yes").await.starts_with("\u{feff}at,"));
    let lines = dora.ask("/lines").await;
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let answers = json!({ "name": "=1+1", "stars": 5, "fruits": ["Apple", "Pear"], "best": "Pear" });
    assert_eq!((&first["answers"], &first["version"]), (&answers, &json!(1)));
}

#[tokio::test]
async fn code_that_is_no_handler_reads_the_answers_one_after_the_other() {
    let stores = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&stores);
    let bot = TestBot::start(move || {
        let app = app();
        kept.lock().unwrap().push(app.data_store());
        app
    })
    .await;
    for name in ["Ann", "Bob"] {
        for said in ["/opinion", name, "5", "1", "skip"] {
            bot.user(name).ask(said).await;
        }
    }
    let store: DataStore = stores.lock().unwrap().pop().unwrap();
    let mut responses = store.results::<Opinion>().await.unwrap().responses();
    let mut names = BTreeSet::new();
    while let Some(response) = responses.next().await.unwrap() {
        assert_eq!(response.chat, response.user);
        names.insert(response.survey().unwrap().name);
    }
    assert_eq!(names, BTreeSet::from(["Ann".to_owned(), "Bob".to_owned()]));
}
