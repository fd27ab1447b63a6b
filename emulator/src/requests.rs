//! The log of the bot's calls.

use std::{collections::VecDeque, time::Instant};

use serde_json::Value;

/// How many calls are remembered; the oldest are forgotten first.
const KEPT: usize = 100_000;

/// One call of a Bot API method, as it came in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// The method as the Bot API documentation writes it, whatever letter case was used.
    pub method: String,
    /// The parameters by name; from forms and query strings, every value is a string.
    pub params: Value,
    /// When it came in.
    pub at: Instant,
}

/// The latest calls, oldest first. Calls with a wrong token are not among them.
#[derive(Default)]
pub(crate) struct RequestLog(VecDeque<Request>);

impl RequestLog {
    pub(crate) fn add(&mut self, method: &str, params: Value) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(Request { method: method.to_owned(), params, at: Instant::now() });
    }

    /// Copies of the calls that `wanted` accepts.
    pub(crate) fn select(&self, wanted: impl Fn(&Request) -> bool) -> Vec<Request> {
        self.0.iter().filter(|request| wanted(request)).cloned().collect()
    }
}
