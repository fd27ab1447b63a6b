//! Chance that can be repeated.

use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

/// The environment variable that repeats a run.
const SEED: &str = "POUCH_TEST_SEED";

/// Random numbers from a seed, by `SplitMix64` (Steele, Lea and Flood, 2014).
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// Takes the seed from `POUCH_TEST_SEED`, or from the clock, and prints it: a failed test shows it.
    pub(super) fn roll() -> Self {
        let given = std::env::var(SEED).ok().map(|seed| seed.parse().expect("a whole number"));
        let state = given.unwrap_or_else(Self::from_clock);
        println!("{SEED}={state}");
        Dice { state }
    }

    fn from_clock() -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        u64::try_from(now.as_nanos() & u128::from(u32::MAX)).unwrap()
    }

    /// A number within the range.
    pub(super) fn within(&mut self, range: Range<u64>) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        range.start + (mixed ^ (mixed >> 31)) % (range.end - range.start)
    }
}
