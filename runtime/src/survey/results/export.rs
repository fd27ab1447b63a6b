//! Results as files.

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::super::answer::Picks;
use super::super::question::{Part, Question, Repeat, Role, Survey, entries};
use super::{Response, Results};
use crate::data::RecordError;
use crate::params::Answers;

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
    /// choices, each has one with 0 or 1, and what was typed beside them has one called `other`. Fields of a section are
    /// `section.field`; a repeated section is one column of JSON. Choices stand under their names, not their labels. A text
    /// that a spreadsheet would take for a formula gets an apostrophe before it. `has_mark` puts a byte-order mark first, which Excel wants.
    ///
    /// # Errors
    /// If the store can't be read, or `out` can't be written.
    pub async fn csv(&self, mut out: impl Write, has_mark: bool) -> Result<(), ExportError> {
        if has_mark {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::Writer::from_writer(out);
        let columns = columns(S::SPEC.questions, "");
        let fixed = ["at", "user", "chat", "version"].map(str::to_owned);
        let names = columns.iter().map(|column| column.name.clone());
        out.write_record(fixed.into_iter().chain(names)).map_err(std::io::Error::from)?;
        let mut responses = self.responses();
        while let Some(response) = responses.next().await? {
            let cells = columns.iter().map(|column| column.cell(&response.answers));
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
            let answers = nested(S::SPEC.questions, "", &answers);
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

/// A column of the table.
struct Column {
    name: String,
    /// The field, with those of the sections that it is in.
    field: String,
    of: Of,
}

/// What stands in a column.
enum Of {
    /// The answer.
    Answer,
    /// Whether that option was picked.
    Option(String),
    /// What was typed that is no option.
    Other,
    /// All entries of a repeated section, as JSON.
    Entries(Part, Repeat),
}

fn columns(questions: &'static [Question], prefix: &str) -> Vec<Column> {
    let of_question = |question: &'static Question| {
        let field = format!("{prefix}{}", question.name);
        let column = |name: String, of| Column { name, field: field.clone(), of };
        match &question.role {
            Role::Said => Vec::new(),
            Role::Section(part) => columns(part.questions, &format!("{field}.")),
            Role::Repeated(part, repeat) => vec![column(field.clone(), Of::Entries(*part, *repeat))],
            Role::Asked(kind) | Role::Hidden(kind, _) | Role::Computed(kind, _)
                if kind.picks == Picks::Some =>
            {
                let options = (kind.options)(&question.rules).into_iter();
                let picked =
                    options.map(|pick| column(format!("{field}.{}", pick.name), Of::Option(pick.name)));
                let other = kind.has_other.then(|| column(format!("{field}.other"), Of::Other));
                picked.chain(other).collect()
            }
            Role::Asked(_) | Role::Hidden(..) | Role::Computed(..) => vec![column(field.clone(), Of::Answer)],
        }
    };
    questions.iter().flat_map(of_question).collect()
}

impl Column {
    fn cell(&self, answers: &Answers) -> String {
        let answer = answers.get(&self.field).unwrap_or(&Value::Null);
        match &self.of {
            Of::Answer => cell(answer),
            Of::Option(name) => {
                let is_picked = answer.as_array().map(|picked| picked.iter().any(|one| one == name));
                is_picked.map_or_else(String::new, |is| u8::from(is).to_string())
            }
            Of::Other => {
                let typed =
                    answer.as_array().into_iter().flatten().filter_map(|one| one.get("other")?.as_str());
                safe(&typed.collect::<Vec<_>>().join(", "))
            }
            Of::Entries(part, repeat) => {
                let entries = entries(answers, &self.field, *repeat);
                let entries: Vec<_> =
                    entries.iter().map(|prefix| nested(part.questions, prefix, answers)).collect();
                if entries.is_empty() { String::new() } else { Value::Array(entries).to_string() }
            }
        }
    }
}

/// The answers whose names begin so, with those of sections as objects of their own.
fn nested(questions: &'static [Question], prefix: &str, answers: &Answers) -> Value {
    let mut object = Map::new();
    for question in questions {
        let name = format!("{prefix}{}", question.name);
        let value = match &question.role {
            Role::Section(part) => Some(nested(part.questions, &format!("{name}."), answers)),
            Role::Repeated(part, repeat) => {
                let entries = entries(answers, &name, *repeat);
                Some(entries.iter().map(|prefix| nested(part.questions, prefix, answers)).collect())
            }
            _ => answers.get(&name).cloned(),
        };
        object.extend(value.map(|value| (question.name.to_owned(), value)));
    }
    Value::Object(object)
}

fn cell(answer: &Value) -> String {
    match answer {
        Value::Null => String::new(),
        Value::String(text) => safe(text),
        Value::Object(other) if other.len() == 1 => {
            other.get("other").and_then(Value::as_str).map_or_else(|| answer.to_string(), safe)
        }
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
