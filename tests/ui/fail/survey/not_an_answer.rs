use pouch::prelude::*;

struct Plate;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your plate?")]
    plate: Plate,
}

fn main() {}
