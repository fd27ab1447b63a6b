//! A list as a field.

use pouch::prelude::*;

#[callback]
fn add(numbers: Vec<u32>) -> Toast {
    Toast::new(numbers.iter().sum::<u32>().to_string())
}

fn main() {
    let _ = handlers![add];
}
