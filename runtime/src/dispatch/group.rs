//! Jobs that are committed together.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use tokio::sync::oneshot;

use super::committer::Job;
use crate::store::{Batch, RecordKey, Write};

/// Jobs that are committed together, as one batch.
#[derive(Default)]
pub(super) struct Group {
    pub(super) batch: Batch,
    /// The record of each change; one that was changed twice is here twice.
    pub(super) touched: Vec<RecordKey>,
    /// Updates that are parked by it.
    pub(super) parked: Vec<i64>,
    /// The lanes of the replies that were sent.
    pub(super) sent: Vec<i64>,
    /// Who waits for the commit.
    pub(super) waiting: Vec<oneshot::Sender<()>>,
}

impl Group {
    pub(super) fn of(jobs: impl Iterator<Item = Job>) -> Group {
        let mut group = Group::default();
        let (mut writes, mut marks) = (HashMap::new(), BTreeMap::new());
        for job in jobs {
            match job {
                Job::Transaction(job) => {
                    group.batch.handled.extend(job.update);
                    group.batch.queued.extend(job.queued);
                    group.parked.extend(job.parked);
                    group.batch.aliases.extend(job.alias);
                    group.batch.dead_letters.extend(job.dead_letters);
                    group.batch.entries.extend(job.entries);
                    group.batch.cleared.extend(job.cleared);
                    group.batch.letter_changes.extend(job.letter_changes);
                    group.batch.sent.extend(job.sent);
                    marks.extend(job.marks);
                    group.touched.extend(job.writes.into_iter().map(|write| merge(&mut writes, write)));
                }
                Job::Sent { reply, lane } => {
                    group.batch.sent.push(reply);
                    group.sent.push(lane);
                }
                Job::Flush { done } => group.waiting.push(done),
            }
        }
        group.batch.marks = marks.into_iter().collect();
        // A record that was made and removed within the group never was.
        let is_change = |write: &Write| write.expected.is_some() || write.record.is_some();
        group.batch.writes = writes.into_values().filter(is_change).collect();
        group
    }
}

/// Adds a write; of several to one record, the last one counts, on top of what the first one expected.
fn merge(writes: &mut HashMap<RecordKey, Write>, write: Write) -> RecordKey {
    let key = write.key.clone();
    match writes.entry(key.clone()) {
        Entry::Occupied(mut earlier) => earlier.get_mut().record = write.record,
        Entry::Vacant(free) => drop(free.insert(write)),
    }
    key
}

#[cfg(test)]
mod tests {
    use super::super::committer::Transaction;
    use super::*;
    use crate::store::{Owner, Record, Scope, Version};

    fn write(expected: Option<Version>, record: Option<Record>) -> Job {
        let key = RecordKey { scope: Scope::User, owner: Owner::new(1), name: "T".into() };
        let writes = vec![Write { key, expected, record }];
        Job::Transaction(Transaction { writes, ..Transaction::default() })
    }

    fn record() -> Record {
        Record::new("1")
    }

    #[test]
    fn changes_of_one_record_become_one_write() {
        let (first, second, before) = (record(), record(), Version::fresh());
        let jobs =
            [write(Some(before), Some(first.clone())), write(Some(first.version), Some(second.clone()))];
        let group = Group::of(jobs.into_iter());
        assert_eq!(group.touched.len(), 2);
        let [write] = &group.batch.writes[..] else { panic!("{:?}", group.batch.writes) };
        assert_eq!((write.expected, write.record.as_ref()), (Some(before), Some(&second)));
    }

    #[test]
    fn a_record_that_came_and_went_is_no_write() {
        let made = record();
        let jobs = [write(None, Some(made.clone())), write(Some(made.version), None)];
        let group = Group::of(jobs.into_iter());
        assert!(group.batch.writes.is_empty());
        assert_eq!(group.touched.len(), 2);
    }
}
