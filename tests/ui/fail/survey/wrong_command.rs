use pouch::prelude::*;

#[derive(Survey)]
#[survey("/Order-It")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

fn main() {}
