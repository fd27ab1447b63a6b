use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", reviw)]
struct Order {
    #[ask("Your name?", lenght = 2..=60)]
    name: String,
}

fn main() {}
