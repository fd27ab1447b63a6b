use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    #[hidden]
    name: Option<String>,
}

fn main() {}
