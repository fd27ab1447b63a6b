use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
    count: u8,
}

fn main() {}
