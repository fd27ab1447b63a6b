//! A shelf that is empty and one that holds a hundred thousand values: what a put, and the look at what was put, cost.

use std::path::Path;
use std::sync::Arc;

use pouch::store::{
    Batch, EntryKey, EntryWrite, MapId, Owner, Record, RecordKey, Scope, SqliteStore, Store, Write,
};

use crate::load::Plan;
use crate::measure::{Bench, Bot, Measured, STORE, folder, median};
use crate::{Options, Result};

const PLAN: Plan = Plan { outstanding: 1, chats: 1, stride: 1, think: 0 };

/// How many values there are before.
const VALUES: [usize; 2] = [0, 100_000];

pub(super) fn run(options: &Options) -> Result<()> {
    let mut rounds: Vec<[Measured; 2]> = Vec::new();
    for _ in 0..options.rounds {
        rounds.push([measure(VALUES[0], options.seconds)?, measure(VALUES[1], options.seconds)?]);
    }
    println!("| values on the shelf | median wait ms | CPU us/update | wait to that of an empty shelf |");
    println!("|---|---|---|---|");
    for (index, values) in VALUES.into_iter().enumerate() {
        let all =
            |look: fn(&Measured) -> f64| median(rounds.iter().map(|round| look(&round[index])).collect());
        let ratio = median(rounds.iter().map(|round| round[index].median / round[0].median).collect());
        println!(
            "| {values} | {:.2} | {:.1} | {ratio:.2} |",
            all(|one| one.median / 1000.0),
            all(|one| one.cpu)
        );
    }
    println!();
    Ok(())
}

fn measure(values: usize, seconds: u64) -> Result<Measured> {
    let folder = folder()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(fill(&folder.path().join(STORE), values))?;
    drop(runtime);
    let bench = Bench::start(Bot::Map, folder)?;
    bench.control.begin(&PLAN)?;
    bench.until(|control| Ok(control.outcome()?.answered > 0))?;
    bench.measure(seconds)
}

/// A store in which the load's one user has so many values.
async fn fill(path: &Path, values: usize) -> Result<()> {
    let (store, map) = (SqliteStore::open(path)?, MapId::fresh());
    let key = RecordKey { scope: Scope::User, owner: Owner::new(1), name: "Shelves".into() };
    let record = Record::new(format!(r#"{{"values":{{"$map":"{map}","len":{values}}}}}"#));
    let entry = |_| EntryWrite {
        map,
        key: EntryKey::Text(pouch::Uuid::new_v4().to_string()),
        json: Some(r#""a value that was put before""#.into()),
    };
    let mut batch = Batch::default();
    batch.writes.push(Write { key, expected: None, record: Some(record) });
    batch.entries.extend((0..values).map(entry));
    Ok(store.commit(Arc::new(batch)).await?)
}
