#![allow(unused_variables)]

use pouch::prelude::*;

/// Begin
#[command("start", deep_link)]
fn start(address: Parsed<std::net::IpAddr>) {}

fn main() {}
