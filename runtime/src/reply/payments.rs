//! Selling: invoices, and the answers to what Telegram asks before somebody pays.

use serde_json::{Map, Value, json};
use teloxide_core::types::{LabeledPrice, ShippingOption};

use super::into_reply::IntoReply;
use super::message::Reply;
use super::outcome::Outcome;
use crate::failure::Failure;

/// What something costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    currency: String,
    provider_token: String,
    parts: Vec<LabeledPrice>,
}

impl Price {
    /// So many Telegram Stars, with which digital goods are paid for.
    pub fn stars(amount: u32) -> Self {
        let parts = vec![LabeledPrice::new("Price", amount)];
        Price { currency: "XTR".to_owned(), provider_token: String::new(), parts }
    }

    /// Money of a currency such as `EUR`, in its smallest unit (cents), which a payment provider takes in. The token is
    /// `@BotFather`'s for that provider. All parts together are the price.
    pub fn money<L: Into<String>>(
        currency: impl Into<String>,
        provider_token: impl Into<String>,
        parts: impl IntoIterator<Item = (L, u32)>,
    ) -> Self {
        let parts = parts.into_iter().map(|(label, amount)| LabeledPrice::new(label, amount)).collect();
        Price { currency: currency.into(), provider_token: provider_token.into(), parts }
    }
}

impl Reply {
    /// An invoice, with a button that pays. The `payload` is for the bot, which finds it in the payment: 128 bytes at most.
    ///
    /// Before somebody pays, Telegram asks `#[on(pre_checkout_query)]`, which answers with a [`Checkout`]; then the payment
    /// comes as a message with `successful_payment`.
    ///
    /// ```
    /// use pouch::prelude::*;
    ///
    /// /// Buy a cup of tea
    /// #[command("tea")]
    /// fn tea() -> Reply {
    ///     Reply::invoice("Tea", "A cup of green tea", "tea", Price::stars(5))
    /// }
    ///
    /// #[on(pre_checkout_query)]
    /// fn may_pay() -> Checkout {
    ///     Checkout::accept()
    /// }
    ///
    /// #[message(successful_payment)]
    /// fn paid(payment: &SuccessfulPayment) -> String {
    ///     format!("Here is your {}.", payment.invoice_payload)
    /// }
    /// ```
    pub fn invoice(
        title: impl Into<String>,
        description: impl Into<String>,
        payload: impl Into<String>,
        price: Price,
    ) -> Self {
        let texts = [title.into(), description.into(), payload.into()];
        let Price { currency, provider_token, parts } = price;
        let invoice = json!({
            "title": texts[0], "description": texts[1], "payload": texts[2],
            "currency": currency, "provider_token": provider_token, "prices": parts,
        });
        Reply::described("sendInvoice", &invoice)
    }
}

/// Says whether somebody can pay: the answer to a pre-checkout query, which Telegram waits 10 seconds for.
///
/// Returned by an `#[on(pre_checkout_query)]` function. If that fails, the payment is refused; the text of a
/// [`say!`](crate::say) is the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a query is answered when a handler returns this"]
pub struct Checkout {
    refusal: Option<String>,
}

impl Checkout {
    /// All is there; the payment goes on.
    pub fn accept() -> Self {
        Checkout { refusal: None }
    }

    /// There is no payment, and the person is told why.
    pub fn refuse(reason: impl Into<String>) -> Self {
        Checkout { refusal: Some(reason.into()) }
    }
}

/// Says where something can be sent and for how much: the answer to a shipping query.
///
/// Returned by an `#[on(shipping_query)]` function. If that fails, the order is refused; the text of a
/// [`say!`](crate::say) is the reason.
///
/// ```
/// use pouch::prelude::*;
///
/// #[on(shipping_query)]
/// fn ship(query: &ShippingQuery) -> Shipping {
///     match query.shipping_address.country_code {
///         pouch::types::CountryCode::IS => Shipping::offer([("mail", "By mail", 500), ("walk", "I come by", 0)]),
///         _ => Shipping::refuse("We ship on Iceland only."),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a query is answered when a handler returns this"]
pub struct Shipping {
    options: Result<Vec<ShippingOption>, String>,
}

impl Shipping {
    /// Ways to send it: an id, which comes with the order, a title and the price in the smallest unit of the currency.
    pub fn offer<I: Into<String>, T: Into<String>>(options: impl IntoIterator<Item = (I, T, u32)>) -> Self {
        let option = |(id, title, price): (I, T, u32)| {
            let title = title.into();
            ShippingOption::new(id, title.clone(), [LabeledPrice::new(title, price)])
        };
        Shipping::options(options.into_iter().map(option))
    }

    /// The same with prices that have several parts.
    pub fn options(options: impl IntoIterator<Item = ShippingOption>) -> Self {
        Shipping { options: Ok(options.into_iter().collect()) }
    }

    /// It can't be sent there, and the person is told why.
    pub fn refuse(reason: impl Into<String>) -> Self {
        Shipping { options: Err(reason.into()) }
    }
}

impl IntoReply for Checkout {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let query = outcome.query("pre_checkout_query", "Checkout")?;
        let answer = answer("pre_checkout_query_id", &query, self.refusal);
        outcome.push(outcome.lane(), "answerPreCheckoutQuery", &answer)
    }
}

impl IntoReply for Shipping {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        let query = outcome.query("shipping_query", "Shipping")?;
        let (options, refusal) = match self.options {
            Ok(options) if options.is_empty() => {
                let none = "`Shipping::offer` has no options: return `Shipping::refuse` with the reason";
                return Err(Failure::Returned(none.into()));
            }
            Ok(options) => (Some(options), None),
            Err(reason) => (None, Some(reason)),
        };
        let mut answer = answer("shipping_query_id", &query, refusal);
        if let Some(options) = options {
            answer.insert("shipping_options".to_owned(), json!(options));
        }
        outcome.push(outcome.lane(), "answerShippingQuery", &answer)
    }
}

fn answer(id: &str, query: &str, refusal: Option<String>) -> Map<String, Value> {
    let mut answer =
        Map::from_iter([(id.to_owned(), Value::from(query)), ("ok".to_owned(), refusal.is_none().into())]);
    if let Some(reason) = refusal {
        answer.insert("error_message".to_owned(), reason.into());
    }
    answer
}
