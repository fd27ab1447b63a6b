use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("How many?", range = 1..20)]
    count: u8,
    #[ask("And then?", range = ..)]
    more: u8,
    #[ask("And after that?", range = 20..=1)]
    most: u8,
    #[ask("And at last?", range = MIN..=20)]
    last: u8,
    #[ask("Your name?", len = "2 to 60")]
    name: String,
}

fn main() {}
