#![allow(unused_variables)]

use pouch::prelude::*;

use std::rc::Rc;

/// Wait
#[command("wait")]
async fn wait() -> String {
    let shared = Rc::new(1);
    tokio::time::sleep(Duration::from_secs(1)).await;
    shared.to_string()
}

fn main() {
    let _ = handlers![wait];
}
