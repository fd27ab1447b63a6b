use pouch::command;

struct Bot;

impl Bot {
    /// Say hello
    #[command("hello")]
    fn hello(self: Box<Self>) {}
}

fn main() {}
