//! Games, and who has reached how much in them.

use serde_json::{Value, json};

use super::World;

/// Points by message and person.
#[derive(Default)]
pub(crate) struct Scores(Vec<((i64, i64), i64, i64)>);

impl Scores {
    /// Notes a person's points; false if they have as many or more, and less does not count.
    pub(crate) fn set(&mut self, place: (i64, i64), person: i64, score: i64, is_forced: bool) -> bool {
        let known = self.0.iter_mut().find(|(known, who, _)| (*known, *who) == (place, person));
        match known {
            Some((.., best)) if score == *best || (score < *best && !is_forced) => false,
            Some((.., best)) => {
                *best = score;
                true
            }
            None => {
                self.0.push((place, person, score));
                true
            }
        }
    }
}

impl World {
    /// The `GameHighScore`s of a message, the best first.
    pub(crate) fn high_scores(&self, place: (i64, i64)) -> Vec<Value> {
        let mut scores: Vec<_> = self.scores.0.iter().filter(|(known, ..)| *known == place).collect();
        scores.sort_by_key(|(_, person, score)| (-score, *person));
        let shown = |(place, (_, person, score)): (usize, &&((i64, i64), i64, i64))| {
            Some(json!({ "position": place + 1, "user": self.user(*person)?, "score": score }))
        };
        scores.iter().enumerate().filter_map(shown).collect()
    }
}
