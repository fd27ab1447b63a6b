use pouch::prelude::*;

#[derive(Choice, PartialEq, Eq, PartialOrd, Ord)]
enum Size {
    Small,
    Large,
}

#[derive(Survey)]
#[survey("order", title = "Order", lang = ["en", "de"], de(title = "Bestellen"))]
struct Order {
    #[ask("Which sizes?", de("Welche Größen?", label = "Größen"))]
    sizes: BTreeSet<Size>,
}

fn main() {}
