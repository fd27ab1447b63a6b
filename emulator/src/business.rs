//! People let the bot answer for their business accounts.

use crate::{Emulator, Sent, User};

/// A business account that the bot works for; from [`User::connect_business`].
///
/// Its chats with customers are shown as theirs with the bot.
#[derive(Clone, Debug)]
pub struct BusinessAccount {
    emulator: Emulator,
    owner: i64,
    id: String,
}

impl User {
    /// Lets the bot work for this person's business account.
    ///
    /// # Panics
    /// Never: the person is this emulator's.
    pub fn connect_business(&self) -> BusinessAccount {
        let connected = self.emulator().state().world().connect_business(self.id());
        let (id, _) = connected.expect("the person is this emulator's");
        BusinessAccount { emulator: self.emulator().clone(), owner: self.id(), id }
    }
}

impl BusinessAccount {
    /// The `business_connection_id`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A customer writes to the account.
    ///
    /// # Panics
    /// If the customer is another emulator's.
    #[track_caller]
    pub fn message_from(&self, customer: &User, text: &str) -> Sent {
        self.message(customer.id(), customer.id(), text)
    }

    /// The owner writes to a customer; the bot hears of that, too.
    ///
    /// # Panics
    /// If the customer is another emulator's.
    #[track_caller]
    pub fn message_to(&self, customer: &User, text: &str) -> Sent {
        self.message(customer.id(), self.owner, text)
    }

    /// Changes the text of a message.
    ///
    /// # Panics
    /// If it is another emulator's.
    #[track_caller]
    pub fn edit(&self, sent: &Sent, text: &str) -> Sent {
        let edited = self.emulator.state().world().edit_business_message(sent.chat_id, sent.message_id, text);
        Sent { update_id: edited.expect("the message is this emulator's"), ..*sent }
    }

    /// Deletes messages that were exchanged with a customer: the update's id.
    ///
    /// # Panics
    /// If the customer is another emulator's.
    #[track_caller]
    pub fn delete(&self, customer: &User, sent: &[Sent]) -> i64 {
        let ids: Vec<i64> = sent.iter().map(|sent| sent.message_id).collect();
        let deleted = self.emulator.state().world().delete_business_messages(&self.id, customer.id(), &ids);
        deleted.expect("the customer is this emulator's")
    }

    /// Ends the connection: the update's id.
    ///
    /// # Panics
    /// Never: connections stay known.
    pub fn disconnect(&self) -> i64 {
        let told = self.emulator.state().world().disconnect_business(&self.id);
        told.expect("connections stay known")
    }

    #[track_caller]
    fn message(&self, customer: i64, by: i64, text: &str) -> Sent {
        let sent = self.emulator.state().world().business_message(&self.id, customer, by, text);
        let (message_id, update_id) = sent.expect("the customer is this emulator's");
        Sent { chat_id: customer, message_id, update_id }
    }
}
