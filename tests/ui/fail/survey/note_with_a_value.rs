use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[note("Now about you.")]
    about: String,
    #[ask("Your name?")]
    name: String,
}

fn main() {}
