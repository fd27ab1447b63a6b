use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Is it warm?", columns = 9)]
    is_warm: bool,
    #[ask("Is it cold?", columns = "two")]
    is_cold: bool,
}

fn main() {}
