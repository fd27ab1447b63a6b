use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
enum Order {
    Pizza,
}

fn main() {}
