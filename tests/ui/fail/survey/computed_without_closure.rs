use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("How many?")]
    quantity: u8,
    #[computed]
    price: u8,
}

fn main() {}
