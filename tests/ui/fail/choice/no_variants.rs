//! Nothing to choose from.

use pouch::prelude::*;

#[derive(Choice)]
enum Color {}

fn main() {}
