use pouch::prelude::*;

#[derive(Choice)]
enum Size {
    Small,
    Large,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Size?", other = "Another", none = "None")]
    size: Size,
}

fn main() {}
