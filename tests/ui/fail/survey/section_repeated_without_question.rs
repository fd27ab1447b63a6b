use pouch::prelude::*;

#[derive(Section)]
struct Guest {
    #[ask("Name?")]
    name: String,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[section("Guests")]
    guests: Vec<Guest>,
}

fn main() {}
