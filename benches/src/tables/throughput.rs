//! All bots under one load: 200 messages wait for their answers at any time.

use crate::load::Plan;
use crate::measure::{Bot, Measured, measure, median};
use crate::{Options, Result};

const PLAN: Plan = Plan { outstanding: 200, chats: 1_000, stride: 1, think: 0 };

/// Takes turns, so that what the machine does beside it hits all bots alike.
pub(super) fn run(options: &Options) -> Result<()> {
    let mut rounds: Vec<Vec<Measured>> = Vec::new();
    for round in 1..=options.rounds {
        let mut measured = Vec::new();
        for bot in Bot::ALL {
            measured.push(measure(bot, &PLAN, options.seconds)?);
        }
        eprintln!("round {round}: {measured:.0?}");
        rounds.push(measured);
    }
    let teloxide = Bot::ALL.iter().position(|bot| *bot == Bot::Teloxide).ok_or("no teloxide")?;
    println!(
        "| bot | updates/s | CPU us/update | median wait ms | updates/s to teloxide in memory | CPU to teloxide in memory |"
    );
    println!("|---|---|---|---|---|---|");
    for (index, bot) in Bot::ALL.iter().enumerate() {
        let all =
            |look: fn(&Measured) -> f64| median(rounds.iter().map(|round| look(&round[index])).collect());
        let ratio = |look: fn(&Measured) -> f64| {
            median(rounds.iter().map(|round| look(&round[index]) / look(&round[teloxide])).collect())
        };
        let (rate, cpu) = (|one: &Measured| one.rate, |one: &Measured| one.cpu);
        println!(
            "| {} | {:.0} | {:.1} | {:.1} | {:.2} | {:.2} |",
            bot.name(),
            all(rate),
            all(cpu),
            all(|one| one.median / 1000.0),
            ratio(rate),
            ratio(cpu)
        );
    }
    println!();
    Ok(())
}
