//! What dice show.

use std::hash::{BuildHasher, RandomState};

/// A sequence of numbers: random, or the same for the same seed.
pub(crate) struct Chance(u64);

impl Default for Chance {
    fn default() -> Self {
        Self::seeded(RandomState::new().hash_one(()))
    }
}

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 1 to `most`. The generator is `SplitMix64` (Steele, Lea, Flood 2014).
    pub(crate) fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most + 1
    }
}
