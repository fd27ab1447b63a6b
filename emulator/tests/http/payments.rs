//! Invoices and payments.

use crate::bot::Bot;
use pouch_emulator::{Emulator, PaymentOutcome, User};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

fn invoice(more: &Value) -> Value {
    let mut invoice = json!({
        "title": "Tea", "description": "A cup", "payload": "tea", "currency": "XTR",
        "prices": [{ "label": "Tea", "amount": 5 }],
    });
    invoice.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    invoice
}

async fn last_update(bot: &Bot) -> Value {
    bot.ok("getUpdates", json!({ "offset": -1 })).await[0].clone()
}

fn refused(reason: &str) -> (u64, String) {
    (400, format!("Bad Request: {reason}"))
}

#[tokio::test]
async fn a_payment_is_confirmed_told_and_refunded() {
    let (emulator, bot, ann) = start().await;
    let sent = bot.ok("sendInvoice", invoice(&json!({ "chat_id": ann.id() }))).await;
    assert_eq!(sent["invoice"]["total_amount"], 5);
    let message = emulator.messages(ann.id()).pop().unwrap();
    let payment = ann.pay(&message);
    let query = last_update(&bot).await["pre_checkout_query"].clone();
    assert_eq!((&query["id"], &query["invoice_payload"]), (&json!(payment.query_id()), &json!("tea")));
    let confirm = json!({ "pre_checkout_query_id": query["id"], "ok": true });
    bot.ok("answerPreCheckoutQuery", confirm.clone()).await;
    let too_old = "query is too old and response timeout expired or query ID is invalid";
    assert_eq!(bot.refusal("answerPreCheckoutQuery", confirm).await, refused(too_old));
    let PaymentOutcome::Paid(charge) = payment.outcome().await.unwrap() else { panic!("it was confirmed") };
    let paid = last_update(&bot).await["message"]["successful_payment"].clone();
    assert_eq!((&paid["telegram_payment_charge_id"], &paid["total_amount"]), (&json!(charge), &json!(5)));
    assert_eq!(bot.ok("getMyStarBalance", json!({})).await["amount"], 5);

    let refund = json!({ "user_id": ann.id(), "telegram_payment_charge_id": charge });
    bot.ok("refundStarPayment", refund.clone()).await;
    assert_eq!(last_update(&bot).await["message"]["refunded_payment"]["total_amount"], 5);
    assert_eq!(bot.refusal("refundStarPayment", refund).await, refused("CHARGE_ALREADY_REFUNDED"));
    let unknown = json!({ "user_id": ann.id(), "telegram_payment_charge_id": "x" });
    assert_eq!(bot.refusal("refundStarPayment", unknown).await, refused("CHARGE_NOT_FOUND"));
    let transactions = bot.ok("getStarTransactions", json!({})).await;
    assert_eq!(transactions["transactions"].as_array().unwrap().len(), 2);
    assert_eq!(bot.ok("getMyStarBalance", json!({})).await["amount"], 0);
}

#[tokio::test]
async fn a_flexible_price_asks_for_shipping_first() {
    let (_emulator, bot, ann) = start().await;
    let flexible = json!({
        "currency": "EUR", "provider_token": "p", "need_shipping_address": true, "need_email": true, "is_flexible": true,
    });
    let link = bot.ok("createInvoiceLink", invoice(&flexible)).await;
    let payment = ann.pay_link(link.as_str().unwrap());
    let query = last_update(&bot).await["shipping_query"].clone();
    assert_eq!(query["shipping_address"]["city"], "Nowhere");
    let option = json!({ "id": "fast", "title": "Fast", "prices": [{ "label": "Ship", "amount": 7 }] });
    let answer = json!({ "shipping_query_id": query["id"], "ok": true, "shipping_options": [option] });
    bot.ok("answerShippingQuery", answer).await;
    let query = last_update(&bot).await["pre_checkout_query"].clone();
    assert_eq!((&query["total_amount"], &query["shipping_option_id"]), (&json!(12), &json!("fast")));
    assert_eq!(query["order_info"]["email"], "somebody@example.com");
    let answer = json!({ "pre_checkout_query_id": query["id"], "ok": false, "error_message": "sold out" });
    bot.ok("answerPreCheckoutQuery", answer).await;
    assert_eq!(payment.outcome().await.unwrap(), PaymentOutcome::Refused("sold out".to_owned()));
}

#[tokio::test]
async fn wrong_invoices_are_refused_in_telegrams_words() {
    let (_emulator, bot, ann) = start().await;
    for (more, reason) in [
        (json!({ "title": "" }), "parameter \"title\" is required"),
        (json!({ "title": "x".repeat(33) }), "INVOICE_TITLE_INVALID"),
        (json!({ "payload": "x".repeat(129) }), "INVOICE_PAYLOAD_INVALID"),
        (json!({ "currency": "euro" }), "CURRENCY_INVALID"),
        (json!({ "currency": "EUR" }), "PAYMENT_PROVIDER_INVALID"),
        (json!({ "prices": [] }), "there must be at least one price"),
        (json!({ "prices": [{ "label": "x", "amount": 0 }] }), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (json!({ "prices": [{ "amount": 5 }] }), "can't parse labeled price: Can't find field \"label\""),
        (
            json!({ "reply_markup": { "inline_keyboard": [[{ "text": "x", "callback_data": "x" }]] } }),
            "REPLY_MARKUP_BUY_EMPTY",
        ),
    ] {
        let mut invoice = invoice(&more);
        invoice["chat_id"] = json!(ann.id());
        assert_eq!(bot.refusal("sendInvoice", invoice).await, refused(reason));
    }
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Pay", "pay": true }]] });
    let sent =
        bot.ok("sendInvoice", invoice(&json!({ "chat_id": ann.id(), "reply_markup": keyboard }))).await;
    assert_eq!(sent["reply_markup"], keyboard);
}
