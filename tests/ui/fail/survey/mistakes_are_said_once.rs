use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?", len = 60..=2)]
    name: String,
}

#[survey_done]
fn ordered(order: Order, text: String) -> String {
    format!("{} {text}", order.name)
}

fn main() {
    let _ = handlers![Order, ordered];
}
