use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("How many?", range = 1..=300)]
    count: u8,
    #[ask("How warm?", range = -5..=40)]
    degrees: u16,
    #[ask("How long?", range = 0.5..=2.0)]
    hours: i32,
}

fn main() {}
