//! Few users and many in the store: what an update costs, how long the start takes, and how much memory there is.

use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use pouch::store::{Batch, Owner, Record, RecordKey, Scope, SqliteStore, Store, Write};

use crate::load::Plan;
use crate::measure::{Bench, Bot, Measured, STORE, folder, median};
use crate::{Options, Result};

/// How many users write.
const WRITERS: usize = 1_000;

/// How many users there are.
const USERS: [usize; 2] = [WRITERS, 1_000_000];

/// What every user has stored: two values.
const SHELF: &str = r#"{"values":{"00000000-0000-4000-8000-000000000001":"the value of update 1","00000000-0000-4000-8000-000000000002":"the value of update 2"}}"#;

#[derive(Default)]
struct Grown {
    load: Vec<Measured>,
    first_answer: Vec<f64>,
    resident: Vec<f64>,
}

pub(super) fn run(options: &Options) -> Result<()> {
    let full = [full_folder(USERS[0])?, full_folder(USERS[1])?];
    let mut grown = [Grown::default(), Grown::default()];
    for _ in 0..options.rounds {
        for (index, users) in USERS.into_iter().enumerate() {
            let folder = folder()?;
            std::fs::copy(full[index].path().join(STORE), folder.path().join(STORE))?;
            measure_one(folder, users, options.seconds, &mut grown[index])?;
        }
    }
    println!(
        "| users in the store | updates/s | CPU us/update | start to first answer ms | resident after the load MiB |"
    );
    println!("|---|---|---|---|---|");
    for (users, Grown { load, first_answer, resident }) in USERS.into_iter().zip(&grown) {
        let all = |look: fn(&Measured) -> f64| median(load.iter().map(look).collect());
        println!(
            "| {users} | {:.0} | {:.1} | {:.0} | {:.0} |",
            all(|one| one.rate),
            all(|one| one.cpu),
            median(first_answer.clone()),
            median(resident.clone())
        );
    }
    println!();
    Ok(())
}

fn measure_one(folder: tempfile::TempDir, users: usize, seconds: u64, grown: &mut Grown) -> Result<()> {
    let plan = Plan { outstanding: 1, chats: WRITERS, stride: users / WRITERS, think: 0 };
    let begun = Instant::now();
    let bench = Bench::start(Bot::Durable, folder)?;
    bench.control.begin(&plan)?;
    bench.until(|control| Ok(control.outcome()?.answered > 0))?;
    grown.first_answer.push(begun.elapsed().as_secs_f64() * 1e3);
    for _ in 1..200 {
        bench.control.ask()?;
    }
    sleep(Duration::from_secs(2));
    grown.load.push(bench.measure(seconds)?);
    grown.resident.push(f64::from(u32::try_from(bench.bot.resident()?)?) / 1024.0);
    Ok(())
}

/// A folder with a store of so many users.
fn full_folder(users: usize) -> Result<tempfile::TempDir> {
    let folder = folder()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(fill(&folder.path().join(STORE), users))?;
    Ok(folder)
}

async fn fill(path: &Path, users: usize) -> Result<()> {
    let store = SqliteStore::open(path)?;
    for first in (1..=users).step_by(10_000) {
        let mut batch = Batch::default();
        for user in first..first + 10_000.min(users) {
            let owner = Owner::new(i64::try_from(user)?);
            let key = RecordKey { scope: Scope::User, owner, name: "Shelf".into() };
            batch.writes.push(Write { key, expected: None, record: Some(Record::new(SHELF)) });
        }
        store.commit(Arc::new(batch)).await?;
    }
    Ok(())
}
