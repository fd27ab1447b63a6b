//! Which addresses are links, and what they lead to.

use super::Kind;

/// The link as Telegram shows it, with its protocol and a path; or why it is none: `URL 'x' is invalid: ...`.
pub fn checked(link: &str) -> Result<String, String> {
    check(link, false).map_err(|reason| format!("URL '{link}' is invalid: {reason}"))
}

/// As [`checked`], for places where only HTTPS will do.
pub fn https(link: &str) -> Result<String, String> {
    check(link, true).map_err(|reason| format!("URL '{link}' is invalid: {reason}"))
}

/// The person whom `tg://user?id=1` names.
pub fn user(link: &str) -> Option<i64> {
    number(&parameter(link, "user", "id")?).filter(|id| *id > 0)
}

/// What a text link is: a mention, a link, or nothing.
pub(super) fn target(link: &str) -> Option<Kind> {
    user(link).map(Kind::TextMention).or_else(|| checked(link).ok().map(Kind::TextLink))
}

/// What `tg://emoji?id=1` and `tg://time?unix=1` mean.
pub(super) fn special(link: &str) -> Result<Kind, String> {
    if let Some(id) = parameter(link, "emoji", "id").and_then(|id| number(&id)).filter(|id| *id != 0) {
        return Ok(Kind::CustomEmoji(id));
    }
    let time = parameter(link, "time", "unix").and_then(|time| number(&time)).filter(|time| *time > 0);
    let time = time.ok_or_else(|| "Invalid tg://emoji or tg://time URL specified".to_owned())?;
    let format = parameter(link, "time", "format").unwrap_or_default();
    checked_format(&format)?;
    Ok(Kind::DateTime(time, format))
}

/// A number as it is usually written: no `+`, no leading zeros.
fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// A format of dates: `r`, or any of the letters for weekday, date and time.
pub fn checked_format(format: &str) -> Result<(), String> {
    let is_format = format.eq_ignore_ascii_case("r") || format.chars().all(|c| "wWdDtT".contains(c));
    if is_format { Ok(()) } else { Err("Invalid date format used".to_owned()) }
}

/// A parameter of a `tg:` link, whose letter case does not matter.
fn parameter(link: &str, host: &str, name: &str) -> Option<String> {
    let lower = link.to_ascii_lowercase();
    let rest = lower.strip_prefix("tg:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest).strip_prefix(host)?;
    let query = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('?')?;
    // The format of a date is told apart by letter case.
    let query = &link[link.len() - query.len()..];
    let query = query.split('#').next().unwrap_or_default();
    let found = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    found.map(|(_, value)| value.to_owned())
}

/// Follows `LinkManager::check_link_impl` and `parse_url` of TDLib.
fn check(link: &str, is_https_only: bool) -> Result<String, String> {
    let lower = link.to_ascii_lowercase();
    for scheme in ["tg", "ton"] {
        let Some(rest) = lower.strip_prefix(scheme).and_then(|rest| rest.strip_prefix(':')) else { continue };
        if is_https_only {
            return Err("Only HTTPS links are allowed".to_owned());
        }
        let rest = &link[link.len() - rest.len()..];
        return internal(scheme, rest.strip_prefix("//").unwrap_or(rest));
    }
    let (protocol, rest) = protocol(link)?;
    if is_https_only && protocol != "https" {
        return Err("Only HTTPS links are allowed".to_owned());
    }
    let (host, path) = parts(rest)?;
    if !host.contains('.') && !host.contains('[') {
        return Err("Wrong HTTP URL".to_owned());
    }
    Ok(format!("{protocol}://{host}{path}"))
}

/// A link inside Telegram.
fn internal(scheme: &str, rest: &str) -> Result<String, String> {
    let (host, path) = parts(rest)?;
    if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        return Err("Unallowed characters in URL host".to_owned());
    }
    let path = if path.starts_with("/?") { &path[1..] } else { &path };
    Ok(format!("{scheme}://{host}{path}"))
}

fn protocol(link: &str) -> Result<(&'static str, &str), String> {
    let end = link.find([':', '/', '?', '#', '@', '[', ']']).unwrap_or(link.len());
    let Some(rest) = link[end..].strip_prefix("://") else { return Ok(("http", link)) };
    match link[..end].to_ascii_lowercase().as_str() {
        "http" => Ok(("http", rest)),
        "https" => Ok(("https", rest)),
        _ => Err("Unsupported URL protocol".to_owned()),
    }
}

/// Host with user and port, in lower case, and path with query.
fn parts(rest: &str) -> Result<(String, String), String> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => {
            let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
            if !is_port {
                return Err("Wrong port number specified in the URL".to_owned());
            }
            name
        }
        _ => host,
    };
    match name {
        "" => return Err("URL host is empty".to_owned()),
        "." => return Err("Host is invalid".to_owned()),
        _ => {}
    }
    if !name.starts_with('[') && !name.bytes().all(is_host_byte) {
        return Err("Disallowed character in URL host".to_owned());
    }
    Ok((authority.to_ascii_lowercase(), encoded(path)))
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b".-_!$,~*'();&+=%".contains(&byte)
}

/// The path with its white space encoded; at least `/`.
fn encoded(path: &str) -> String {
    let path = path.trim_end();
    let mut encoded = if path.starts_with('/') { String::new() } else { "/".to_owned() };
    for c in path.chars() {
        if c <= ' ' {
            let code = u32::from(c);
            encoded.push('%');
            encoded.extend([code / 16, code % 16].iter().filter_map(|digit| char::from_digit(*digit, 16)));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{checked, https, user};

    #[test]
    fn links_are_completed() {
        for (given, shown) in [
            ("example.com", "http://example.com/"),
            ("HTTPS://Example.com:8080?q=a b", "https://example.com:8080/?q=a%20b"),
            ("tg://resolve?domain=x", "tg://resolve?domain=x"),
            ("https://t.me/x", "https://t.me/x"),
        ] {
            assert_eq!(checked(given).unwrap(), shown);
        }
    }

    #[test]
    fn what_is_no_link_is_refused_in_tdlibs_words() {
        for (given, reason) in [
            ("not-a-url", "Wrong HTTP URL"),
            ("http://localhost:8080", "Wrong HTTP URL"),
            ("ftp://example.com", "Unsupported URL protocol"),
            ("", "URL host is empty"),
            ("example.com:99999", "Wrong port number specified in the URL"),
        ] {
            assert_eq!(checked(given).unwrap_err(), format!("URL '{given}' is invalid: {reason}"));
        }
        let refused = https("http://example.com").unwrap_err();
        assert_eq!(refused, "URL 'http://example.com' is invalid: Only HTTPS links are allowed");
    }

    #[test]
    fn people_have_links() {
        assert_eq!(user("tg://user?id=7"), Some(7));
        assert_eq!(user("TG:user?x=1&id=7#x"), Some(7));
        assert_eq!(user("tg://users?id=7"), None);
        assert_eq!(user("tg://user?id=x"), None);
    }
}
