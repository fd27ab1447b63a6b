use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

#[survey_done]
fn ordered(order: Order) -> String {
    order.name
}

#[survey_done]
fn also(order: Order) -> String {
    order.name
}

fn main() {
    let _ = handlers![Order, ordered, also];
}
