//! What Telegram does to a text before anybody sees it.

use super::{Entity, Reason};

/// A text as Telegram keeps it: control characters become spaces, invisible
/// separators vanish, spaces and line breaks at both ends are cut.
///
/// Follows `clean_input_string` and `fix_formatted_text` of [TDLib](https://github.com/tdlib/td).
pub fn clean(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_dropped(*c)).map(visible).collect();
    kept.trim_matches([' ', '\n']).to_owned()
}

/// The length that Telegram counts: UTF-16 code units.
pub fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Cleans a text without trimming it, and moves its entities along.
pub(super) fn clean_with(text: &str, entities: &mut [Entity]) -> Result<String, Reason> {
    let places = Places::of(text);
    for entity in entities.iter_mut() {
        let (offset, end) = (entity.offset, entity.end());
        let begin = places.new_place(offset).map_err(|at| match at {
            Wrong::InSymbol(byte) => {
                format!("Entity begins in a middle of a UTF-16 symbol at byte offset {byte}")
            }
            Wrong::Beyond => format!("Entity begins after the end of the text at UTF-16 offset {offset}"),
        })?;
        let end = places.new_place(end).map_err(|at| {
            let entity = format!("Entity beginning at UTF-16 offset {offset} ends");
            match at {
                Wrong::InSymbol(byte) => {
                    format!("{entity} in a middle of a UTF-16 symbol at byte offset {byte}")
                }
                Wrong::Beyond => format!("{entity} after the end of the text at UTF-16 offset {end}"),
            }
        })?;
        (entity.offset, entity.length) = (begin, end - begin);
    }
    Ok(text.chars().filter(|c| !is_dropped(*c)).map(visible).collect())
}

/// Where each UTF-16 code unit of a text stands after cleaning.
struct Places(Vec<Result<usize, usize>>);

enum Wrong {
    /// Between the halves of a surrogate pair; the next symbol's byte.
    InSymbol(usize),
    Beyond,
}

impl Places {
    fn of(text: &str) -> Self {
        let mut places = Vec::with_capacity(text.len() + 1);
        let mut next = 0;
        for (byte, c) in text.char_indices() {
            places.push(Ok(next));
            if c.len_utf16() == 2 {
                places.push(Err(byte + c.len_utf8()));
            }
            next += if is_dropped(c) { 0 } else { c.len_utf16() };
        }
        places.push(Ok(next));
        Self(places)
    }

    fn new_place(&self, offset: usize) -> Result<usize, Wrong> {
        self.0.get(offset).ok_or(Wrong::Beyond)?.map_err(Wrong::InSymbol)
    }
}

fn is_dropped(c: char) -> bool {
    matches!(c, '\r' | '\u{2028}'..='\u{202e}' | '\u{333}' | '\u{33f}' | '\u{30a}')
}

fn visible(c: char) -> char {
    if c < ' ' && c != '\n' { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::{clean, utf16_len};

    #[test]
    fn white_space_at_both_ends_is_cut() {
        assert_eq!(clean(" \n\t/put  x\r\n y \n"), "/put  x\n y");
    }

    #[test]
    fn length_is_counted_in_utf16_units() {
        assert_eq!(utf16_len("a😀"), 3);
    }
}
