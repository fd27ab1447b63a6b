use pouch::prelude::*;

#[derive(Survey)]
struct PizzaOrder {
    #[ask("Your name?")]
    name: String,
}

fn main() {}
