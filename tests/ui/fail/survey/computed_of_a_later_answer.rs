use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[computed(|a| a.quantity * 2)]
    price: u8,
    #[ask("How many?")]
    quantity: u8,
}

fn main() {}
