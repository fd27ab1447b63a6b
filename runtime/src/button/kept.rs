//! What a chat's buttons have no room for, or must not do twice: kept in the store.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::digits;
use crate::data::own_record;

/// How many buttons of one chat are kept. The oldest one makes room for a new one, and is out of date then.
const MOST: usize = 500;

/// How many digits a key has. Keys are random, so that one that is free again never comes back.
const KEY_LEN: usize = digits::digits_for(60);

/// The buttons of a chat of which the store knows more than stands in them: a record of the chat, so it follows a group
/// that becomes a supergroup.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The oldest first.
    buttons: VecDeque<KeptButton>,
}

/// A button whose fields the store keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptButton {
    key: String,
    pub(super) fields: Vec<String>,
    /// Whether it is forgotten when it has been pressed.
    once: bool,
}

own_record!(Kept: Chat, "pouch::buttons", merge = Kept::join);

impl KeptButton {
    pub(super) fn new(fields: &[String], once: bool) -> Self {
        let key = digits::write_fixed(Uuid::new_v4().as_u128(), KEY_LEN);
        KeptButton { key, fields: fields.to_owned(), once }
    }

    /// By which the button in the message names this one.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}

impl Kept {
    /// Keeps the buttons of a group with those of the supergroup that it became.
    fn join(group: Kept, supergroup: &mut Kept) {
        let newer = std::mem::replace(supergroup, group);
        supergroup.add(newer.buttons);
    }

    /// The fields of the button with that key, if it is still kept.
    pub(super) fn fields(&self, key: &str) -> Option<Vec<String>> {
        self.buttons.iter().find(|button| button.key == key).map(|button| button.fields.clone())
    }

    /// Forgets the button with that key, if it was for one use.
    pub(crate) fn use_up(&mut self, key: &str) {
        self.buttons.retain(|button| !(button.once && button.key == key));
    }

    /// Keeps more buttons, and no more than there is room for.
    pub(crate) fn add(&mut self, new: impl IntoIterator<Item = KeptButton>) {
        self.buttons.extend(new);
        let surplus = self.buttons.len().saturating_sub(MOST);
        self.buttons.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_for_one_use_is_forgotten_and_the_oldest_make_room() {
        let mut kept = Kept::default();
        let (once, always) = (KeptButton::new(&["a".into()], true), KeptButton::new(&[], false));
        kept.add([once.clone(), always.clone()]);
        assert_eq!(kept.fields(once.key()), Some(vec!["a".to_owned()]));
        kept.use_up(once.key());
        kept.use_up(always.key());
        assert_eq!((kept.fields(once.key()), kept.fields(always.key())), (None, Some(Vec::new())));
        kept.add((0..MOST).map(|_| KeptButton::new(&[], false)));
        assert_eq!((kept.buttons.len(), kept.fields(always.key())), (MOST, None));
    }
}
