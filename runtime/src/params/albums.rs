//! Albums: what handlers borrow of them, and where their messages wait for the last one.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide_core::types::{MediaAudio, MediaDocument, MediaPhoto, MediaVideo, Message};

use super::borrow::{Borrow, Need};
use super::call::Call;
use super::lend::Lend;
use crate::data::own_record;
use crate::failure::Failure;
use crate::update::{Fields, Incoming, Part};

/// The albums of a chat of which more messages may come: a record of the chat.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Gathered {
    /// The oldest first. There is one, unless a group with one became a supergroup with another.
    albums: Vec<Album>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Album {
    /// By which Telegram knows it.
    name: String,
    /// The updates that brought its messages, in their order.
    updates: Vec<Box<RawValue>>,
}

own_record!(Gathered: Chat, "pouch::albums", merge = Gathered::join);

impl Gathered {
    fn join(group: Gathered, supergroup: &mut Gathered) {
        supergroup.albums.splice(..0, group.albums);
    }

    /// Whether messages of that album wait.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.albums.iter().any(|album| album.name == name)
    }

    /// Adds the update that brought a message of that album.
    pub(crate) fn add(&mut self, name: String, update: Box<RawValue>) {
        match self.albums.iter_mut().find(|album| album.name == name) {
            Some(album) => album.updates.push(update),
            None => self.albums.push(Album { name, updates: vec![update] }),
        }
    }

    /// The name of the first album, and the updates that brought its messages.
    pub(crate) fn first(&self) -> Option<(&str, &[Box<RawValue>])> {
        self.albums.first().map(|album| (album.name.as_str(), album.updates.as_slice()))
    }

    /// Takes the first album out.
    pub(crate) fn take_first(&mut self) -> Option<Vec<Box<RawValue>>> {
        (!self.albums.is_empty()).then(|| self.albums.remove(0).updates)
    }
}

/// Implements [`Lend`] for slices of what an album holds.
macro_rules! lend_albums {
    ($($item:ty: $find:expr;)*) => {$(
        impl Lend for [$item] {
            type Guard<'a> = Vec<$item>;

            const BORROW: Borrow = Borrow::of(Need::Part(Part::Album));

            async fn lend_optional(call: &Call) -> Result<Option<Self::Guard<'_>>, Failure> {
                let find: fn(&Incoming) -> Vec<$item> = $find;
                Ok(Some(find(&call.incoming)))
            }
        }
    )*};
}

lend_albums! {
    Message: Incoming::messages;
    MediaPhoto: |incoming| incoming.messages_with(const { Fields::of(&["photo"]) });
    MediaVideo: |incoming| incoming.messages_with(const { Fields::of(&["video"]) });
    MediaDocument: |incoming| incoming.messages_with(const { Fields::of(&["document"]) });
    MediaAudio: |incoming| incoming.messages_with(const { Fields::of(&["audio"]) });
}
