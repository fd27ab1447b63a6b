use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {}

fn main() {}
