use pouch::prelude::*;

struct Order {
    name: String,
}

#[survey_done]
fn ordered(order: Order) -> String {
    order.name
}

fn main() {}
