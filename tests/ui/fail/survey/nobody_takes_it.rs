use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

fn main() {
    let _ = handlers![Order];
}
