//! Web addresses and mail addresses. Follows `match_urls` and `fix_url` of TDLib.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    super::Kind,
    email::is_address,
    symbols::{is_bad_end, is_domain, is_path, is_user_data, is_word},
};

/// The top-level domains, each in its own alphabet: <https://data.iana.org/TLD/tlds-alpha-by-domain.txt>; and those that
/// only Telegram and Tor know.
static TOP_LEVEL: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("tlds.txt").split_whitespace().collect());

pub(super) fn find(chars: &[char]) -> Vec<(Kind, Range<usize>)> {
    let mut found = internal(chars);
    let mut begin = 0;
    while let Some(dot) = (begin..chars.len()).find(|at| chars[*at] == '.') {
        let Candidate { range, next } = around(chars, begin, dot);
        found.extend(range.and_then(|range| confirmed(chars, range)));
        begin = next.max(dot + 1);
    }
    found
}

/// What may be an address, and where to go on looking.
struct Candidate {
    range: Option<Range<usize>>,
    next: usize,
}

/// The address around a dot.
fn around(chars: &[char], begin: usize, dot: usize) -> Candidate {
    let mut domain_begin = back_while(chars, begin, dot, is_domain);
    let is_domain_or_at = |c: char| is_domain(c) || c == '@';
    let domain_end = ahead_while(chars, dot, is_domain_or_at);
    let has_at = chars[dot..domain_end].contains(&'@');
    if has_at {
        domain_begin = back_while(chars, begin, domain_begin, is_user_data);
    }
    let mut end = path_end(chars, port_end(chars, domain_end));
    while end > dot + 1 && chars[end - 1] == '.' {
        end -= 1;
    }
    let start = start(chars, begin, domain_begin, has_at);
    match start {
        Some(start) if end > dot + 1 => {
            let next = ahead_while(chars, end, |c| c == '.');
            Candidate { range: Some(start..end), next }
        }
        Some(_) => Candidate { range: None, next: end },
        None => {
            let after_dot = (dot..end).rev().find(|at| chars[*at] == '.').map_or(end, |at| at + 1);
            Candidate { range: None, next: after_dot }
        }
    }
}

fn back_while(chars: &[char], begin: usize, from: usize, fits: fn(char) -> bool) -> usize {
    (begin..from).rev().find(|at| !fits(chars[*at])).map_or(begin, |at| at + 1)
}

fn ahead_while(chars: &[char], from: usize, fits: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|at| !fits(chars[*at])).unwrap_or(chars.len())
}

/// Passes over a `:` and a port from 1 to 65535.
fn port_end(chars: &[char], from: usize) -> usize {
    if chars.get(from) != Some(&':') {
        return from;
    }
    let end = ahead_while(chars, from + 1, |c| c.is_ascii_digit());
    let port: String = chars[from + 1..end].iter().collect();
    let is_port = port.trim_start_matches('0').parse::<u16>().is_ok_and(|port| port > 0);
    if is_port { end } else { from }
}

/// Passes over path, query and fragment, but not over what ends a sentence.
fn path_end(chars: &[char], from: usize) -> usize {
    let Some('/' | '?' | '#') = chars.get(from) else { return from };
    let mut end = ahead_while(chars, from + 1, is_path);
    while end > from + 1 && is_bad_end(chars[end - 1]) {
        end -= 1;
    }
    if chars[from] == '/' || end > from + 1 { end } else { from }
}

/// Where the address begins, with its user and protocol; `None` if what stands before spoils it.
fn start(chars: &[char], begin: usize, domain: usize, has_at: bool) -> Option<usize> {
    let mut start = domain;
    if start > begin && chars[start - 1] == '@' {
        start = back_while(chars, begin, domain - 1, is_user_data);
        if has_at || start == domain - 1 {
            return None;
        }
    }
    if start == begin {
        return Some(start);
    }
    let before: String = chars[begin..start].iter().collect();
    if before.ends_with("://") && before.len() >= 6 {
        return with_protocol(chars, begin, start);
    }
    let spoils = |c: char| is_word(c) || matches!(c, '/' | '#' | '@');
    let last = start.checked_sub(1).filter(|at| *at >= begin).map(|at| chars[at]);
    (!last.is_some_and(spoils)).then_some(start)
}

fn with_protocol(chars: &[char], begin: usize, start: usize) -> Option<usize> {
    let is_protocol = |c: char| match c {
        '+' | '-' => true,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        c => !c.is_whitespace(),
    };
    let name = back_while(chars, begin, start - 3, is_protocol);
    let protocol: String = chars[name..start - 3].iter().collect::<String>().to_lowercase();
    let length = match protocol.as_str() {
        "shttp" | "tftp" | "sftp" => return None,
        other if other.ends_with("tonsite") => 7,
        other if other.ends_with("https") => 5,
        other if other.ends_with("http") => 4,
        other if other.ends_with("ftp") => 3,
        _ => return None,
    };
    Some(start - 3 - length)
}

/// Whether a candidate is an address, and of which sort.
fn confirmed(chars: &[char], range: Range<usize>) -> Option<(Kind, Range<usize>)> {
    let text: String = chars[range.clone()].iter().collect();
    if is_address(&text) {
        return Some((Kind::Email, range));
    }
    if text.strip_prefix("mailto:").is_some_and(is_address) {
        return Some((Kind::Email, range.start + 7..range.end));
    }
    let kept = web_address(&text)?.chars().count();
    Some((Kind::Url, range.start..range.start + kept))
}

/// The part of a candidate that is a web address.
fn web_address(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let protocols = ["http://", "https://", "ftp://", "tonsite://"];
    let protocol = protocols.into_iter().find(|protocol| lower.starts_with(protocol)).map_or(0, str::len);
    let rest = &text[protocol..];
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let host = host.split_once('@').map_or(host, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let kept = &text[..protocol + host_end + balanced(path)];
    is_host(host, protocol > 0).then_some(kept)
}

/// How much of a path has no bracket too many.
fn balanced(path: &str) -> usize {
    let mut depth = [0_i32; 3];
    let mut end = path.len();
    for (at, c) in path.char_indices() {
        if let Some(place) = "([{".find(c) {
            depth[place] += 1;
        } else if let Some(place) = ")]}".find(c) {
            depth[place] -= 1;
        }
        if depth.iter().any(|open| *open < 0) {
            end = at;
            break;
        }
    }
    path[..end].trim_end_matches(is_bad_end).len()
}

/// Whether this names a host: by four numbers, or by a name under a top-level domain that is well known, unless a
/// protocol stands before it.
fn is_host(host: &str, has_protocol: bool) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| (1..64).contains(&label.len()) && !label.ends_with('-');
    if labels.len() < 2 || !labels.iter().all(is_label) {
        return false;
    }
    let is_number = |label: &&str| label.parse::<u8>().is_ok_and(|number| number.to_string() == **label);
    if labels.len() == 4 && labels.iter().all(is_number) {
        return true;
    }
    let top = labels[labels.len() - 1];
    let has_name = host.chars().any(|c| c != '.' && !c.is_ascii_digit());
    has_name && !labels[labels.len() - 2].contains('_') && is_top(top, has_protocol)
}

fn is_top(top: &str, has_protocol: bool) -> bool {
    if let Some(encoded) = top.strip_prefix("xn--") {
        return encoded.len() > 1 && encoded.bytes().all(|byte| byte.is_ascii_alphanumeric());
    }
    top.chars().count() > 1 && !top.contains(['_', '-']) && (has_protocol || is_known(top))
}

/// Whether a top-level domain exists. One that begins like a sentence, `end.Begin`, is none.
fn is_known(top: &str) -> bool {
    let lower = top.to_lowercase();
    let is_sentence = lower != top && lower.chars().skip(1).eq(top.chars().skip(1));
    !is_sentence && TOP_LEVEL.contains(lower.as_str())
}

/// Links inside Telegram: `tg://` and `ton://`.
fn internal(chars: &[char]) -> Vec<(Kind, Range<usize>)> {
    let mut found = Vec::new();
    for at in 2..chars.len().saturating_sub(3) {
        if chars[at..at + 3] != [':', '/', '/'] {
            continue;
        }
        let is_before = |name: &str| {
            let before = chars[..at].iter().rev().map(char::to_ascii_lowercase);
            before.take(name.len()).eq(name.chars().rev())
        };
        let Some(scheme) = ["tg", "ton"].into_iter().find(|name| is_before(name)) else { continue };
        let host = at + 3;
        let end = ahead_while(chars, host, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if end > host {
            found.push((Kind::Url, at - scheme.len()..path_end(chars, end)));
        }
    }
    found
}
