//! Random bots through poller, dispatcher, committer and outbox, with a clock and a chance of their own: what comes of
//! it must be what handling one update after the other gives.
//!
//! `POUCH_SEED=n` runs the seed that a failure names, `POUCH_SEEDS=n` so many instead of 10,000.

mod bot;
mod dice;
mod model;
mod store;
mod telegram;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use teloxide_core::Bot;

use super::run::{Given, Identity, assemble};
use crate::button::Seal;
use crate::dispatch::Parked;
use crate::store::{DeadLetter, MemoryStore, Owner, Scope, Selection, Store};
use bot::Course;
use dice::Dice;
use model::Model;
use store::Medium;
use telegram::Telegram;

/// How many seeds run.
const SEEDS: u64 = 10_000;

/// How long a bot may take for everything, by its own clock.
const PATIENCE: Duration = Duration::from_hours(1);

#[test]
fn whatever_happens_at_once_comes_out_as_if_one_at_a_time() {
    let number = |name| std::env::var(name).ok().map(|number| number.parse().expect("a whole number"));
    if let Some(seed) = number("POUCH_SEED") {
        return simulate(seed);
    }
    let (seeds, next) = (number("POUCH_SEEDS").unwrap_or(SEEDS), AtomicU64::new(0));
    let work = || {
        while let seed @ 0.. = next.fetch_add(1, Ordering::Relaxed)
            && seed < seeds
        {
            if catch_unwind(AssertUnwindSafe(|| simulate(seed))).is_err() {
                println!("POUCH_SEED={seed} repeats it");
                return false;
            }
        }
        true
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let is_fine = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().all(|worker| worker.join().unwrap())
    });
    assert!(is_fine, "a seed came out otherwise");
}

/// Lets a bot live through everything, with kills and stops, and compares what comes of it.
fn simulate(seed: u64) {
    let mut dice = Dice::new(seed);
    let telegram = Telegram::new(Dice::new(dice.within(0..u64::MAX)));
    let contents = Arc::new(MemoryStore::new());
    let ends = dice.pick(&[0, 0, 1, 2, 5]);
    for _ in 0..ends {
        let (moment, is_kill) = (dice.within(0..2_000), !dice.one_in(4));
        let medium = Medium::new(Arc::clone(&contents), Dice::new(dice.within(0..u64::MAX)));
        live(seed, &telegram, medium, Some((Duration::from_millis(moment), is_kill)));
    }
    live(seed, &telegram, Medium::new(Arc::clone(&contents), Dice::new(seed)), None);
    compare(seed, &telegram, &contents, ends);
}

/// One life of a bot: until it has done everything, or to the moment at which it is stopped or killed.
fn live(seed: u64, telegram: &Arc<Telegram>, store: Medium, end: Option<(Duration, bool)>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let contents = Arc::clone(&store.contents);
    let is_done = async move || {
        while !telegram.is_done()
            || !Parked::load(&*contents).await.unwrap().is_empty()
            || !contents.recover().await.unwrap().queued.is_empty()
        {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    // Dropping the runtime cuts all tasks off where they are.
    runtime.unwrap().block_on(async {
        let store: Arc<dyn Store> = Arc::new(store);
        let life = async {
            let given = Given {
                api: telegram.api(),
                store,
                #[cfg(feature = "webhook")]
                webhook: None,
                #[cfg(feature = "observe")]
                watching: None,
            };
            let mut running = assemble(&mut bot::app(seed), given, identity()).await.unwrap();
            let signal = async {
                match end {
                    Some((moment, false)) => tokio::time::sleep(moment).await,
                    _ => is_done().await,
                }
            };
            let ended = running.until(signal).await;
            assert!(running.stop(true).await, "something is left of a bot that was stopped");
            ended.map(drop).unwrap();
        };
        let patience = end.filter(|(_, is_kill)| *is_kill).map_or(PATIENCE, |(moment, _)| moment);
        let ended = tokio::time::timeout(patience, life).await;
        assert!(ended.is_ok() || patience != PATIENCE, "the bot is stuck");
    });
}

fn identity() -> Identity {
    static BOT: OnceLock<Bot> = OnceLock::new();
    let bot = BOT.get_or_init(|| Bot::new("1:token")).clone();
    Identity { bot, username: "simulated_bot".to_owned(), seal: Seal::of("1:token") }
}

fn compare(seed: u64, telegram: &Telegram, contents: &MemoryStore, ends: usize) {
    let (come, taken) = telegram.outcome();
    let (suspected, failed) = letters_of(contents);
    assert!(suspected.is_empty() || ends > 2, "an update is taken for a killer that was hit twice at most");
    let expected = Model::of(&Course(seed), &come, &suspected);
    assert_eq!(failed, expected.failed, "set aside, after {come:#?}");
    assert_eq!(records_of(contents), expected.records, "records, after {come:#?}");
    let mut answers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (chat, text) in taken {
        answers.entry(expected.current(chat)).or_default().push(text);
    }
    for answers in answers.values_mut() {
        let all = answers.len();
        answers.dedup();
        assert!(all - answers.len() <= ends, "more answers are doubled than there were ends");
    }
    assert_eq!(answers, expected.answers, "answers, after {come:#?}");
}

/// The updates that were set aside: those that seem to have killed the bot, and those whose handlers failed.
fn letters_of(store: &MemoryStore) -> (Vec<i64>, Vec<i64>) {
    let letters = futures_util::FutureExt::now_or_never(store.dead_letters()).unwrap().unwrap();
    let (suspected, failed): (Vec<_>, Vec<_>) =
        letters.into_iter().partition(|letter| letter.reason.starts_with("the process died twice"));
    let ids = |letters: Vec<DeadLetter>| {
        let id = |letter: &DeadLetter| {
            serde_json::from_str::<serde_json::Value>(&letter.json).unwrap()["update_id"].as_i64().unwrap()
        };
        let mut ids: Vec<i64> = letters.iter().map(id).collect();
        ids.sort_unstable();
        ids
    };
    (ids(suspected), ids(failed))
}

/// All records in the store, with their values.
fn records_of(store: &MemoryStore) -> BTreeMap<(Scope, Owner, &'static str), u64> {
    let types = [
        (Scope::User, "Mine"),
        (Scope::Chat, "Ours"),
        (Scope::Member, "Seat"),
        (Scope::Topic, "Thread"),
        (Scope::Bot, "Total"),
        (Scope::Bot, "Log"),
    ];
    let mut records = BTreeMap::new();
    for (scope, name) in types {
        let selection = Selection::Type(scope, name.to_owned());
        let listed = futures_util::FutureExt::now_or_never(store.list(&selection, None, 1_000));
        for (key, record) in listed.unwrap().unwrap() {
            records.insert((scope, key.owner, name), record.json.parse().unwrap());
        }
    }
    records
}
