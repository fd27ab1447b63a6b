//! A shop: invoices, the last word before somebody pays, and orders that are kept with what has been paid.

use pouch::prelude::*;

/// What is sold.
#[derive(Choice, Clone, Copy, PartialEq, Eq)]
enum Tea {
    Green,
    Black,
}

const CUPS: u32 = 3;

/// How many cups were sold, of those that there are. A payment and the stock change in one transaction.
#[bot_data]
#[derive(Default)]
struct Stock {
    sold: u32,
}

/// What somebody has bought.
#[user_data]
#[derive(Default)]
struct Orders {
    paid: Vec<Order>,
}

#[derive(pouch::serde::Serialize, pouch::serde::Deserialize)]
#[serde(crate = "pouch::serde")]
struct Order {
    what: String,
    /// By which Telegram finds the payment again.
    charge: String,
}

/// Buy a cup of tea
#[command("buy")]
fn buy(tea: Tea) -> Reply {
    let name = format!("{} tea", tea.label());
    Reply::invoice(&name, "A cup, served at once", &name, Price::stars(5))
}

#[on(pre_checkout_query)]
fn may_pay(stock: &Stock) -> Checkout {
    if stock.sold < CUPS { Checkout::accept() } else { Checkout::refuse("Sorry, we are sold out.") }
}

#[message(successful_payment)]
fn paid(stock: &mut Stock, orders: &mut Orders, payment: &SuccessfulPayment) -> String {
    stock.sold += 1;
    let (what, charge) = (&payment.invoice_payload, &payment.telegram_payment_charge_id.0);
    orders.paid.push(Order { what: what.clone(), charge: charge.clone() });
    format!("Here is your {what}.")
}

/// What you have bought
#[command("orders")]
fn orders(orders: &Orders) -> String {
    let list: Vec<&str> = orders.paid.iter().map(|order| order.what.as_str()).collect();
    if list.is_empty() { "Nothing yet".to_owned() } else { list.join("\n") }
}

/// Get the money back for what you bought last
#[command("refund")]
fn refund(stock: &mut Stock, orders: &mut Orders, user: &User) -> Result<(Call, String), UserError> {
    let Order { what, charge } = orders.paid.pop().ok_or_else(|| say!("You have bought nothing."))?;
    stock.sold = stock.sold.saturating_sub(1);
    let back = json!({ "user_id": user.id, "telegram_payment_charge_id": charge });
    Ok((Call::new("refundStarPayment", back), format!("You get your stars back for the {what}.")))
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![buy, may_pay, paid, orders, refund]).run().await
}

#[cfg(test)]
#[path = "tests/shop.rs"]
mod tests;
