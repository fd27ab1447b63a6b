use pouch::prelude::*;

#[derive(Choice)]
enum Size {
    Small,
    #[choice("small")]
    Large,
}

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Which size?")]
    size: Size,
}

#[survey_done]
fn ordered(_order: Order) {}

fn main() {
    let _ = handlers![Order, ordered];
}
