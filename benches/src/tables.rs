//! The tables, as Markdown.

mod growth;
mod latency;
mod shelf;
mod sleeper;
mod throughput;

use crate::measure::build_peers;
use crate::{Options, Result};

/// What can be measured.
pub(crate) const NAMES: [&str; 5] = ["throughput", "latency", "growth", "shelf", "sleeper"];

/// Measures, and prints the tables.
pub(crate) fn run(options: &Options) -> Result<()> {
    let is_wanted =
        |name: &str| options.tables.is_empty() || options.tables.iter().any(|table| table == name);
    if is_wanted("throughput") {
        build_peers()?;
        throughput::run(options)?;
    }
    if is_wanted("latency") {
        latency::run(options)?;
    }
    if is_wanted("growth") {
        growth::run(options)?;
    }
    if is_wanted("shelf") {
        shelf::run(options)?;
    }
    if is_wanted("sleeper") {
        sleeper::run(options)?;
    }
    Ok(())
}
