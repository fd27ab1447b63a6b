//! The metrics, with their names, units and meanings.

use std::time::Instant;

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

const RECEIVED: &str = "pouch_updates_received_total";
const HANDLED: &str = "pouch_updates_handled_total";
const HANDLER_DURATION: &str = "pouch_handler_duration_seconds";
const COMMIT_DURATION: &str = "pouch_store_commit_duration_seconds";
const COMMIT_FAILURES: &str = "pouch_store_commit_failures_total";
const REPLIES: &str = "pouch_replies_total";
const REPLY_DURATION: &str = "pouch_reply_duration_seconds";
const RETRIES: &str = "pouch_reply_retries_total";
const FETCH_FAILURES: &str = "pouch_fetch_failures_total";
const PENDING: &str = "pouch_updates_pending";
const OUTBOX: &str = "pouch_outbox_replies";
const OUTBOX_AGE: &str = "pouch_outbox_oldest_seconds";

/// When something began.
#[derive(Clone, Copy)]
pub(crate) struct Since(Instant);

impl Since {
    pub(crate) fn now() -> Self {
        Since(Instant::now())
    }

    fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// Says what the metrics mean, to the recorder that is installed.
pub(crate) fn describe() {
    describe_counter!(RECEIVED, Unit::Count, "Updates that arrived and were not known already");
    describe_counter!(HANDLED, Unit::Count, "Updates that a handler took, by handler and outcome");
    describe_histogram!(HANDLER_DURATION, Unit::Seconds, "How long handlers ran, by handler");
    describe_histogram!(COMMIT_DURATION, Unit::Seconds, "How long the store took to make a batch durable");
    describe_counter!(
        COMMIT_FAILURES,
        Unit::Count,
        "Batches that the store did not take; they are tried again"
    );
    describe_counter!(REPLIES, Unit::Count, "Replies that Telegram took (sent) or never will (refused)");
    describe_histogram!(
        REPLY_DURATION,
        Unit::Seconds,
        "How long replies took, from the first attempt to the end"
    );
    describe_counter!(RETRIES, Unit::Count, "Attempts to send a reply that are repeated, by reason");
    describe_counter!(FETCH_FAILURES, Unit::Count, "Calls of getUpdates that failed, by reason");
    describe_gauge!(PENDING, Unit::Count, "Updates that arrived and are not durably done yet");
    describe_gauge!(OUTBOX, Unit::Count, "Replies that are durable and not sent yet");
    describe_gauge!(OUTBOX_AGE, Unit::Seconds, "How long the oldest of those has waited; 0 without any");
}

pub(crate) fn note_received(updates: usize) {
    counter!(RECEIVED).increment(updates as u64);
}

pub(crate) fn note_handled(handler: &'static str, outcome: &'static str, since: Since) {
    counter!(HANDLED, "handler" => handler, "outcome" => outcome).increment(1);
    histogram!(HANDLER_DURATION, "handler" => handler).record(since.seconds());
}

pub(crate) fn note_commit(since: Since) {
    histogram!(COMMIT_DURATION).record(since.seconds());
}

pub(crate) fn note_commit_failure() {
    counter!(COMMIT_FAILURES).increment(1);
}

pub(crate) fn note_reply(outcome: &'static str, since: Since) {
    counter!(REPLIES, "outcome" => outcome).increment(1);
    histogram!(REPLY_DURATION).record(since.seconds());
}

pub(crate) fn note_retry(reason: &'static str) {
    counter!(RETRIES, "reason" => reason).increment(1);
}

pub(crate) fn note_fetch_failure(reason: &'static str) {
    counter!(FETCH_FAILURES, "reason" => reason).increment(1);
}

/// Notes what there is at the moment: updates that are not done, replies that are not sent, and how old the oldest is.
#[expect(clippy::cast_precision_loss, reason = "such counts are far below 2^52")]
pub(crate) fn note_load(pending: usize, replies: usize, oldest: std::time::Duration) {
    gauge!(PENDING).set(pending as f64);
    gauge!(OUTBOX).set(replies as f64);
    gauge!(OUTBOX_AGE).set(oldest.as_secs_f64());
}
