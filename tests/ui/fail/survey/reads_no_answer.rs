use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("How was it?")]
    stars: Rating<5>,
    #[ask("What went wrong?", when = |_a| true)]
    complaint: Option<String>,
}

fn main() {}
