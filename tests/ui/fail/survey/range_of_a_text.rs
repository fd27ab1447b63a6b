use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?", range = 2..=60)]
    name: String,
    #[ask("How many?", len = 1..=20)]
    count: u8,
    #[ask("Is it warm?", regex = "yes|no")]
    is_warm: bool,
}

fn main() {}
