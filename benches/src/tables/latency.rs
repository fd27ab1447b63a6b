//! One person and an idle bot: how long an answer takes.

use crate::load::Plan;
use crate::measure::{Bot, folder, fsync, measure, median};
use crate::{Options, Result};

const PLAN: Plan = Plan { outstanding: 1, chats: 1, stride: 1, think: 20_000 };

pub(super) fn run(options: &Options) -> Result<()> {
    let (mut fsyncs, mut waits) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        fsyncs.push(fsync(folder()?.path())?);
        waits.push(measure(Bot::Durable, &PLAN, options.seconds)?.median);
    }
    let beyond = waits.iter().zip(&fsyncs).map(|(wait, fsync)| wait - fsync).collect();
    println!("| one person, idle bot, durable | us |\n|---|---|");
    println!("| from the message to its answer | {:.0} |", median(waits));
    println!("| one fsync of a page appended to a file | {:.0} |", median(fsyncs));
    println!("| beyond that fsync | {:.0} |\n", median(beyond));
    Ok(())
}
