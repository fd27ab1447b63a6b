use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order(String);

fn main() {}
