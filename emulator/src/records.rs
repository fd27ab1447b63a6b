//! The bot's stored records, for who watches.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use crate::{Emulator, journal::Happening, state::State};

/// How many records are shown; the ones that were touched longest ago are left out first.
const MOST: usize = 1_000;

/// A stored record of the bot that was read or written; shown with [`Emulator::show_record`].
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    /// Whose it is: `user`, `chat`, `bot`, `member` or `topic`.
    pub scope: String,
    /// The id of the user or chat; 0 for the bot.
    pub owner: i64,
    /// Of a member the user's id, of a topic its message thread id, else 0.
    pub part: i64,
    /// What kind of record it is.
    pub name: String,
    /// What it held before; none if there was no record. The same as `after` if it was only read.
    pub before: Option<Value>,
    /// What it holds now; none if it was removed.
    pub after: Option<Value>,
}

impl RecordView {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "scope": self.scope, "owner": self.owner, "part": self.part, "name": self.name,
            "before": self.before, "after": self.after,
        })
    }

    fn key(&self) -> Key {
        (self.scope.clone(), self.owner, self.part, self.name.clone())
    }
}

type Key = (String, i64, i64, String);

/// The latest view of each record.
#[derive(Default)]
pub(crate) struct RecordBook {
    views: BTreeMap<Key, Value>,
    /// Keys, the one touched last at the end.
    order: VecDeque<Key>,
}

impl RecordBook {
    fn add(&mut self, record: &RecordView) {
        let key = record.key();
        if self.views.insert(key.clone(), record.to_json()).is_some() {
            self.order.retain(|known| *known != key);
        } else if self.order.len() == MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.views.remove(&oldest);
        }
        self.order.push_back(key);
    }

    /// All views, in the order of their keys.
    pub(crate) fn shown(&self) -> Vec<&Value> {
        self.views.values().collect()
    }
}

impl Emulator {
    /// Shows people on the page what the bot stores. It changes nothing in the emulator.
    pub fn show_record(&self, record: &RecordView) {
        self.state().show_record(record);
    }
}

impl State {
    pub(crate) fn show_record(&self, record: &RecordView) {
        self.records().add(record);
        self.journal().note(&Happening::Record(record.to_json()));
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, RecordBook, RecordView};

    fn record(owner: i64) -> RecordView {
        RecordView {
            scope: "user".to_owned(),
            owner,
            part: 0,
            name: "Shelf".to_owned(),
            before: None,
            after: None,
        }
    }

    #[test]
    fn the_records_that_were_touched_last_are_kept() {
        let mut book = RecordBook::default();
        for owner in 0..1_000 {
            book.add(&record(owner));
        }
        book.add(&record(0));
        book.add(&record(5_000));
        assert_eq!(book.shown().len(), MOST);
        assert!(book.shown().iter().any(|view| view["owner"] == 0));
        assert!(book.shown().iter().all(|view| view["owner"] != 1));
    }
}
