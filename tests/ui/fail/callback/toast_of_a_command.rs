//! An answer to a press, where nobody has pressed anything.

use pouch::prelude::*;

/// Vote
#[command("vote")]
fn vote(yes: bool) -> Result<(Toast, String), UserError> {
    Ok((Toast::new("Thank you"), yes.to_string()))
}

#[message]
fn any() -> Option<Edit> {
    None
}

fn main() {}
