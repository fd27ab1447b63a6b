use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask(len = 2..=60)]
    name: String,
}

fn main() {}
