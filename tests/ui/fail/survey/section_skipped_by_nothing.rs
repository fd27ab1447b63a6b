use pouch::prelude::*;

#[derive(Section)]
struct Address {
    #[ask("Street?")]
    street: String,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Name?")]
    name: String,
    #[section]
    address: Option<Address>,
}

fn main() {}
