#![allow(unused_variables)]

use pouch::prelude::*;

trait Greet {
    /// Say hello
    #[command("hello")]
    fn hello() -> &'static str;
}

fn main() {}
