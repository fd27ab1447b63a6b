use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", lang = ["fr"])]
struct Order {
    #[ask("Votre nom ?")]
    name: String,
}

fn main() {}
