//! Suggestions for names that are nearly right.

/// The one of `known` that `word` was probably meant to be.
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let abbreviated = known.iter().find(|name| word.len() > 2 && name.starts_with(word));
    abbreviated.copied().or_else(|| {
        let (distance, name) = known.iter().map(|name| (distance(word, name), *name)).min()?;
        (distance <= name.len().div_ceil(3)).then_some(name)
    })
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (above, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, other) in to.chars().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// `a`, `b` and `c`, each in backticks.
pub(crate) fn list(words: &[&str]) -> String {
    list_of(words, "and")
}

/// `a`, `b`, `c`, each in backticks.
pub(crate) fn enumerate(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The same as [`list`] with another word before the last.
pub(crate) fn list_of(words: &[&str], last_by: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {last_by} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A name in the way of types, as people read it: `Dark green` for `DarkGreen`.
pub(crate) fn to_label(name: &str) -> String {
    let mut label = String::new();
    let mut after_small_letter = false;
    for letter in name.chars() {
        if letter.is_uppercase() && after_small_letter {
            label.push(' ');
            label.extend(letter.to_lowercase());
        } else {
            label.push(if letter == '_' { ' ' } else { letter });
        }
        after_small_letter = letter.is_lowercase() || letter.is_numeric();
    }
    label
}

/// The longest name of a command that Telegram takes, in characters.
pub(crate) const COMMAND_NAME_MAX: usize = 32;

/// Whether Telegram takes `name` as the name of a command.
pub(crate) fn is_command_name(name: &str) -> bool {
    let fits = (1..=COMMAND_NAME_MAX).contains(&name.len());
    fits && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// The command name nearest to what was written, if any letter of it can stay.
pub(crate) fn to_command_name(written: &str) -> Option<String> {
    let before_bot_name = written.split('@').next().unwrap_or_default();
    let mut name = String::new();
    let mut after_small_letter = false;
    for letter in before_bot_name.trim_start_matches('/').chars() {
        if letter.is_ascii_uppercase() && after_small_letter {
            name.push('_');
        }
        after_small_letter = letter.is_ascii_lowercase();
        if letter.is_ascii_alphanumeric() || letter == '_' {
            name.push(letter.to_ascii_lowercase());
        } else if matches!(letter, '-' | ' ' | '.') && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = shortened(name.trim_matches('_'));
    (!name.is_empty()).then(|| name.to_owned())
}

/// As many of the name's words as fit.
fn shortened(name: &str) -> &str {
    match name.get(..COMMAND_NAME_MAX) {
        Some(start) if name.len() > COMMAND_NAME_MAX => {
            start.rsplit_once('_').map_or(start, |(words, _)| words)
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_command_name_is_corrected() {
        assert_eq!(to_command_name("/Say-Hello").as_deref(), Some("say_hello"));
        assert_eq!(to_command_name("sayHello@my_bot").as_deref(), Some("say_hello"));
        assert_eq!(to_command_name("/").as_deref(), None);
        assert_eq!(to_command_name(&"x".repeat(40)).map(|name| name.len()), Some(32));
        assert_eq!(
            to_command_name("a_b_0123456789_0123456789_0123456").as_deref(),
            Some("a_b_0123456789_0123456789")
        );
    }

    #[test]
    fn a_close_option_is_found_and_a_far_one_is_not() {
        let known = ["hidden", "description", "crate"];
        assert_eq!(closest("desc", &known), Some("description"));
        assert_eq!(closest("hiden", &known), Some("hidden"));
        assert_eq!(closest("crates", &known), Some("crate"));
        assert_eq!(closest("aliases", &known), None);
    }

    #[test]
    fn a_label_is_made_of_a_names_words() {
        assert_eq!(to_label("Red"), "Red");
        assert_eq!(to_label("DarkGreen"), "Dark green");
        assert_eq!(to_label("PDF_Viewer2Go"), "PDF Viewer2 go");
    }

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(list(&["a"]), "`a`");
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
