//! A survey with all that surveys have: choices, several choices, stars, a condition, questions that can be skipped,
//! and a look at the answers before they are sent.

use pouch::prelude::*;

#[derive(Choice)]
enum Size {
    Small,
    Medium,
    #[choice("Large 🍕")]
    Large,
}

#[derive(Choice, PartialEq, Eq, PartialOrd, Ord)]
enum Topping {
    Salami,
    Mushrooms,
    Olives,
    Peppers,
    #[choice("Extra cheese")]
    Cheese,
}

/// Order a pizza
#[derive(Survey)]
#[survey("order", review)]
struct Order {
    #[ask("Your name?", len = 2..=60, placeholder = "Ann, for instance")]
    name: String,
    #[ask("How many?", range = 1..=20, error = "Between 1 and 20, please")]
    quantity: u8,
    #[ask("Which size?")]
    size: Size,
    #[ask("Toppings?", pick = 1..=3, columns = 2)]
    toppings: BTreeSet<Topping>,
    #[ask("When shall it be there?", placeholder = "18:30")]
    time: Time,
    #[ask("A phone number, in case the driver can't find you?")]
    phone: Option<Phone>,
    #[ask("How was the last one?")]
    stars: Rating<5>,
    #[ask("What went wrong?", when = |a| a.stars <= 2)]
    complaint: Option<String>,
}

/// What a chat has ordered.
#[chat_data]
#[derive(Default)]
struct Orders {
    list: Vec<String>,
}

#[survey_done]
fn ordered(order: Order, orders: &mut Orders) -> String {
    let toppings: Vec<&str> = order.toppings.iter().map(Choice::label).collect();
    let (size, toppings) = (order.size.label(), toppings.join(", "));
    orders.list.push(format!("{} × {size} with {toppings} for {}", order.quantity, order.name));
    let call = order.phone.map_or(String::new(), |phone| format!(" The driver can call {phone}."));
    let sorry = if order.stars <= 2 { " We are sorry about the last one!" } else { "" };
    let noted = order.complaint.map_or("", |_| " We have noted what went wrong.");
    format!("Order {}: there at {}.{call}{sorry}{noted}", orders.list.len(), order.time.format("%H:%M"))
}

/// See what was ordered here
#[command("orders")]
fn orders(orders: &Orders) -> String {
    if orders.list.is_empty() { "Nothing yet".to_owned() } else { orders.list.join("\n") }
}

fn app() -> App {
    App::new(handlers![Order, ordered, orders])
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
