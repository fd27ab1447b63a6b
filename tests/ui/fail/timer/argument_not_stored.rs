//! An argument that serde does not know.

use pouch::prelude::*;

struct Secret(u8);

#[timer]
fn reveal(secret: Secret) -> u8 {
    secret.0
}

fn main() {}
