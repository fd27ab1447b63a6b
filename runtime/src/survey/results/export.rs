//! Results as files.

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::super::answer::Picks;
use super::super::question::{Question, Survey};
use super::{Response, Results};
use crate::data::RecordError;

/// What a file begins with from which programs tell that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Signs by which spreadsheets take a cell for a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// They can't be read from the store.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// They can't be written.
    #[error("the results can't be written: {0}")]
    Write(#[from] std::io::Error),
}

impl<S: Survey> Results<S> {
    /// Writes all answers as comma-separated values, one line each, with a line of names first.
    ///
    /// The columns are `at`, `user`, `chat`, `version`, and one for each question, by the names of the fields; of several
    /// choices, each has one with 0 or 1. Choices stand under their names, not their labels. A text that a spreadsheet would
    /// take for a formula gets an apostrophe before it. `has_mark` puts a byte-order mark first, which Excel wants.
    ///
    /// # Errors
    /// If the store can't be read, or `out` can't be written.
    pub async fn csv(&self, mut out: impl Write, has_mark: bool) -> Result<(), ExportError> {
        if has_mark {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::Writer::from_writer(out);
        let columns = S::SPEC.questions.iter().flat_map(columns);
        let fixed = ["at", "user", "chat", "version"].map(str::to_owned);
        out.write_record(fixed.into_iter().chain(columns)).map_err(std::io::Error::from)?;
        let mut responses = self.responses();
        while let Some(response) = responses.next().await? {
            let cells = S::SPEC.questions.iter().flat_map(|question| {
                cells(question, response.answers.get(question.name).unwrap_or(&Value::Null))
            });
            let Response { user, chat, at, version, .. } = &response;
            let fixed = [time(*at), user.to_string(), chat.to_string(), version.to_string()];
            out.write_record(fixed.into_iter().chain(cells)).map_err(std::io::Error::from)?;
        }
        out.flush()?;
        Ok(())
    }

    /// Writes all answers as JSON, one object in each line (<https://jsonlines.org>).
    ///
    /// # Errors
    /// If the store can't be read, or `out` can't be written.
    pub async fn json_lines(&self, mut out: impl Write) -> Result<(), ExportError> {
        let mut responses = self.responses();
        while let Some(Response { user, chat, at, version, answers, .. }) = responses.next().await? {
            let line =
                json!({ "at": time(at), "user": user, "chat": chat, "version": version, "answers": answers });
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// A time as RFC 3339 has it, in UTC.
fn time(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let at = i64::try_from(seconds).ok().and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0));
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

fn columns(question: &Question) -> Vec<String> {
    match question.kind.picks {
        Picks::Some => {
            let options = (question.kind.options)();
            options.iter().map(|pick| format!("{}.{}", question.name, pick.name)).collect()
        }
        Picks::One | Picks::Ranked => vec![question.name.to_owned()],
    }
}

fn cells(question: &Question, answer: &Value) -> Vec<String> {
    match question.kind.picks {
        Picks::Some => {
            let picked = answer.as_array();
            let is_picked = |name: &str| picked.map(|picked| picked.iter().any(|one| one == name));
            let cell = |name: &str| is_picked(name).map_or_else(String::new, |is| u8::from(is).to_string());
            (question.kind.options)().iter().map(|pick| cell(&pick.name)).collect()
        }
        Picks::One | Picks::Ranked => vec![cell(answer)],
    }
}

fn cell(answer: &Value) -> String {
    match answer {
        Value::Null => String::new(),
        Value::String(text) => safe(text),
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            safe(&items.join(" > "))
        }
        other => other.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(FORMULA_SIGNS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula_and_a_number_stays_one() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1"] {
            assert_eq!(cell(&text.into()), format!("'{text}"));
        }
        assert_eq!(
            (cell(&(-5).into()), cell(&"5-1".into()), cell(&Value::Null)),
            ("-5".into(), "5-1".into(), String::new())
        );
        assert_eq!(cell(&json!(["a", "b"])), "a > b");
    }
}
