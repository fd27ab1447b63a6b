//! A bot under load for a long time: its memory stays flat, and nothing is lost.
//!
//! `POUCH_SOAK_MINUTES=10 cargo test -p pouch-e2e-tests --test bots soak -- --ignored --nocapture`

use std::time::Duration;

use pouch_emulator::User;
use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::support::{COUNTER, Stage, until};

/// How many people count.
const PEOPLE: usize = 200;

/// How long to wait between two updates.
const PAUSE: Duration = Duration::from_millis(5);

/// How often memory is looked at.
const LOOK: Duration = Duration::from_secs(15);

/// How much more memory at the end than after a third of the time is no growth: what allocators do.
const SLACK_KIB: u64 = 8 * 1024;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes, as many as POUCH_SOAK_MINUTES says"]
async fn memory_stays_flat_under_load() {
    let minutes = std::env::var("POUCH_SOAK_MINUTES").map_or(10, |minutes| minutes.parse().unwrap());
    let stage = Stage::new().await;
    let people: Vec<User> = (0..PEOPLE).map(|number| stage.user(&format!("Person {number}"))).collect();
    let bot = stage.program(COUNTER).with("RUST_LOG", "warn").start();
    let (begun, mut sent, mut looks) = (Instant::now(), 0, Vec::new());
    while begun.elapsed() < Duration::from_secs(60 * minutes) {
        people[sent % PEOPLE].send("/count");
        sent += 1;
        if begun.elapsed() >= LOOK * u32::try_from(looks.len()).unwrap() {
            looks.push(bot.resident_kib());
            let (seconds, pending) = (begun.elapsed().as_secs(), stage.emulator.pending_updates());
            println!(
                "{seconds:>5} s: {sent:>7} updates, {pending:>4} pending, {:>6} KiB",
                looks[looks.len() - 1]
            );
        }
        // Behind a bot that can't keep up, a queue would grow that is not the bot's.
        until("the bot keeps up", || stage.emulator.pending_updates() < 100).await;
        sleep(PAUSE).await;
    }
    stage.all_confirmed().await;
    until("everything is sent", || stage.store().unsent_count() == 0).await;
    bot.stop().await;
    assert_eq!(stage.store().record("bot", 0, "Everybodys"), json!({ "count": sent }));
    let (early, late) = looks.split_at(looks.len() / 3);
    let [early, late] = [early, late].map(|looks| looks.iter().max().copied().unwrap_or_default());
    assert!(late <= early + SLACK_KIB, "from {early} KiB to {late} KiB");
}
