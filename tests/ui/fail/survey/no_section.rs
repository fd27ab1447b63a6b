use pouch::prelude::*;

struct Address {
    street: String,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[section]
    address: Address,
}

fn main() {}
