use pouch::prelude::*;

#[derive(Survey)]
#[survey("order", once_per = "chat", limit = "many", closes = "31.01.2027", expires = "soon", remind = "0d")]
struct Order {
    #[ask("Your name?")]
    name: String,
}

#[derive(Survey)]
#[survey("late", expires = "1d", remind = "24h")]
struct Late {
    #[ask("Your name?")]
    name: String,
}

fn main() {}
