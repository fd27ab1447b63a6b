//! Sections, what is repeated, what is said, what is computed, and what a link brings.

use pouch::RecordError;
use pouch::prelude::*;
use pouch::survey::{ExportError, Results};
use pouch::testing::TestBot;
use serde_json::{Value, json};

#[derive(Section)]
struct Address {
    #[ask("Street?")]
    street: String,
    #[ask("Town?")]
    town: String,
}

#[derive(Section)]
struct Child {
    #[ask("The child's name?")]
    name: String,
    #[ask("How old?", range = 0..=17)]
    age: u8,
    #[ask("Its toy?", when = |a| a.age <= 5)]
    toy: Option<String>,
}

#[derive(Section)]
struct Guest {
    #[ask("The guest's name?")]
    name: String,
    #[section("Children", another = "A child?", pick = ..=2)]
    children: Vec<Child>,
}

/// Come to the party
#[derive(Survey)]
#[survey("party", review, results)]
struct Party {
    #[hidden]
    source: Option<String>,
    #[ask("Your name?")]
    name: String,
    #[section("Where you live")]
    address: Address,
    #[note("Now about your guests.")]
    #[expect(dead_code, reason = "a note has no value")]
    about: (),
    #[section("Guests", another = "Another guest?", pick = 1..=3)]
    guests: Vec<Guest>,
    #[computed(|a| 1 + a.guests.iter().map(|guest| 1 + guest.children.len()).sum::<usize>() as u32, label = "People")]
    people: u32,
    #[ask("A bus?", when = |a| a.people > 2)]
    bus: Option<bool>,
}

#[survey_done]
fn coming(party: Party) -> String {
    let Party { source, name, address, guests, people, bus, .. } = party;
    let child = |child: &Child| format!("{} {} {:?}", child.name, child.age, child.toy);
    let guest = |guest: &Guest| {
        let children: Vec<_> = guest.children.iter().map(child).collect();
        format!("{} [{}]", guest.name, children.join(", "))
    };
    let guests: Vec<_> = guests.iter().map(guest).collect();
    format!(
        "{source:?} {name}, {}, {}: {} = {people}, {bus:?}",
        address.street,
        address.town,
        guests.join("; ")
    )
}

/// A file
#[command("csv")]
async fn csv(results: &Results<Party>) -> Result<String, ExportError> {
    let mut file = Vec::new();
    results.csv(&mut file, false).await?;
    Ok(String::from_utf8(file).unwrap())
}

/// Another file
#[command("lines")]
async fn lines(results: &Results<Party>) -> Result<String, ExportError> {
    let mut file = Vec::new();
    results.json_lines(&mut file).await?;
    Ok(String::from_utf8(file).unwrap())
}

/// Summary
#[command("summary")]
async fn summary(results: &Results<Party>) -> Result<String, RecordError> {
    Ok(results.summary().await?.to_string())
}

/// Bring children
#[derive(Survey)]
#[survey("kids")]
struct Kids {
    #[hidden]
    from: Option<String>,
    #[hidden]
    day: Option<Date>,
    #[ask("Any children?")]
    any: bool,
    #[section("Children", another = "Another child?", pick = 1..=2, when = |a| a.any)]
    children: Vec<Child>,
}

#[survey_done]
fn brought(kids: Kids) -> String {
    format!("{:?} {:?} {} {}", kids.from, kids.day, kids.any, kids.children.len())
}

fn app() -> App {
    App::new(handlers![Party, coming, Kids, brought, csv, lines, summary])
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[tokio::test]
async fn sections_are_asked_one_after_the_other_and_again_and_again() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    let steps = [
        ("/start party_flyer", "Your name?"),
        ("Ann", "Street?"),
        ("Main Street 1", "Town?"),
        ("Bonn", "The guest's name?"),
        ("Bob", "A child?"),
        ("yes", "The child's name?"),
        ("Cleo", "How old?"),
        ("4", "Its toy?"),
        ("Bear", "A child?"),
        ("yes", "The child's name?"),
        ("Dora", "How old?"),
        // Two children are the most, so nobody asks for a third.
        ("9", "Another guest?"),
        ("yes", "The guest's name?"),
        ("Emil", "A child?"),
        ("no", "Another guest?"),
        ("no", "A bus?"),
    ];
    for (said, question) in steps {
        let card = ann.ask(said).await;
        assert_eq!(last_line(&card), question, "{said}");
        if question == "The guest's name?" && said == "Bonn" {
            let head = card.lines().skip(2).collect::<Vec<_>>().join("\n");
            assert_eq!(head, "Now about your guests.\n\nGuests 1\n\nThe guest's name?");
        }
        bot.restart().await;
    }
    let review = "Come to the party\nName: Ann\n\nWhere you live\nStreet: Main Street 1\nTown: Bonn\n\n\
                  Guests\n1. Name: Bob\n\nChildren\n1. Name: Cleo\n1. Age: 4\n1. Toy: Bear\n2. Name: Dora\n2. Age: 9\n\n\
                  Guests\n2. Name: Emil\n\nPeople: 5\nBus: Yes";
    assert_eq!(ann.ask("yes").await, review);
    ann.send("send").await;
    assert!(ann.reply().await.starts_with("✓ Sent"));
    let end = "Some(\"flyer\") Ann, Main Street 1, Bonn: Bob [Cleo 4 Some(\"Bear\"), Dora 9 None]; Emil [] = 5, Some(true)";
    assert_eq!(ann.reply().await, end);

    let file = ann.ask("/csv").await;
    let (names, row) = file.split_once('\n').unwrap();
    assert_eq!(names, "at,user,chat,version,source,name,address.street,address.town,guests,people,bus");
    assert!(row.contains(",flyer,Ann,Main Street 1,Bonn,\"[{\"\"children\"\":[{"), "{row}");
    let lines = ann.ask("/lines").await;
    let line: Value = serde_json::from_str(lines.trim()).unwrap();
    let guests = json!([
        {"name": "Bob", "children": [{"name": "Cleo", "age": 4, "toy": "Bear"}, {"name": "Dora", "age": 9}]},
        {"name": "Emil", "children": []},
    ]);
    assert_eq!((&line["answers"]["guests"], &line["answers"]["people"]), (&guests, &json!(5)));
    assert!(ann.ask("/summary").await.contains("Age: 2 answered, 6.5 on average"));
}

#[tokio::test]
async fn what_is_repeated_no_more_does_not_count_any_more() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    for said in ["/party", "Ann", "Street", "Town", "Bob", "no", "yes", "Cleo", "no", "no", "no"] {
        ann.ask(said).await;
    }
    // Correcting the last “no” adds another, and a “no” before it takes those behind it away.
    ann.press("✎ Guests").await;
    assert_eq!(ann.ask("yes").await.lines().last(), Some("The guest's name?"));
    for said in ["Dora", "no"] {
        ann.ask(said).await;
    }
    let review = bot.emulator().replies(ann.user().id()).pop().unwrap();
    assert!(review.contains("3. Name: Dora") && review.contains("People: 4"), "{review}");
    ann.send("send").await;
    ann.reply().await;
    assert!(ann.reply().await.contains("Bob []; Cleo []; Dora [] = 4"));
}

#[tokio::test]
async fn a_link_begins_a_survey_and_others_go_their_way() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/start other_thing").await;
    ann.send("/start").await;
    ann.send("/start partying").await;
    ann.expect_no_reply().await;
    assert!(ann.ask("/start party").await.ends_with("Your name?"));
}

#[tokio::test]
async fn what_is_asked_at_least_once_is_not_asked_where_its_condition_does_not_hold() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/start kids_web_2027-01-31").await;
    assert_eq!(ann.ask("no").await, "Some(\"web\") Some(2027-01-31) false 0");
    // What a link has brought outlives a new start; what can't be read of it is left out.
    ann.ask("/start kids_web_soon").await;
    assert!(ann.ask("yes").await.ends_with("The child's name?"));
    assert!(ann.ask("/kids").await.starts_with("You have answered 1 of "));
    ann.press("Start over").await;
    assert_eq!(ann.ask("no").await, "Some(\"web\") None false 0");
}
