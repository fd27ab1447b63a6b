use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", title = "Order", lang = ["en", "de"])]
struct Order {
    #[ask("Your name?", de("Dein Name?", label = "Name"))]
    name: String,
}

fn main() {}
