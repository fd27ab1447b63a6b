use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?")]
    name: String,
    #[ask("What went wrong?", when = |a| a.complaint.is_some())]
    complaint: Option<String>,
}

fn main() {}
