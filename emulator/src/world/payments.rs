//! Invoices, and people who pay them.

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Barred, World, bot, service::fields};

/// How many seconds the bot has to confirm a payment: <https://core.telegram.org/bots/api#answerprecheckoutquery>.
const LONGEST_WAIT: u64 = 10;

/// What is to be paid.
#[derive(Clone, Debug)]
pub(crate) struct InvoiceTerms {
    pub(crate) payload: String,
    pub(crate) currency: String,
    pub(crate) total: i64,
    /// The price depends on the shipping address.
    pub(crate) is_flexible: bool,
    /// What the bot wants to know of who pays: `name`, `phone_number`, `email`, `shipping_address`.
    pub(crate) needs: Vec<&'static str>,
}

/// How a payment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaymentOutcome {
    /// The bot got the money, and a message about it with this `telegram_payment_charge_id`.
    Paid(String),
    /// The bot refused, with this explanation.
    Refused(String),
}

/// Where a payment is.
#[derive(Clone, Debug)]
enum Stage {
    /// The bot has to answer the shipping query.
    Shipping,
    /// The bot has to answer the pre-checkout query.
    Checkout,
    Over(PaymentOutcome),
}

struct Payment {
    id: i64,
    person: i64,
    chat_id: i64,
    terms: InvoiceTerms,
    shipping_option: Option<String>,
    stage: Stage,
    /// When the query was sent that the bot has to answer.
    at: u64,
    is_refunded: bool,
}

/// All invoices and payments.
pub(crate) struct Till {
    /// By the message or the link that shows them.
    invoices: Vec<(InvoicePlace, InvoiceTerms)>,
    payments: Vec<Payment>,
    next_id: i64,
    changes: watch::Sender<()>,
}

/// Where an invoice is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InvoicePlace {
    /// Chat and message.
    Message(i64, i64),
    Link(String),
}

impl Till {
    /// Empty. Ids follow from the time, so that those of an earlier emulator are not used again.
    pub(super) fn new(now: u64) -> Self {
        let next_id = i64::try_from(now).unwrap_or(0) << 16;
        Self { invoices: Vec::new(), payments: Vec::new(), next_id, changes: watch::Sender::new(()) }
    }

    pub(crate) fn add_invoice(&mut self, place: InvoicePlace, terms: InvoiceTerms) {
        self.invoices.push((place, terms));
    }

    /// A new address of an invoice.
    pub(crate) fn link(&self) -> String {
        format!("https://t.me/$pouch{}", self.next_id + i64::try_from(self.invoices.len()).unwrap_or(0))
    }

    /// How a payment ended, if it has.
    pub(crate) fn outcome(&self, id: i64) -> Option<PaymentOutcome> {
        match &self.payments.iter().find(|payment| payment.id == id)?.stage {
            Stage::Over(outcome) => Some(outcome.clone()),
            _ => None,
        }
    }

    /// Changes whenever a payment ends.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// The payment whose query has this id, if it waits for such an answer.
    fn waiting(&mut self, id: i64, is_shipping: bool, now: u64) -> Option<&mut Payment> {
        let payment = self.payments.iter_mut().find(|payment| payment.id == id)?;
        let is_asked = match payment.stage {
            Stage::Shipping => is_shipping,
            Stage::Checkout => !is_shipping,
            Stage::Over(_) => false,
        };
        (is_asked && now.saturating_sub(payment.at) <= LONGEST_WAIT).then_some(payment)
    }

    fn end(&mut self, id: i64, outcome: PaymentOutcome) {
        if let Some(payment) = self.payments.iter_mut().find(|payment| payment.id == id) {
            payment.stage = Stage::Over(outcome);
            self.changes.send_replace(());
        }
    }
}

impl World {
    /// Lets a person pay: the payment's id, and that of the update in which the bot is asked.
    pub(crate) fn pay(&mut self, person: i64, place: &InvoicePlace) -> Result<(i64, i64), Barred> {
        let invoice = self.till.invoices.iter().rfind(|(own, _)| own == place);
        let terms = invoice.map(|(_, terms)| terms.clone()).ok_or(Barred("there is no invoice"))?;
        let id = self.till.next_id;
        self.till.next_id += 1;
        let chat_id = match place {
            InvoicePlace::Message(chat_id, _) => *chat_id,
            InvoicePlace::Link(_) => person,
        };
        let at = self.clock.now();
        let (stage, is_refunded) = (Stage::Checkout, false);
        let payment = Payment { id, person, chat_id, terms, shipping_option: None, stage, at, is_refunded };
        self.till.payments.push(payment);
        let update = if self.payment(id).is_some_and(|payment| payment.terms.is_flexible) {
            self.ask_shipping(id)
        } else {
            self.ask_checkout(id)
        };
        Ok((id, update))
    }

    fn payment(&self, id: i64) -> Option<&Payment> {
        self.till.payments.iter().find(|payment| payment.id == id)
    }

    fn ask_shipping(&mut self, id: i64) -> i64 {
        let Some(payment) = self.till.payments.iter_mut().find(|payment| payment.id == id) else { return 0 };
        payment.stage = Stage::Shipping;
        let query = json!({
            "id": id.to_string(), "from": self.people.get(&payment.person),
            "invoice_payload": payment.terms.payload, "shipping_address": address(),
        });
        self.queue.add("shipping_query", query)
    }

    fn ask_checkout(&mut self, id: i64) -> i64 {
        let now = self.clock.now();
        let Some(payment) = self.till.payments.iter_mut().find(|payment| payment.id == id) else { return 0 };
        (payment.stage, payment.at) = (Stage::Checkout, now);
        let mut query = json!({
            "id": id.to_string(), "from": self.people.get(&payment.person), "currency": payment.terms.currency,
            "total_amount": payment.terms.total, "invoice_payload": payment.terms.payload,
        });
        payment.add_order(&mut query);
        self.queue.add("pre_checkout_query", query)
    }

    /// Takes the answer to a shipping query: the options, each with its id and price, or why there are none. The person
    /// takes the first. False if no such query waits.
    pub(crate) fn answer_shipping(&mut self, id: i64, answer: Result<(String, i64), String>) -> bool {
        let now = self.clock.now();
        let Some(payment) = self.till.waiting(id, true, now) else { return false };
        match answer {
            Ok((option, price)) => {
                payment.shipping_option = Some(option);
                payment.terms.total += price;
                self.ask_checkout(id);
            }
            Err(reason) => self.till.end(id, PaymentOutcome::Refused(reason)),
        }
        true
    }

    /// Takes the answer to a pre-checkout query. False if no such query waits.
    pub(crate) fn answer_checkout(&mut self, id: i64, answer: Result<(), String>) -> bool {
        let now = self.clock.now();
        let Some(payment) = self.till.waiting(id, false, now) else { return false };
        match answer {
            Ok(()) => {
                let charge = payment.charge_id();
                let (chat_id, person) = (payment.chat_id, payment.person);
                let paid = payment.successful();
                let from = self.people.get(&person).cloned().unwrap_or_default();
                self.till.end(id, PaymentOutcome::Paid(charge));
                self.tell(chat_id, fields([("from", from), ("successful_payment", paid)]));
            }
            Err(reason) => self.till.end(id, PaymentOutcome::Refused(reason)),
        }
        true
    }

    /// Gives Stars back; or says why not.
    pub(crate) fn refund(&mut self, person: i64, charge_id: &str) -> Result<(), &'static str> {
        let mut payments = self.till.payments.iter_mut();
        let payment = payments.find(|payment| {
            let is_paid = matches!(payment.stage, Stage::Over(PaymentOutcome::Paid(_)));
            is_paid && payment.person == person && payment.is_stars() && payment.charge_id() == charge_id
        });
        let payment = payment.ok_or("CHARGE_NOT_FOUND")?;
        if payment.is_refunded {
            return Err("CHARGE_ALREADY_REFUNDED");
        }
        payment.is_refunded = true;
        let refunded = json!({
            "currency": "XTR", "total_amount": payment.terms.total, "invoice_payload": payment.terms.payload,
            "telegram_payment_charge_id": charge_id,
        });
        self.tell(person, fields([("from", bot()), ("refunded_payment", refunded)]));
        Ok(())
    }

    /// The bot's `StarTransaction`s, in the order of payment; a refund follows its payment.
    pub(crate) fn star_transactions(&self) -> Vec<Value> {
        let paid = self.till.payments.iter().filter(|payment| {
            payment.is_stars() && matches!(payment.stage, Stage::Over(PaymentOutcome::Paid(_)))
        });
        let both = paid.flat_map(|payment| {
            let partner = json!({
                "type": "user", "transaction_type": "invoice_payment", "user": self.people.get(&payment.person),
                "invoice_payload": payment.terms.payload,
            });
            let transaction = |side: &str| {
                json!({
                    "id": payment.charge_id(), "amount": payment.terms.total, "date": payment.at, side: partner,
                })
            };
            let refund = payment.is_refunded.then(|| transaction("receiver"));
            [Some(transaction("source")), refund].into_iter().flatten()
        });
        both.collect()
    }

    /// How many Stars the bot has.
    pub(crate) fn star_balance(&self) -> i64 {
        let transactions = self.star_transactions();
        let amounts = transactions.iter().map(|transaction| {
            let amount = transaction["amount"].as_i64().unwrap_or(0);
            if transaction.get("source").is_some() { amount } else { -amount }
        });
        amounts.sum()
    }
}

impl Payment {
    fn is_stars(&self) -> bool {
        self.terms.currency == "XTR"
    }

    fn charge_id(&self) -> String {
        format!("pouch_charge_{}", self.id)
    }

    /// Adds what the bot gets to know of the order.
    fn add_order(&self, query: &mut Value) {
        if let Some(option) = &self.shipping_option {
            query["shipping_option_id"] = json!(option);
        }
        if self.terms.needs.is_empty() {
            return;
        }
        let answer = |need: &&'static str| match *need {
            "name" => json!("Somebody"),
            "phone_number" => json!("9996600000"),
            "email" => json!("somebody@example.com"),
            _ => address(),
        };
        let needs = &self.terms.needs;
        query["order_info"] = needs.iter().map(|need| ((*need).to_owned(), answer(need))).collect();
    }

    /// The `SuccessfulPayment`.
    fn successful(&self) -> Value {
        let mut paid = json!({
            "currency": self.terms.currency, "total_amount": self.terms.total,
            "invoice_payload": self.terms.payload, "telegram_payment_charge_id": self.charge_id(),
            "provider_payment_charge_id": format!("provider_{}", self.id),
        });
        self.add_order(&mut paid);
        paid
    }
}

/// Where everybody here lives.
fn address() -> Value {
    json!({
        "country_code": "AQ", "state": "", "city": "Nowhere", "street_line1": "1 Example Street",
        "street_line2": "", "post_code": "00000",
    })
}
