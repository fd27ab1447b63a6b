use pouch::prelude::*;

#[derive(Choice)]
#[choice(lang = ["en", "de"])]
enum Size {
    #[choice("Big", de = "Groß")]
    Big,
    #[choice("Large", de = "groß!")]
    Large,
}

fn main() {}
