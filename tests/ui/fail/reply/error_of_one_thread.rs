use pouch::prelude::*;

/// Add two numbers
#[command("add")]
fn add(one: u32, other: u32) -> Result<u32, Box<dyn std::error::Error>> {
    Ok(one.checked_add(other).ok_or("too much")?)
}

fn main() {
    let _ = handlers![add];
}
