use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[hidden]
    source: String,
    #[ask("Your name?")]
    name: String,
}

fn main() {}
