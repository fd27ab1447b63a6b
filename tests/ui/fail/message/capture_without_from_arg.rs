#![allow(unused_variables)]

use pouch::prelude::*;

struct Money;

#[message(regex = "^pay (?<amount>.+)$")]
fn pay(amount: Money) {}

fn main() {}
