//! People pay invoices.

use tokio::time::{Instant, timeout_at};

use crate::{Emulator, Message, PaymentOutcome, Timeout, User, actors::PATIENCE, world::InvoicePlace};

/// A payment that a person has begun; the bot has to confirm it.
#[derive(Clone, Debug)]
#[must_use = "a payment that nobody looks at may fail; say `let _ =` if that is meant"]
pub struct Payment {
    emulator: Emulator,
    person: i64,
    id: i64,
    update_id: i64,
}

impl User {
    /// Pays the invoice in this message. If the price depends on the address, the bot gets a `shipping_query` first, and
    /// the person takes the first option of its answer; then it gets a `pre_checkout_query`.
    ///
    /// # Panics
    /// If there is no invoice in this message.
    #[track_caller]
    pub fn pay(&self, message: &Message) -> Payment {
        self.pay_at(&InvoicePlace::Message(message.chat_id, message.id))
    }

    /// Pays the invoice behind a link that the bot has made.
    ///
    /// # Panics
    /// If there is no such link.
    #[track_caller]
    pub fn pay_link(&self, link: &str) -> Payment {
        self.pay_at(&InvoicePlace::Link(link.to_owned()))
    }

    #[track_caller]
    fn pay_at(&self, place: &InvoicePlace) -> Payment {
        let emulator = self.emulator().clone();
        let payment = emulator.state().world().pay(self.id(), place);
        let (id, update_id) = payment.unwrap_or_else(|barred| panic!("{barred}"));
        Payment { emulator, person: self.id(), id, update_id }
    }
}

impl Payment {
    /// The `id` of the queries about it.
    pub fn query_id(&self) -> String {
        self.id.to_string()
    }

    /// The first update that asks the bot. It was not queued if the bot did not ask for its kind.
    pub fn update_id(&self) -> i64 {
        self.update_id
    }

    /// How it has ended, if it has.
    pub fn seen(&self) -> Option<PaymentOutcome> {
        self.emulator.state().world().till.outcome(self.id)
    }

    /// How it ends; waits up to 10 seconds for it.
    pub async fn outcome(&self) -> Result<PaymentOutcome, Timeout> {
        let deadline = Instant::now() + PATIENCE;
        let mut changes = self.emulator.state().world().till.changes();
        loop {
            if let Some(outcome) = self.seen() {
                return Ok(outcome);
            }
            if timeout_at(deadline, changes.changed()).await.is_err() {
                return Err(self.emulator.in_vain(self.person, "the bot's consent to a payment"));
            }
        }
    }
}
