use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", lang = ["en", "de"], de(title = "Bestellen"))]
struct Order {
    #[ask("How many?", range = 1..=20, error = "1 to 20, please", de("Wie viele?", label = "Anzahl"))]
    quantity: u8,
}

fn main() {}
