//! Links to surveys whose commands begin alike, and how far people are where questions come several times.

use pouch::prelude::*;
use pouch::testing::TestBot;

/// Order
#[derive(Survey)]
#[survey("order")]
struct Order {
    #[hidden]
    from: Option<String>,
    #[ask("What?")]
    what: String,
}

/// Order more
#[derive(Survey)]
#[survey("order_more")]
struct More {
    #[hidden]
    from: Option<String>,
    #[ask("What more?")]
    what: String,
}

#[survey_done]
fn ordered(order: Order) -> String {
    format!("{} from {:?}", order.what, order.from)
}

#[survey_done]
fn ordered_more(more: More) -> String {
    format!("more {} from {:?}", more.what, more.from)
}

#[tokio::test]
async fn a_link_means_the_longest_command_or_the_one_that_a_dash_ends() {
    // Whichever stands first.
    for app in [
        || App::new(handlers![Order, ordered, More, ordered_more]),
        || App::new(handlers![More, ordered_more, Order, ordered]),
    ] {
        let bot = TestBot::start(app).await;
        let ann = bot.user("Ann");
        for (payload, question, answer) in [
            ("order_more_x", "What more?", "more tea from Some(\"x\")"),
            ("order_more", "What more?", "more tea from None"),
            ("order_x_y", "What?", "tea from Some(\"x_y\")"),
            ("order_moreover", "What?", "tea from Some(\"moreover\")"),
            ("order-more_x", "What?", "tea from Some(\"more_x\")"),
        ] {
            assert_eq!(ann.ask(&format!("/start {payload}")).await, question, "{payload}");
            assert_eq!(ann.ask("tea").await, answer, "{payload}");
        }
    }
}

#[derive(Section)]
struct Guest {
    #[ask("Guest's name?")]
    name: String,
    #[ask("Guest's age?", range = 0..=120)]
    age: u8,
}

/// Plan a party
#[derive(Survey)]
#[survey("party")]
struct Party {
    #[ask("Where?")]
    place: String,
    #[section("Guests", another = "Another guest?", pick = ..=4)]
    guests: Vec<Guest>,
    #[ask("When?")]
    time: String,
}

#[survey_done]
fn planned(party: Party) -> String {
    let guests: Vec<String> =
        party.guests.iter().map(|guest| format!("{} {}", guest.name, guest.age)).collect();
    format!("{} {}: {}", party.place, party.time, guests.join(", "))
}

#[tokio::test]
async fn the_number_never_goes_back_and_the_number_of_questions_never_grows() {
    let bot = TestBot::start(|| App::new(handlers![Party, planned])).await;
    let ann = bot.user("Ann");
    let mut numbers = Vec::new();
    let said = ["/party", "Here", "yes", "Bob", "9", "yes", "/back", "yes", "Cleo", "8", "/back", "8", "no"];
    for text in said {
        ann.send(text).await;
        let card = ann.latest().text;
        let (number, rest) = card.strip_prefix("Question ").unwrap().split_once(" of ").unwrap();
        assert!(rest.starts_with("4 "), "{card}");
        numbers.push(number.parse::<u8>().unwrap());
    }
    assert!(numbers.is_sorted(), "{numbers:?}");
    assert_eq!((numbers[0], numbers[numbers.len() - 1]), (1, 4));
    ann.send("Now").await;
    assert_eq!(ann.latest().text, "Here Now: Bob 9, Cleo 8");
}
