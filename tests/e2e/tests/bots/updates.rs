//! Handlers for updates of every kind.

mod answers;
mod every_kind;
mod samples;
mod whose_data;

use serde_json::{Value, json};

const ANN: i64 = 1_042;
const GROUP: i64 = -1_005;
const CHANNEL: i64 = -1_007;

fn ann() -> Value {
    json!({ "id": ANN, "is_bot": false, "first_name": "Ann" })
}

fn group() -> Value {
    json!({ "id": GROUP, "type": "supergroup", "title": "Tea" })
}

fn channel() -> Value {
    json!({ "id": CHANNEL, "type": "channel", "title": "News" })
}

fn member(status: &str) -> Value {
    json!({ "status": status, "user": ann() })
}

fn written(chat: &Value, more: &Value) -> Value {
    let mut message = json!({ "message_id": 7, "date": 1_700_000_000, "text": "Hello", "chat": chat });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    message
}

fn boost_source() -> Value {
    json!({ "source": "premium", "user": ann() })
}

/// What an update of that kind holds, after the Bot API's documentation.
fn sample(kind: &str) -> Value {
    let date = 1_700_000_000;
    match kind {
        "edited_message" | "business_message" | "edited_business_message" => {
            written(&group(), &json!({ "from": ann(), "edit_date": date }))
        }
        "channel_post" | "edited_channel_post" => written(&channel(), &json!({ "sender_chat": channel() })),
        "business_connection" => {
            json!({ "id": "b", "user": ann(), "user_chat_id": ANN, "date": date, "is_enabled": true })
        }
        "deleted_business_messages" => {
            json!({ "business_connection_id": "b", "chat": group(), "message_ids": [7, 8] })
        }
        "message_reaction" => json!({
            "chat": group(), "message_id": 7, "user": ann(), "date": date, "old_reaction": [],
            "new_reaction": [{ "type": "emoji", "emoji": "👍" }],
        }),
        "message_reaction_count" => json!({
            "chat": channel(), "message_id": 7, "date": date,
            "reactions": [{ "type": { "type": "emoji", "emoji": "👍" }, "total_count": 2 }],
        }),
        "inline_query" => json!({ "id": "q", "from": ann(), "query": "tea", "offset": "" }),
        "chosen_inline_result" => json!({ "result_id": "r", "from": ann(), "query": "tea" }),
        "shipping_query" => json!({
            "id": "s", "from": ann(), "invoice_payload": "p",
            "shipping_address": {
                "country_code": "NL", "state": "", "city": "A", "street_line1": "B", "street_line2": "", "post_code": "C",
            },
        }),
        "pre_checkout_query" => json!({
            "id": "c", "from": ann(), "currency": "XTR", "total_amount": 5, "invoice_payload": "p",
        }),
        "purchased_paid_media" => json!({ "from": ann(), "paid_media_payload": "p" }),
        "poll" => json!({
            "id": "1", "question": "Tea?", "options": [{ "text": "Yes", "voter_count": 1 }], "total_voter_count": 1,
            "is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
        }),
        "poll_answer" => json!({ "poll_id": "1", "user": ann(), "option_ids": [0] }),
        "my_chat_member" | "chat_member" => json!({
            "chat": group(), "from": ann(), "date": date, "old_chat_member": member("left"),
            "new_chat_member": member("member"),
        }),
        "chat_join_request" => json!({ "chat": group(), "from": ann(), "user_chat_id": ANN, "date": date }),
        "chat_boost" => json!({
            "chat": channel(),
            "boost": { "boost_id": "x", "add_date": date, "expiration_date": date, "source": boost_source() },
        }),
        "removed_chat_boost" => {
            json!({ "chat": channel(), "boost_id": "x", "remove_date": date, "source": boost_source() })
        }
        other => panic!("no sample of `{other}`"),
    }
}

/// An update of that kind.
fn update(kind: &str) -> Value {
    json!({ kind: sample(kind) })
}
