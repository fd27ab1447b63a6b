use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
    #[note("That was all.")]
    end: (),
}

fn main() {}
