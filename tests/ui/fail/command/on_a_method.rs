use pouch::command;

struct Bot;

impl Bot {
    /// Say hello
    #[command("hello")]
    fn hello(&self) -> &'static str {
        "Hello"
    }
}

fn main() {}
