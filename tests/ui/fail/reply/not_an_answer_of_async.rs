#![allow(unused_variables)]

use pouch::prelude::*;

/// Which color it is
#[command("color")]
async fn color(text: &str) -> Result<HashMap<String, u8>, UserError> {
    Ok(HashMap::new())
}

fn main() {
    let _ = handlers![color];
}
