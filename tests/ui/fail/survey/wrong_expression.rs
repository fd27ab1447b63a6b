use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?", regex = "(a")]
    name: String,
}

fn main() {}
