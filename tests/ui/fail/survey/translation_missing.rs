use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", lang = ["en", "de"], de(title = "Bestellen"))]
struct Order {
    #[ask("Your name?", de("Dein Name?", label = "Name"))]
    name: String,
    #[ask("How many?")]
    quantity: u8,
}

fn main() {}
