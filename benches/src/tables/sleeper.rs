//! One handler that sleeps, and the others: how long those wait for their answers.

use std::thread::sleep;
use std::time::Duration;

use crate::load::Plan;
use crate::measure::{Bench, Bot, Measured, folder, median};
use crate::{Options, Result};

const PLAN: Plan = Plan { outstanding: 20, chats: 1_000, stride: 1, think: 10_000 };

/// Somebody who is none of the load's chats.
const SLEEPER: usize = 1_000_000;

/// How long the handler sleeps is how long it is measured.
const SECONDS: u64 = 9;

pub(super) fn run(options: &Options) -> Result<()> {
    let (mut without, mut beside): (Vec<Measured>, Vec<Measured>) = Default::default();
    for _ in 0..options.rounds {
        let bench = Bench::start(Bot::Durable, folder()?)?;
        bench.control.begin(&PLAN)?;
        sleep(Duration::from_secs(2));
        without.push(bench.measure(SECONDS)?);
        bench.control.write(SLEEPER, "/sleep")?;
        beside.push(bench.measure(SECONDS)?);
    }
    let all = |rounds: &[Measured], look: fn(&Measured) -> f64| median(rounds.iter().map(look).collect());
    println!(
        "| durable, about 2,000 messages a second | answers/s | median wait ms | p99 ms |\n|---|---|---|---|"
    );
    for (name, rounds) in [("nobody sleeps", &without), ("one handler sleeps for 10 s", &beside)] {
        println!(
            "| {name} | {:.0} | {:.2} | {:.2} |",
            all(rounds, |one| one.rate),
            all(rounds, |one| one.median / 1000.0),
            all(rounds, |one| one.p99 / 1000.0)
        );
    }
    println!();
    Ok(())
}
