use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("What went wrong?", when = |a| a.x)]
    complaint: Option<String>,
}

fn main() {}
