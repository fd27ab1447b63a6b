//! The one answer to a press of a button.

use serde::Serialize;

use super::outcome::Outgoing;
use crate::failure::Failure;
use crate::update::{Facts, Press};

/// The most characters (UTF-16 units) that Telegram takes in the answer to a press.
const LONGEST_TEXT: usize = 200;

/// The one answer to a press of a button: without it, the presser's client waits in vain.
pub(super) struct PressAnswer {
    pub(super) press: Press,
    /// The chat of the message, or the presser's where there is none.
    lane: i64,
    call: Option<Outgoing>,
}

/// The parameters of `answerCallbackQuery`.
#[derive(Default, Serialize)]
struct AnswerCallbackQuery<'a> {
    callback_query_id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    show_alert: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl PressAnswer {
    /// The answer to the press that the update brought, if it brought one.
    pub(super) fn of(facts: &Facts) -> Option<PressAnswer> {
        let press = facts.press.clone()?;
        Some(PressAnswer { press, lane: facts.lane(), call: None })
    }

    /// Answers with that text, as far as it fits.
    pub(super) fn say(&mut self, text: &str, is_alert: bool) -> Result<(), Failure> {
        let call = self.call_with(text, is_alert);
        self.answer_by(call)
    }

    /// Answers with that text, unless something was answered already.
    pub(super) fn say_if_silent(&mut self, text: &str, is_alert: bool) {
        if self.call.is_none() {
            self.call = Some(self.call_with(text, is_alert));
        }
    }

    /// Answers with an address, which the presser's client opens.
    pub(super) fn open(&mut self, url: &str) -> Result<(), Failure> {
        let call = self.call(&AnswerCallbackQuery { url, ..AnswerCallbackQuery::default() });
        self.answer_by(call)
    }

    /// Answers by a call that was made elsewhere.
    pub(super) fn answer_by(&mut self, call: Outgoing) -> Result<(), Failure> {
        if self.call.replace(call).is_some() {
            let twice = "a press is answered once: return one `Toast` or `Alert`, not several";
            return Err(Failure::Returned(twice.into()));
        }
        Ok(())
    }

    /// The answer of the other one counts, unless this one has one.
    pub(super) fn append(&mut self, other: PressAnswer) {
        self.call = self.call.take().or(other.call);
    }

    /// The call that answers: one without a text, where nothing was said.
    pub(super) fn into_call(mut self) -> Outgoing {
        match self.call.take() {
            Some(call) => call,
            None => self.call_with("", false),
        }
    }

    fn call_with(&self, text: &str, show_alert: bool) -> Outgoing {
        let text = shorten(text);
        self.call(&AnswerCallbackQuery { text: &text, show_alert, ..AnswerCallbackQuery::default() })
    }

    fn call(&self, answer: &AnswerCallbackQuery<'_>) -> Outgoing {
        let parameters = AnswerCallbackQuery { callback_query_id: &self.press.query, ..*answer };
        // Texts always become JSON.
        let payload = serde_json::to_string(&parameters).unwrap_or_default();
        Outgoing::new(self.lane, "answerCallbackQuery", payload)
    }
}

/// As much of the text as Telegram takes, with a sign where it was cut.
fn shorten(text: &str) -> String {
    let mut units = 0;
    let mut cut = 0;
    for (at, character) in text.char_indices() {
        if units < LONGEST_TEXT {
            cut = at;
        }
        units += character.len_utf16();
        if units > LONGEST_TEXT {
            return format!("{}…", text[..cut].trim_end());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shorten("short"), "short");
        let fits = "👍".repeat(100);
        assert_eq!(shorten(&fits), fits);
        let long = shorten(&"👍".repeat(101));
        assert!(long.ends_with("👍…") && long.encode_utf16().count() <= LONGEST_TEXT, "{long}");
        let long = shorten(&"a".repeat(201));
        assert_eq!((long.encode_utf16().count(), long.ends_with("a…")), (LONGEST_TEXT, true));
    }
}
