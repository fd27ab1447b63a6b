//! The entries that a map holds in memory: added through `&self`, never moved, so that references to them last.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use crate::store::EntryKey;

/// How many links lead on from a node; a power of two.
const FAN: usize = 4;
const BITS: u32 = FAN.trailing_zeros();

/// A set of slots, found by the hashes of their keys.
///
/// It is a tree that only grows: a node sits at the first free place on the way that its hash describes. So two readers
/// can add slots at once, and one that was lent stays where it is.
pub(super) struct Slots<V> {
    root: Link<V>,
    hashes: RandomState,
}

type Link<V> = OnceLock<Box<Node<V>>>;

struct Node<V> {
    key: EntryKey,
    slot: Slot<V>,
    links: [Link<V>; FAN],
}

/// An entry in memory.
pub(super) struct Slot<V> {
    /// The value, or none if there is no such entry.
    pub(super) value: Option<V>,
    pub(super) before: Before,
}

/// What a value was before it was lent for changing.
pub(super) enum Before {
    /// It was not lent.
    Same,
    /// Its JSON, or none if there was no such entry.
    Was(Option<String>),
}

impl<V> Slots<V> {
    pub(super) fn new() -> Self {
        Slots { root: OnceLock::new(), hashes: RandomState::new() }
    }

    pub(super) fn find(&self, key: &EntryKey) -> Option<&Slot<V>> {
        let (mut link, mut hash) = (&self.root, self.hashes.hash_one(key));
        loop {
            let node = link.get()?;
            if node.key == *key {
                return Some(&node.slot);
            }
            (link, hash) = (&node.links[branch(hash)], hash >> BITS);
        }
    }

    /// Adds a slot, unless there is one of that key.
    pub(super) fn add(&self, key: &EntryKey, slot: Slot<V>) -> &Slot<V> {
        let (mut link, mut hash) = (&self.root, self.hashes.hash_one(key));
        let mut new =
            Some(Box::new(Node { key: key.clone(), slot, links: [const { OnceLock::new() }; FAN] }));
        loop {
            // Another reader may take the place first; then the way leads on behind that one.
            if let Some(node) = new.take() {
                new = link.set(node).err();
            }
            let Some(node) = link.get() else { continue };
            if node.key == *key {
                return &node.slot;
            }
            (link, hash) = (&node.links[branch(hash)], hash >> BITS);
        }
    }

    pub(super) fn find_mut(&mut self, key: &EntryKey) -> Option<&mut Slot<V>> {
        let (mut link, mut hash) = (&mut self.root, self.hashes.hash_one(key));
        loop {
            let node = link.get_mut()?;
            if node.key == *key {
                return Some(&mut node.slot);
            }
            (link, hash) = (&mut node.links[branch(hash)], hash >> BITS);
        }
    }

    /// All slots, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&EntryKey, &Slot<V>)> {
        let mut open: Vec<&Node<V>> = self.root.get().map(|node| &**node).into_iter().collect();
        std::iter::from_fn(move || {
            let node = open.pop()?;
            open.extend(node.links.iter().filter_map(|link| link.get().map(|node| &**node)));
            Some((&node.key, &node.slot))
        })
    }
}

/// The link that the lowest bits of a hash name.
fn branch(hash: u64) -> usize {
    usize::try_from(hash % FAN as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(value: i64) -> Slot<i64> {
        Slot { value: Some(value), before: Before::Same }
    }

    #[test]
    fn what_was_added_is_found_once() {
        let mut slots = Slots::new();
        for number in 0..1_000 {
            assert!(slots.find(&EntryKey::Number(number)).is_none());
            assert_eq!(slots.add(&EntryKey::Number(number), slot(number)).value, Some(number));
            assert_eq!(slots.add(&EntryKey::Number(number), slot(-1)).value, Some(number));
        }
        slots.find_mut(&EntryKey::Number(500)).unwrap().value = None;
        assert_eq!(slots.find(&EntryKey::Number(500)).unwrap().value, None);
        assert_eq!(slots.find(&EntryKey::Number(999)).unwrap().value, Some(999));
        assert_eq!(slots.iter().count(), 1_000);
    }

    #[test]
    fn readers_add_at_the_same_time() {
        let slots = Slots::new();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for number in 0..500 {
                        assert_eq!(slots.add(&EntryKey::Number(number), slot(number)).value, Some(number));
                    }
                });
            }
        });
        assert_eq!(slots.iter().count(), 500);
    }
}
