//! What a mail address looks like.

/// Pattern: `([a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(([a-z0-9][a-z0-9_-]{0,28})?[a-z0-9][.]){1,6}[a-z]{2,8}`.
pub(super) fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, domain)| is_user(user) && is_domain(domain))
}

fn is_part(part: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    lengths.contains(&part.len()) && part.bytes().all(is_fit)
}

fn is_user(user: &str) -> bool {
    let parts: Vec<&str> = user.split(['.', '+']).collect();
    let Some((last, others)) = parts.split_last() else { return false };
    others.len() <= 10 && is_part(last, 1..=35) && others.iter().all(|part| is_part(part, 0..=26))
}

fn is_domain(domain: &str) -> bool {
    let parts: Vec<&str> = domain.split('.').collect();
    let Some((top, others)) = parts.split_last() else { return false };
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_label = |part: &&str| {
        is_part(part, 1..=30) && is_edge(part.as_bytes().first()) && is_edge(part.as_bytes().last())
    };
    (1..=6).contains(&others.len())
        && (2..=8).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && others.iter().all(is_label)
}
