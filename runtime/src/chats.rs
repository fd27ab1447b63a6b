//! Which chat an id means: a group that became a supergroup has a new one.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::store::Alias;

/// What every id that a chat once had means now.
///
/// About 50 bytes for each group that ever moved; ids of other chats are not in here.
#[derive(Debug, Default)]
pub(crate) struct Chats {
    /// From each id that a chat once had to the one that it has now: there are no chains, and so no cycles.
    current: RwLock<HashMap<i64, i64>>,
}

impl Chats {
    /// Chats with the aliases that a store kept.
    pub(crate) fn new(aliases: impl IntoIterator<Item = Alias>) -> Self {
        let chats = Chats::default();
        for Alias { old, new } in aliases {
            chats.join(old, new);
        }
        chats
    }

    /// The id that the chat has now.
    pub(crate) fn current(&self, id: i64) -> i64 {
        // Groups, and all that they become, have negative ids.
        if id >= 0 { id } else { follow(&self.reading(), id) }
    }

    /// Makes both ids mean the chat that the new one means. `None` if they mean one chat already, or are none of groups;
    /// else the alias of the ids under which the two chats were known until now.
    pub(crate) fn join(&self, old: i64, new: i64) -> Option<Alias> {
        if old >= 0 || new >= 0 {
            return None;
        }
        let mut current = self.writing();
        let (old, new) = (follow(&current, old), follow(&current, new));
        if old == new {
            return None;
        }
        current.values_mut().filter(|id| **id == old).for_each(|id| *id = new);
        current.insert(old, new);
        Some(Alias { old, new })
    }

    /// All ids that the chat of this id ever had.
    pub(crate) fn all_ids(&self, id: i64) -> Vec<i64> {
        let current = self.reading();
        let now = follow(&current, id);
        let former = current.iter().filter(|(_, meant)| **meant == now).map(|(former, _)| *former);
        former.chain([now]).collect()
    }

    fn reading(&self) -> RwLockReadGuard<'_, HashMap<i64, i64>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn writing(&self) -> RwLockWriteGuard<'_, HashMap<i64, i64>> {
        self.current.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn follow(current: &HashMap<i64, i64>, id: i64) -> i64 {
    current.get(&id).copied().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: i64 = -1;
    const B: i64 = -1_002;
    const C: i64 = -1_003;

    #[test]
    fn a_chain_is_followed_whichever_link_came_first() {
        for links in [[(A, B), (B, C)], [(B, C), (A, B)], [(A, C), (A, B)]] {
            let chats = Chats::default();
            for (old, new) in links {
                chats.join(old, new);
            }
            assert_eq!(chats.current(A), chats.current(B));
        }
        let chats = Chats::default();
        assert_eq!(chats.join(B, C), Some(Alias { old: B, new: C }));
        assert_eq!(chats.join(A, B), Some(Alias { old: A, new: C }));
        assert_eq!(chats.all_ids(A).len(), 3);
        assert_eq!([A, B, C].map(|id| chats.current(id)), [C, C, C]);
    }

    #[test]
    fn what_is_known_already_is_no_news() {
        let chats = Chats::default();
        assert_eq!(chats.join(A, A), None);
        assert_eq!([chats.join(A, 7), chats.join(7, A), chats.join(A, 0)], [None; 3]);
        assert!(chats.join(A, B).is_some());
        assert_eq!(chats.join(A, B), None);
        assert_eq!(chats.join(B, A), None);
        assert_eq!(chats.current(B), B);
    }

    #[test]
    fn aliases_that_were_kept_mean_the_same_in_any_order() {
        let [first, second] = [Alias { old: A, new: B }, Alias { old: B, new: C }];
        for aliases in [[first, second], [second, first]] {
            assert_eq!(Chats::new(aliases).current(A), C);
        }
    }
}
