//! The bots that are built into this program: Pouch's, and the floor.

mod floor;
mod pouch_bot;

use crate::Result;

/// Runs the bot of that name, in a runtime as `#[tokio::main]` makes it, until the process is killed.
pub(crate) fn run(name: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match name {
        "pouch" => runtime.block_on(pouch_bot::run()),
        "map" => runtime.block_on(pouch_bot::run_with_map()),
        "floor" => runtime.block_on(floor::run()),
        _ => Err("there are the bots `pouch`, `map` and `floor`".into()),
    }
}
