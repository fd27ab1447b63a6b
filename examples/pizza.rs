//! A survey with all that surveys have: choices, several choices and others, sections, repeated ones, a time in the person's
//! zone, stars, conditions, photos, what can be skipped, what is computed, what a link brings, a look at the answers
//! before they are sent, results, and two languages.

use pouch::prelude::*;
use pouch::survey::{Preferences, Results};
use pouch::{RecordError, survey::ExportError};

#[derive(Choice)]
#[choice(lang = ["en", "de"])]
enum Size {
    #[choice("Small", de = "Klein")]
    Small,
    #[choice("Medium", de = "Mittel")]
    Medium,
    #[choice("Large 🍕", de = "Groß 🍕")]
    Large,
}

#[derive(Choice, PartialEq, Eq, PartialOrd, Ord)]
#[choice(lang = ["en", "de"])]
enum Topping {
    #[choice("Salami", de = "Salami")]
    Salami,
    #[choice("Mushrooms", de = "Pilze")]
    Mushrooms,
    #[choice("Olives", de = "Oliven")]
    Olives,
    #[choice("Extra cheese", de = "Mehr Käse")]
    Cheese,
}

#[derive(Section)]
#[section(lang = ["en", "de"])]
struct Drink {
    #[ask("What to drink?", len = 2..=30, label = "Drink", de("Was zu trinken?", label = "Getränk"))]
    name: String,
    #[ask("How many of it?", range = 1..=9, label = "Bottles", de("Wie viele davon?", label = "Flaschen"))]
    bottles: u8,
}

#[derive(Section)]
#[section(lang = ["en", "de"])]
struct Address {
    #[ask("Street and number?", de("Straße und Hausnummer?", label = "Straße"))]
    street: String,
    #[ask("Which floor?", range = 0..=30, de("In welchem Stock?", label = "Stock"))]
    floor: Option<u8>,
}

/// Order a pizza
#[derive(Survey)]
#[survey(
    "order", version = 2, review, results, remind = "1h", expires = "1d",
    lang = ["en", "de"], de(title = "Eine Pizza bestellen")
)]
struct Order {
    #[hidden]
    flyer: Option<String>,
    #[ask(
        "Your name?",
        len = 2..=60,
        placeholder = "Ann, for instance",
        de("Dein Name?", label = "Name", placeholder = "Ann, zum Beispiel")
    )]
    name: String,
    #[ask(
        "How many?",
        range = 1..=20,
        error = "Between 1 and 20, please",
        de("Wie viele?", label = "Anzahl", error = "Zwischen 1 und 20, bitte")
    )]
    quantity: u8,
    #[ask("Which size?", de("Welche Größe?", label = "Größe"))]
    size: Size,
    #[ask(
        "Toppings?",
        pick = 1..=3,
        columns = 2,
        none = "Nothing on it",
        other = "Others …",
        de("Belag?", label = "Belag", none = "Nichts darauf", other = "Anderes …")
    )]
    toppings: BTreeSet<OrOther<Topping>>,
    #[section("Drinks", another = "Anything to drink?", pick = ..=3, de("Getränke", another = "Etwas zu trinken?"))]
    drinks: Vec<Drink>,
    #[computed(|a| price(a.quantity, &a.size, &a.drinks), label = "Price in €", de(label = "Preis in €"))]
    price: u32,
    #[note("Now about the delivery.", de = "Nun zur Lieferung.")]
    #[expect(dead_code, reason = "a note has no value")]
    delivery: (),
    #[section("Delivery", de = "Lieferung")]
    address: Address,
    #[ask(
        "When shall it be there?",
        min = "today",
        max = "+6d",
        label = "Time",
        de("Wann soll sie da sein?", label = "Zeit")
    )]
    time: Moment,
    #[ask(
        "A phone number, in case the driver can't find you?",
        de("Eine Telefonnummer, falls der Fahrer dich nicht findet?", label = "Telefon")
    )]
    phone: Option<Phone>,
    #[ask("How was the last one?", de("Wie war die letzte?", label = "Sterne"))]
    stars: Rating<5>,
    #[ask("What went wrong?", when = |a| a.stars <= 2, de("Was war nicht gut?", label = "Beschwerde"))]
    complaint: Option<String>,
    #[ask("Photos of it?", when = |a| a.stars <= 2, pick = 1..=5, de("Fotos davon?", label = "Fotos"))]
    photos: Option<Vec<PhotoSize>>,
}

fn price(quantity: u8, size: &Size, drinks: &[Drink]) -> u32 {
    let pizza = match size {
        Size::Small => 6,
        Size::Medium => 8,
        Size::Large => 11,
    };
    let bottles: u32 = drinks.iter().map(|drink| u32::from(drink.bottles)).sum();
    u32::from(quantity) * pizza + bottles * 3
}

/// What a chat has ordered.
#[chat_data]
#[derive(Default)]
struct Orders {
    list: Vec<String>,
}

#[survey_done]
fn ordered(order: Order, orders: &mut Orders) -> String {
    let toppings: Vec<&str> = order.toppings.iter().map(OrOther::label).collect();
    let toppings = if toppings.is_empty() { "nothing".to_owned() } else { toppings.join(", ") };
    let drinks: Vec<String> =
        order.drinks.iter().map(|drink| format!(" and {} × {}", drink.bottles, drink.name)).collect();
    let floor = order.address.floor.map_or(String::new(), |floor| format!(", floor {floor}"));
    let (size, street) = (order.size.label(), &order.address.street);
    orders.list.push(format!(
        "{} × {size} with {toppings}{} for {}",
        order.quantity,
        drinks.concat(),
        order.name
    ));
    let call = order.phone.map_or(String::new(), |phone| format!(" The driver can call {phone}."));
    let photos = order.photos.map_or(0, |photos| photos.len());
    let sorry = if order.stars <= 2 { " We are sorry about the last one!" } else { "" };
    let noted = order
        .complaint
        .map_or(String::new(), |_| format!(" We have noted what went wrong ({photos} photos)."));
    let flyer = order.flyer.map_or(String::new(), |flyer| format!(" Thank you for the flyer {flyer}!"));
    let (number, price, time) = (orders.list.len(), order.price, order.time.local().format("%H:%M"));
    format!("Order {number}: {price} €, {street}{floor} at {time}.{call}{sorry}{noted}{flyer}")
}

/// See what was ordered here
#[command("orders")]
fn orders(orders: &Orders) -> String {
    if orders.list.is_empty() { "Nothing yet".to_owned() } else { orders.list.join("\n") }
}

/// Choose your language: en or de
#[command("language")]
fn language(language: String, preferences: &mut Preferences) -> &'static str {
    preferences.set_language(language);
    if preferences.language() == Some("de") { "Deutsch" } else { "English" }
}

/// See what all have answered (a bot for everybody would look at who asks)
#[command("results", hidden)]
async fn results(results: &Results<Order>) -> Result<String, RecordError> {
    Ok(results.summary().await?.to_string())
}

/// Get all answers as a table
#[command("table", hidden)]
async fn table(results: &Results<Order>) -> Result<String, ExportError> {
    let mut table = Vec::new();
    results.csv(&mut table, false).await?;
    Ok(String::from_utf8_lossy(&table).into_owned())
}

fn app() -> App {
    App::new(handlers![Order, ordered, orders, language, results, table])
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_conversation_goes_as_written() {
        let bot = TestBot::start(app).await;
        bot.transcript("transcripts/pizza.txt").await;
    }
}
