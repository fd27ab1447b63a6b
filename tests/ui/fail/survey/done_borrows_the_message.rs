use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

#[survey_done]
fn ordered(order: Order, text: &str, message: &Message) -> String {
    format!("{} {text} {}", order.name, message.id)
}

fn main() {}
