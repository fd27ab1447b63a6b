//! Mentions, commands, hashtags and cashtags: words that a sign begins.

use std::ops::Range;

use super::{
    super::Kind,
    symbols::{is_hashtag, is_name, is_word},
};

const LONGEST_NAME: usize = 32;
/// The longest command that Telegram marks; a bot's menu allows 32.
const LONGEST_COMMAND: usize = 64;
const LONGEST_HASHTAG: usize = 256;
const LONGEST_CASHTAG: usize = 8;

/// Mentions of names so short that only some of them exist.
const SHORT_NAMES: [&str; 3] = ["gif", "vid", "pic"];

pub(super) fn find(chars: &[char]) -> Vec<(Kind, Range<usize>)> {
    let found = (0..chars.len()).filter_map(|at| {
        let (before, rest) = (at.checked_sub(1).map(|at| chars[at]), &chars[at + 1..]);
        let (kind, length) = match chars[at] {
            '@' => (Kind::Mention, mention(before, rest)?),
            '/' => (Kind::BotCommand, command(before, rest)?),
            '#' => (Kind::Hashtag, hashtag(before, rest)?),
            '$' => (Kind::Cashtag, cashtag(before, rest)?),
            _ => return None,
        };
        Some((kind, at..at + 1 + length))
    });
    found.collect()
}

/// How many characters at the beginning fit.
fn count(rest: &[char], fits: fn(char) -> bool) -> usize {
    rest.iter().take_while(|c| fits(**c)).count()
}

/// Pattern: `(?<=\B)@([a-zA-Z0-9_]{2,32})(?=\b)`.
fn mention(before: Option<char>, rest: &[char]) -> Option<usize> {
    let length = count(rest, is_name);
    let name: String = rest[..length].iter().collect();
    let is_short = length < 4 && !SHORT_NAMES.contains(&name.to_ascii_lowercase().as_str());
    let is_bounded = !before.is_some_and(is_word) && !rest.get(length).copied().is_some_and(is_word);
    (is_bounded && !is_short && length <= LONGEST_NAME).then_some(length)
}

/// Pattern: `(?<!\b|[\/<>])\/([a-zA-Z0-9_]{1,64})(?:@([a-zA-Z0-9_]{3,32}))?(?!\B|[\/<>])`.
fn command(before: Option<char>, rest: &[char]) -> Option<usize> {
    let adjoins = |c: char| is_word(c) || matches!(c, '/' | '<' | '>');
    let mut length = count(rest, is_name);
    if before.is_some_and(adjoins) || !(1..=LONGEST_COMMAND).contains(&length) {
        return None;
    }
    if rest.get(length) == Some(&'@') {
        let name = count(&rest[length + 1..], is_name);
        if !(3..=LONGEST_NAME).contains(&name) {
            return None;
        }
        length += 1 + name;
    }
    (!rest.get(length).copied().is_some_and(adjoins)).then_some(length)
}

/// The length of a tag with the name of a channel behind it, if there is one: `#tag@channel`.
fn with_channel(rest: &[char], tag: usize, is_cut: bool) -> usize {
    if rest.get(tag) != Some(&'@') {
        return tag;
    }
    match count(&rest[tag + 1..], is_name) {
        name @ 3..=LONGEST_NAME => tag + 1 + name,
        name if name > LONGEST_NAME && is_cut => tag + 1 + LONGEST_NAME,
        _ => tag,
    }
}

/// At least one letter, and no second `#` after it.
fn hashtag(before: Option<char>, rest: &[char]) -> Option<usize> {
    let length = count(rest, is_hashtag);
    let is_free = !before.is_some_and(is_hashtag) && rest.get(length) != Some(&'#');
    let kept = length.min(LONGEST_HASHTAG);
    let has_letter = rest[..kept].iter().any(|c| c.is_alphabetic());
    let whole = if kept < length { kept } else { with_channel(rest, length, true) };
    (is_free && has_letter).then_some(whole)
}

/// Capital letters, or `1INCH`.
fn cashtag(before: Option<char>, rest: &[char]) -> Option<usize> {
    let adjoins = |c: char| is_hashtag(c) || c == '$';
    let length = if rest.starts_with(&['1', 'I', 'N', 'C', 'H']) {
        5
    } else {
        count(rest, |c| c.is_ascii_uppercase())
    };
    let is_free = !before.is_some_and(adjoins) && !rest.get(length).copied().is_some_and(adjoins);
    (is_free && (1..=LONGEST_CASHTAG).contains(&length)).then(|| with_channel(rest, length, false))
}
