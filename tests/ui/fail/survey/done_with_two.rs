use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

#[survey_done]
fn ordered(order: Order, count: u8) -> String {
    format!("{} {count}", order.name)
}

#[survey_done]
fn perhaps(order: Option<Order>) {}

fn main() {}
