//! Sets of stickers that the bot has made.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// All sets, by name.
pub(crate) type StickerSets = BTreeMap<String, StickerSet>;

/// A set of stickers.
pub(crate) struct StickerSet {
    pub(crate) title: String,
    /// `sticker_type`
    pub(crate) kind: String,
    /// `Sticker` objects.
    pub(crate) stickers: Vec<Value>,
    /// Its `PhotoSize`.
    pub(crate) thumbnail: Option<Value>,
}

impl StickerSet {
    /// The `StickerSet`.
    pub(crate) fn shown(&self, name: &str) -> Value {
        let mut shown = json!({
            "name": name, "title": self.title, "sticker_type": self.kind, "stickers": self.stickers,
        });
        if let Some(thumbnail) = &self.thumbnail {
            shown["thumbnail"] = thumbnail.clone();
        }
        shown
    }

    /// The place of the sticker with this file.
    pub(crate) fn place(&self, file_id: &str) -> Option<usize> {
        self.stickers.iter().position(|sticker| sticker["file_id"] == file_id)
    }
}

/// The set that has a sticker, and the place there.
pub(crate) fn find<'a>(sets: &'a mut StickerSets, file_id: &str) -> Option<(&'a mut StickerSet, usize)> {
    sets.values_mut().find_map(|set| set.place(file_id).map(|place| (set, place)))
}
