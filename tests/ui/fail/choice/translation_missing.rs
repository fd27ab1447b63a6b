use pouch::prelude::*;

#[derive(Choice)]
#[choice(lang = ["en", "de"])]
enum Size {
    #[choice("Small", de = "Klein")]
    Small,
    Large,
}

fn main() {}
