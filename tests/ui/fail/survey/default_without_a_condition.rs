use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("How many?", default)]
    count: u8,
}

fn main() {}
