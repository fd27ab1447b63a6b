#![allow(unused_variables)]

use pouch::prelude::*;

#[on(inline_query)]
fn search(query: &InlineQuery) -> Result<Option<String>, UserError> {
    Ok(None)
}

fn main() {
    let _ = handlers![search];
}
