use pouch::prelude::*;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("When?", min = "tomorrow", max = "2027-02-30")]
    day: Date,
    #[ask("Name?", min = "today")]
    name: String,
    #[ask("And then?", min = "+5d", max = "today")]
    then: Date,
}

fn main() {}
