use pouch::prelude::*;

#[survey_done]
fn ordered() {}

fn main() {}
