use pouch::prelude::*;

struct Topping;

#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Toppings?")]
    toppings: BTreeSet<Topping>,
}

fn main() {}
