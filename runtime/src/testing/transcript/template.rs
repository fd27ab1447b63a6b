//! Texts with placeholders for what is another at each run.

use std::collections::BTreeMap;

use uuid::Uuid;

/// How long a value must be to be told from other text by itself.
const TELLING: usize = 8;
/// How long an id looks that nobody has named.
const ID: usize = 36;

/// What placeholders stand for.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, String>);

/// A text with placeholders: `{key}` stands for one text wherever it is written, `{_}` for any. `{{` is a brace.
pub(super) struct Template(Vec<Part>);

enum Part {
    Text(String),
    Any,
    Named(String),
}

impl Template {
    pub(super) fn read(text: &str) -> Template {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(next) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some((name, after)) = placeholder(rest) {
                parts.push(Part::Text(std::mem::take(&mut plain)));
                parts.push(if name == "_" { Part::Any } else { Part::Named(name.to_owned()) });
                rest = after;
            } else {
                plain.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        parts.push(Part::Text(plain));
        Template(parts)
    }

    /// Whether the text is of this form; if it is, what placeholders stand for there is known.
    pub(super) fn matches(&self, text: &str, known: &mut Known) -> bool {
        fits(&self.0, text, &mut known.0)
    }

    /// The text with what its placeholders stand for.
    pub(super) fn filled(&self, known: &Known) -> Result<String, String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Any => return Err("`{_}` stands for no text that somebody could write".to_owned()),
                Part::Named(name) => match known.0.get(name) {
                    Some(value) => text.push_str(value),
                    None => return Err(format!("nothing is known for `{{{name}}}`")),
                },
            }
        }
        Ok(text)
    }
}

impl Known {
    /// A text of the bot as a template writes it: known values and ids by name.
    pub(super) fn disguise(&mut self, text: &str) -> String {
        self.name_ids(text);
        let mut written = escaped(text);
        for (name, value) in self.0.iter().filter(|(_, value)| value.len() >= TELLING) {
            written = written.replace(&escaped(value), &format!("{{{name}}}"));
        }
        written
    }

    fn name_ids(&mut self, text: &str) {
        for start in 0..text.len() {
            let Some(id) = text.get(start..start + ID).filter(|id| Uuid::try_parse(id).is_ok()) else {
                continue;
            };
            if self.0.values().all(|value| value != id) {
                let name = (1..=self.0.len() + 1)
                    .map(|number| format!("uuid{number}"))
                    .find(|name| !self.0.contains_key(name));
                self.0.insert(name.unwrap_or_default(), id.to_owned());
            }
        }
    }
}

fn fits(parts: &[Part], text: &str, known: &mut BTreeMap<String, String>) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty() };
    let name = match part {
        Part::Text(plain) => {
            return text.strip_prefix(plain.as_str()).is_some_and(|after| fits(rest, after, known));
        }
        Part::Any => None,
        Part::Named(name) => Some(name),
    };
    if let Some(value) = name.and_then(|name| known.get(name)).cloned() {
        return text.strip_prefix(value.as_str()).is_some_and(|after| fits(rest, after, known));
    }
    let ends = text.char_indices().map(|(start, letter)| start + letter.len_utf8());
    for end in ends {
        let mut guess = known.clone();
        if let Some(name) = name {
            guess.insert(name.clone(), text[..end].to_owned());
        }
        if fits(rest, &text[end..], &mut guess) {
            *known = guess;
            return true;
        }
    }
    false
}

/// The name of the placeholder that the text begins with, and what follows it.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, after))
}

/// A text in which nothing is a placeholder.
fn escaped(text: &str) -> String {
    let mut written = String::new();
    for (place, letter) in text.char_indices() {
        let rest = &text[place..];
        if letter == '{' && (rest.starts_with("{{") || placeholder(rest).is_some()) {
            written.push('{');
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_stands_for_the_same_text_wherever_it_is_written() {
        let mut known = Known::default();
        assert!(Template::read("Bot: {key} for {_}!").matches("Bot: abc for you!", &mut known));
        assert!(!Template::read("Bot: {key}").matches("Bot: abd", &mut known));
        assert_eq!(Template::read("/get {key}").filled(&known).unwrap(), "/get abc");
        assert!(Template::read("/get {other}").filled(&known).unwrap_err().contains("{other}"));
    }

    #[test]
    fn what_happened_is_written_so_that_it_is_read_as_the_same() {
        for text in ["{a}", "{{a}}", r#"{"a": {}}"#, "{", "{{", "é {_} ü"] {
            let mut known = Known::default();
            let written = known.disguise(text);
            assert!(Template::read(&written).matches(text, &mut known), "{text} as {written}");
            assert!(known.0.is_empty(), "{text} as {written}");
        }
    }

    #[test]
    fn ids_are_written_by_name() {
        let mut known = Known::default();
        let id = Uuid::new_v4();
        assert_eq!(known.disguise(&format!("Bot: {id}, {id}")), "Bot: {uuid1}, {uuid1}");
        assert_eq!(known.disguise(&format!("Bot: {id}")), "Bot: {uuid1}");
    }
}
