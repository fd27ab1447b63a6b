use pouch::prelude::*;

#[derive(Choice)]
enum Size {
    Small,
    Large,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Which size?", pick = 1..=2)]
    size: Size,
    #[ask("Which sizes?", pick = -1..=2)]
    sizes: Vec<Size>,
}

fn main() {}
