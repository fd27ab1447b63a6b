use pouch::prelude::*;

#[derive(Section)]
struct Address {
    #[ask("Street?")]
    street: String,
    #[hidden]
    source: Option<String>,
}

fn main() {}
