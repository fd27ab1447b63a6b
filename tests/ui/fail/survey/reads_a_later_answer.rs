use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("What went wrong?", when = |a| a.stars <= 2)]
    complaint: Option<String>,
    #[ask("How was it?")]
    stars: Rating<5>,
}

fn main() {}
