//! Sorts of characters.

/// Letters, numbers and `_`.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What names of people and commands consist of.
pub(super) fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What hashtags consist of.
pub(super) fn is_hashtag(c: char) -> bool {
    c.is_alphabetic()
        || c.is_ascii_digit()
        || matches!(c, '_' | '\u{200c}' | '\u{b7}' | '\u{d80}'..='\u{dff}')
        || (c.is_numeric() && !c.is_ascii())
}

/// What may stand somewhere in an address.
pub(super) fn is_url(c: char) -> bool {
    match c {
        '\u{2000}'..='\u{206f}' => matches!(c, '\u{200c}' | '\u{200d}' | '\u{2010}'..='\u{2015}'),
        _ => !c.is_whitespace(),
    }
}

/// What may stand in an address's path.
pub(super) fn is_path(c: char) -> bool {
    is_url(c) && !matches!(c, '<' | '>' | '"' | '«' | '»')
}

/// What may stand before the `@` of an address.
pub(super) fn is_user_data(c: char) -> bool {
    is_url(c)
        && !matches!(
            c,
            '/' | '[' | ']' | '{' | '}' | '(' | ')' | '\'' | '`' | '<' | '>' | '"' | '@' | '«' | '»'
        )
}

/// What may stand in a host's name.
pub(super) fn is_domain(c: char) -> bool {
    if c < '\u{c0}' { c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '~') } else { is_url(c) }
}

/// What an address does not end with, although it may contain it.
pub(super) fn is_bad_end(c: char) -> bool {
    ".:;,('?!`".contains(c)
}
