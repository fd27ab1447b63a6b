use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?", placeholder = "the name that you use when you order something to eat from far away")]
    name: String,
}

fn main() {}
