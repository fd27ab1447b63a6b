use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("")]
    name: String,
}

fn main() {}
