//! Measures Pouch beside other bots: every bot is a process of its own, under the same load over HTTP on loopback.
//!
//! `docs/benchmarks.md` says what is measured, and what came out.

mod bots;
mod control;
mod load;
mod measure;
mod process;
mod server;
mod tables;

use std::error::Error;

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

const USAGE: &str = "\
usage: pouch-benches [TABLE..] [--rounds N] [--seconds N]
tables: throughput, latency, growth, shelf, sleeper; all of them unless some are named";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["server"] => server::run(),
        ["bot", name] => bots::run(name),
        _ => tables::run(&options(&words)?),
    }
}

/// What to measure, and how long.
#[derive(Default)]
struct Options {
    tables: Vec<String>,
    rounds: usize,
    seconds: u64,
}

fn options(words: &[&str]) -> Result<Options> {
    let mut options = Options { rounds: 5, seconds: 4, ..Options::default() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--rounds" => options.rounds = words.next().ok_or(USAGE)?.parse()?,
            "--seconds" => options.seconds = words.next().ok_or(USAGE)?.parse()?,
            table if tables::NAMES.contains(&table) => options.tables.push(table.to_owned()),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(options)
}
