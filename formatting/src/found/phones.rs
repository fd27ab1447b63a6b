//! Phone numbers in international form.
//!
//! Telegram's servers find them by rules that are not published. This finds those that begin with `+`.

use std::ops::Range;

use super::{super::Kind, symbols::is_word};

pub(super) fn find(chars: &[char]) -> Vec<(Kind, Range<usize>)> {
    let begins = chars.iter().enumerate().filter(|(_, c)| **c == '+');
    begins.filter_map(|(at, _)| number(chars, at)).map(|range| (Kind::PhoneNumber, range)).collect()
}

/// A number of 7 to 15 digits (ITU-T E.164) behind the `+` at this place.
fn number(chars: &[char], at: usize) -> Option<Range<usize>> {
    if at > 0 && is_word(chars[at - 1]) {
        return None;
    }
    let rest = &chars[at + 1..];
    let fits = |c: &&char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    let reach = rest.iter().take_while(fits).count();
    let length = rest[..reach].iter().rposition(char::is_ascii_digit)? + 1;
    let digits = rest[..length].iter().filter(|c| c.is_ascii_digit()).count();
    let is_bounded = !rest.get(length).copied().is_some_and(is_word);
    let begins_well = rest[0].is_ascii_digit();
    (is_bounded && begins_well && (7..=15).contains(&digits)).then_some(at..at + 1 + length)
}
