//! Groups become supergroups.

use crate::{Chat, MigrationNotice, Sent, User};

/// An upgrade that is about to happen; [`run`](Upgrade::run) does it.
///
/// Telegram tells of it in two messages. By default the bot gets both, the old chat's first.
#[derive(Clone, Debug)]
#[must_use = "nothing is upgraded until `run`"]
pub struct Upgrade {
    group: Chat,
    by: Option<i64>,
    notices: Vec<MigrationNotice>,
}

/// A group that was upgraded.
#[derive(Clone, Debug)]
pub struct Upgraded {
    old: Chat,
    new: Chat,
    /// The updates that told of it, in order.
    updates: Vec<i64>,
}

impl Chat {
    /// Upgrades the group to a supergroup, which is another chat: the bot gets the old chat's message, then the
    /// new one's. The old chat keeps its messages and their buttons, but nobody can write there any more.
    ///
    /// # Panics
    /// If this is no group, or one that was upgraded already.
    #[track_caller]
    pub fn upgrade(&self) -> Chat {
        self.upgrading().run().new_chat().clone()
    }

    /// Begins an upgrade of which the bot hears otherwise than usual.
    ///
    /// ```
    /// # use pouch_emulator::{Emulator, MigrationNotice::{FromOld, ToNew}};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::start().await?;
    /// let friends = emulator.group("Friends");
    /// // The new chat's message comes twice, the old one's not yet ...
    /// let upgraded = friends.upgrading().notices(&[FromOld, FromOld]).run();
    /// assert_eq!(emulator.pending_updates(), 2);
    /// // ... but late.
    /// upgraded.deliver(ToNew);
    /// assert_eq!(emulator.pending_updates(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upgrading(&self) -> Upgrade {
        let notices = vec![MigrationNotice::ToNew, MigrationNotice::FromOld];
        Upgrade { group: self.clone(), by: None, notices }
    }
}

impl Upgrade {
    /// Says who does it; otherwise the owner, or an administrator whom nobody knows.
    pub fn by(mut self, user: &User) -> Self {
        self.by = Some(user.id());
        self
    }

    /// Says which messages the bot gets, in which order. One that is not listed is lost, or comes late with
    /// [`Upgraded::deliver`]; one that is listed twice comes twice, as two updates.
    pub fn notices(mut self, notices: &[MigrationNotice]) -> Self {
        self.notices = notices.to_vec();
        self
    }

    /// Upgrades the group.
    ///
    /// # Panics
    /// If this is no group, or one that was upgraded already.
    #[track_caller]
    pub fn run(self) -> Upgraded {
        let emulator = self.group.emulator().clone();
        let old = self.group.id();
        let new = emulator.state().world().upgrade(old, self.by);
        let new = new.expect("only a group that was not upgraded before can be upgraded");
        let mut upgraded = Upgraded { old: self.group, new: Chat::new(emulator, new), updates: Vec::new() };
        upgraded.updates = self.notices.iter().map(|notice| upgraded.deliver(*notice).update_id).collect();
        upgraded
    }
}

impl Upgraded {
    /// The group that was.
    pub fn old_chat(&self) -> &Chat {
        &self.old
    }

    /// The supergroup that it is now.
    pub fn new_chat(&self) -> &Chat {
        &self.new
    }

    /// The updates that told of it when it happened, in order.
    pub fn updates(&self) -> &[i64] {
        &self.updates
    }

    /// Lets one of the two messages come now, for the first time or again, as an update of its own.
    ///
    /// # Panics
    /// If that message was deleted.
    pub fn deliver(&self, notice: MigrationNotice) -> Sent {
        let told = self.old.emulator().state().world().announce_upgrade(self.old.id(), notice);
        let (chat_id, message_id, update_id) = told.expect("the message was not deleted");
        Sent { chat_id, message_id, update_id }
    }
}
