//! Invoices and payments.

use serde_json::{Value, json};

use super::{Outcome, markup, outgoing, places::required};
use crate::{
    fields::Fields,
    params::Params,
    refusal::Refusal,
    world::{Content, InvoicePlace, InvoiceTerms, Markup, World},
};

const LONGEST_TITLE: usize = 32;
const LONGEST_DESCRIPTION: usize = 255;
/// In bytes.
const LONGEST_PAYLOAD: usize = 128;
const STARS: &str = "XTR";
const MOST_TRANSACTIONS: usize = 100;

/// <https://core.telegram.org/bots/api#sendinvoice>
pub(super) fn send_invoice(world: &mut World, params: &Params) -> Outcome {
    let (invoice, terms) = invoice(params)?;
    let envelope = outgoing::envelope(world, params)?;
    if let Some(Markup::Inline(keyboard)) = &envelope.markup
        && markup::refuse_payment(keyboard).is_ok()
    {
        return Err(Refusal::bad_request("REPLY_MARKUP_BUY_EMPTY"));
    }
    let message = world.reply(envelope.with(Content::media("invoice", invoice)))?;
    let id = |value: &Value| value.as_i64().unwrap_or(0);
    let place = InvoicePlace::Message(id(&message["chat"]["id"]), id(&message["message_id"]));
    world.till.add_invoice(place, terms);
    Ok(message)
}

/// <https://core.telegram.org/bots/api#createinvoicelink>
pub(super) fn create_invoice_link(world: &mut World, params: &Params) -> Outcome {
    let (_, terms) = invoice(params)?;
    let link = world.till.link();
    world.till.add_invoice(InvoicePlace::Link(link.clone()), terms);
    Ok(json!(link))
}

/// The `Invoice` object, and what is to be paid.
fn invoice(params: &Params) -> Result<(Value, InvoiceTerms), Refusal> {
    let bad = |reason: &str| Refusal::bad_request(reason);
    let title = required(params, "title")?;
    let description = required(params, "description")?;
    let payload = required(params, "payload")?;
    let currency = required(params, "currency")?;
    let prices = prices(params, "prices")?;
    if title.chars().count() > LONGEST_TITLE {
        return Err(bad("INVOICE_TITLE_INVALID"));
    }
    if description.chars().count() > LONGEST_DESCRIPTION {
        return Err(bad("INVOICE_DESCRIPTION_INVALID"));
    }
    if payload.len() > LONGEST_PAYLOAD {
        return Err(bad("INVOICE_PAYLOAD_INVALID"));
    }
    let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code {
        return Err(bad("CURRENCY_INVALID"));
    }
    let has_provider = params.text("provider_token").is_some_and(|token| !token.is_empty());
    if has_provider == (currency == STARS) {
        return Err(bad("PAYMENT_PROVIDER_INVALID"));
    }
    let total: i64 = prices.iter().sum();
    if total <= 0 || (currency == STARS && prices.len() != 1) {
        return Err(bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
    }
    let shown = json!({
        "title": title, "description": description, "currency": currency, "total_amount": total,
        "start_parameter": params.text("start_parameter").unwrap_or_default(),
    });
    let needs = [
        ("need_name", "name"),
        ("need_phone_number", "phone_number"),
        ("need_email", "email"),
        ("need_shipping_address", "shipping_address"),
    ];
    let needs: Vec<_> =
        needs.into_iter().filter(|(name, _)| params.flag(name)).map(|(_, need)| need).collect();
    let is_flexible = params.flag("is_flexible") && needs.contains(&"shipping_address");
    Ok((shown, InvoiceTerms { payload, currency, total, is_flexible, needs }))
}

/// The amounts of an array of `LabeledPrice`.
fn prices(params: &Params, name: &str) -> Result<Vec<i64>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse prices JSON object");
    let given = params.json(name).map_err(unreadable)?;
    let given = given.ok_or_else(|| Refusal::bad_request(&format!("parameter \"{name}\" is required")))?;
    amounts(&given).map_err(|reason| Refusal::worded(&reason))
}

fn amounts(prices: &Value) -> Result<Vec<i64>, String> {
    let prices = prices.as_array().ok_or("Expected an Array of labeled prices")?;
    let read = |price: &Value| amount(price).map_err(|reason| format!("Can't parse labeled price: {reason}"));
    let amounts = prices.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if amounts.is_empty() { Err("There must be at least one price".to_owned()) } else { Ok(amounts) }
}

fn amount(price: &Value) -> Result<i64, String> {
    let fields = Fields(price.as_object().ok_or("LabeledPrice must be an Object")?);
    if fields.required_text("label")?.is_empty() {
        return Err("LabeledPrice label must be non-empty".to_owned());
    }
    fields.required_integer("amount")
}

/// <https://core.telegram.org/bots/api#answershippingquery>
pub(super) fn answer_shipping_query(world: &mut World, params: &Params) -> Outcome {
    let answer =
        if params.flag("ok") { Ok(first_option(params)?) } else { Err(required(params, "error_message")?) };
    let id = params.integer("shipping_query_id").unwrap_or(0);
    answered(world.answer_shipping(id, answer))
}

/// Id and price of the first `ShippingOption`.
fn first_option(params: &Params) -> Result<(String, i64), Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse shipping options JSON object");
    let given = params.json("shipping_options").map_err(unreadable)?;
    let given = given.ok_or_else(|| Refusal::bad_request("parameter \"shipping_options\" is required"))?;
    let given = given.as_array();
    let given = given.ok_or_else(|| Refusal::bad_request("expected an Array of shipping options"))?;
    let wrong = |reason: String| Refusal::bad_request(&format!("can't parse shipping option: {reason}"));
    let options = given.iter().map(|given| option(given).map_err(wrong)).collect::<Result<Vec<_>, _>>()?;
    let first = options.into_iter().next();
    first.ok_or_else(|| Refusal::bad_request("there must be at least one shipping option"))
}

fn option(given: &Value) -> Result<(String, i64), String> {
    let fields = Fields(given.as_object().ok_or("ShippingOption must be an Object")?);
    let (id, title) = (fields.required_text("id")?, fields.required_text("title")?);
    for (text, name) in [(&id, "identifier"), (&title, "title")] {
        if text.is_empty() {
            return Err(format!("ShippingOption {name} must be non-empty"));
        }
    }
    let prices = fields.raw("prices").ok_or("Can't find field \"prices\"")?;
    let prices = amounts(prices).map_err(|reason| format!("Can't parse shipping option prices: {reason}"))?;
    Ok((id, prices.iter().sum()))
}

/// <https://core.telegram.org/bots/api#answerprecheckoutquery>
pub(super) fn answer_pre_checkout_query(world: &mut World, params: &Params) -> Outcome {
    let answer = if params.flag("ok") { Ok(()) } else { Err(required(params, "error_message")?) };
    let id = params.integer("pre_checkout_query_id").unwrap_or(0);
    answered(world.answer_checkout(id, answer))
}

fn answered(was_open: bool) -> Outcome {
    let reason = "query is too old and response timeout expired or query ID is invalid";
    if was_open { Ok(json!(true)) } else { Err(Refusal::bad_request(reason)) }
}

/// <https://core.telegram.org/bots/api#refundstarpayment>
pub(super) fn refund_star_payment(world: &mut World, params: &Params) -> Outcome {
    let person = params.integer("user_id").filter(|id| world.user(*id).is_some());
    let person = person.ok_or_else(|| Refusal::bad_request("user not found"))?;
    let charge = required(params, "telegram_payment_charge_id")?;
    world.refund(person, &charge).map_err(Refusal::bad_request)?;
    Ok(json!(true))
}

/// <https://core.telegram.org/bots/api#getstartransactions>
pub(super) fn get_star_transactions(world: &mut World, params: &Params) -> Outcome {
    let count = |name: &str, usual: usize| match params.integer(name) {
        Some(count) => usize::try_from(count).unwrap_or(0),
        None => usual,
    };
    let limit = count("limit", MOST_TRANSACTIONS).min(MOST_TRANSACTIONS);
    let all = world.star_transactions();
    let page: Vec<_> = all.into_iter().skip(count("offset", 0)).take(limit).collect();
    Ok(json!({ "transactions": page }))
}

/// <https://core.telegram.org/bots/api#getmystarbalance>
pub(super) fn get_my_star_balance(world: &mut World, _: &Params) -> Outcome {
    Ok(json!({ "amount": world.star_balance() }))
}
