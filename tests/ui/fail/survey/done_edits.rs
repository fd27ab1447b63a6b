use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

#[survey_done]
fn ordered(order: Order) -> Edit {
    Edit::text(order.name)
}

fn main() {}
