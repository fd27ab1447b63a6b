//! Which queues an update enters.

use super::keys::{Claim, Key};
use crate::router::{Router, Touch};
use crate::store::{Owner, Scope};
use crate::update::{Incoming, Migration};

/// The queues that an update enters, each once.
#[derive(Default)]
pub(super) struct Claims(Vec<Claim>);

impl Claims {
    /// A chat's updates go one after the other, so that its answers are in order.
    pub(super) fn enter_chat(&mut self, incoming: &Incoming) {
        if let Some(address) = &incoming.facts.address {
            self.add(Key::Chat(address.chat), true);
        }
    }

    /// The queues of the records that it may touch.
    pub(super) fn enter_records(&mut self, incoming: &Incoming, touches: &[Touch]) {
        for touch in touches {
            let key = match touch.scope {
                Scope::User => incoming.facts.user_owner().map(Key::User),
                Scope::Bot => Some(Key::Bot(touch.name)),
                // These belong to the chat, whose key is held anyway.
                Scope::Chat | Scope::Member | Scope::Topic => None,
            };
            if let Some(key) = key {
                self.add(key, touch.mutable);
            }
        }
    }

    /// The queue of one record.
    pub(super) fn enter_record(
        &mut self,
        scope: Scope,
        owner: Owner,
        name: &'static str,
        is_exclusive: bool,
    ) {
        let key = match scope {
            Scope::User => Key::User(owner.id),
            Scope::Bot => Key::Bot(name),
            Scope::Chat | Scope::Member | Scope::Topic => Key::Chat(owner.id),
        };
        self.add(key, is_exclusive);
    }

    /// The queues of everything that may belong to a person who is a member of these chats.
    pub(super) fn enter_person(&mut self, person: i64, chats: impl IntoIterator<Item = i64>) {
        self.add(Key::User(person), true);
        for chat in chats {
            self.add(Key::Chat(chat), true);
        }
    }

    /// The queues of everything that belongs to either id of a group, and of what its handlers touch.
    pub(super) fn enter_migration(&mut self, migration: &Migration, router: &Router) {
        for id in [migration.old.0, migration.new.0] {
            self.add(Key::Chat(id), true);
            self.add(Key::User(id), true);
        }
        let incoming = Incoming::of_migration(*migration);
        for entry in router.migration_handlers() {
            self.enter_records(&incoming, &router.touches([entry], &incoming));
        }
    }

    fn add(&mut self, key: Key, is_exclusive: bool) {
        match self.0.iter_mut().find(|claim| claim.key == key) {
            Some(claim) => claim.is_exclusive |= is_exclusive,
            None => self.0.push(Claim { key, is_exclusive }),
        }
    }

    pub(super) fn into_claims(self) -> Vec<Claim> {
        self.0
    }
}
