//! The place for a value in a map.

use super::slots::Slot;

/// The place for a value in a [`Map`](crate::Map), which may be taken already: `*words.entry(word).or_default() += 1`.
pub struct MapEntry<'a, V> {
    pub(super) slot: &'a mut Slot<V>,
    pub(super) len: &'a mut usize,
}

impl<'a, V> MapEntry<'a, V> {
    /// The value, which is made first if there is none.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let MapEntry { slot, len } = self;
        slot.value.get_or_insert_with(|| {
            let value = make();
            *len += 1;
            value
        })
    }

    /// The value, which becomes that one first if there is none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value, which becomes the default first if there is none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value if there is one.
    #[must_use]
    pub fn and_modify(self, change: impl FnOnce(&mut V)) -> Self {
        if let Some(value) = &mut self.slot.value {
            change(value);
        }
        self
    }
}
