//! Chance that can be repeated.

use std::ops::Range;

/// Random numbers from a seed, by `SplitMix64` (Steele, Lea and Flood, 2014).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// A number within the range.
    pub(super) fn within(&mut self, range: Range<u64>) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        range.start + (mixed ^ (mixed >> 31)) % (range.end - range.start)
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.within(0..times) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.within(0..from.len() as u64)).unwrap()]
    }

    /// A delay: often none, mostly short, now and then long.
    pub(super) fn delay(&mut self) -> std::time::Duration {
        let longest = self.pick(&[1, 1, 1, 5, 30, 300]);
        std::time::Duration::from_millis(self.within(0..longest))
    }
}
