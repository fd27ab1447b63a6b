//! What Telegram does to a text before anybody sees it.

/// A text as Telegram keeps it: control characters become spaces, invisible
/// separators vanish, spaces and line breaks at both ends are cut.
///
/// Follows `clean_input_string` and `fix_formatted_text` of [TDLib](https://github.com/tdlib/td).
pub(crate) fn clean(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_dropped(*c)).map(visible).collect();
    kept.trim_matches([' ', '\n']).to_owned()
}

fn is_dropped(c: char) -> bool {
    c == '\r' || ('\u{2028}'..='\u{202e}').contains(&c)
}

fn visible(c: char) -> char {
    if c < ' ' && c != '\n' { ' ' } else { c }
}

/// The length that Telegram counts: UTF-16 code units.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
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
