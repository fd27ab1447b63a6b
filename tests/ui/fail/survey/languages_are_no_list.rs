use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", lang = "en")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

fn main() {}
