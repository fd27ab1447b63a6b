use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order<T> {
    #[ask("Your name?")]
    name: T,
}

fn main() {}
