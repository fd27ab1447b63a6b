//! What Telegram says of ids of files that it does not know.

use pouch_formatting::checked_link;

/// Why a text is no file of this bot, in the words of TDLib, which decodes ids before it looks for their files.
pub(super) fn refused(id: &str) -> String {
    // What has a dot in it is an address there.
    if id.contains('.') {
        let problem = checked_link(id).err();
        let reason = problem.as_deref().and_then(|problem| problem.rsplit_once(" is invalid: "));
        return match reason {
            Some((_, reason)) => format!("invalid file HTTP URL specified: {reason}"),
            None => "failed to get HTTP URL content".to_owned(),
        };
    }
    if let Err(reason) = decode(id) {
        return format!("wrong remote file identifier specified: {reason}");
    }
    // Ids begin with the kind of file and the data center, which leaves these letters there.
    if id.get(2..4) == Some("AC") {
        // Another bot's, or one of before the emulator was started.
        return "wrong file identifier/HTTP URL specified".to_owned();
    }
    "wrong remote file identifier specified: can't unserialize it. Wrong last symbol".to_owned()
}

/// Whether a text is base64 for addresses.
fn decode(text: &str) -> Result<(), &'static str> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if padding >= 3 {
        return Err("Wrong string padding");
    }
    if padding > 0 && !text.len().is_multiple_of(4) {
        return Err("Wrong padding length");
    }
    if digits.len() % 4 == 1 {
        return Err("Wrong string length");
    }
    let values: Option<Vec<u8>> = digits.bytes().map(value).collect();
    let values = values.ok_or("Wrong character in the string")?;
    // The bits of the last digit that belong to no byte.
    let unused = match values.len() % 4 {
        2 => 0b1111,
        3 => 0b11,
        _ => 0,
    };
    if values.last().is_some_and(|last| last & unused != 0) {
        return Err("Wrong padding in the string");
    }
    Ok(())
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn each_mistake_has_tdlibs_words() {
        for (id, reason) in [
            ("nosuch", "wrong remote file identifier specified: Wrong padding in the string"),
            ("cat photo", "wrong remote file identifier specified: Wrong string length"),
            ("my cat", "wrong remote file identifier specified: Wrong character in the string"),
            ("AAAA===", "wrong remote file identifier specified: Wrong string padding"),
            ("AAAA=", "wrong remote file identifier specified: Wrong padding length"),
            ("abcd", "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
            ("/home/ann/cat.png", "invalid file HTTP URL specified: URL host is empty"),
            ("ftp://example.com/cat.png", "invalid file HTTP URL specified: Unsupported URL protocol"),
            ("cat.png", "failed to get HTTP URL content"),
            ("AgACAgIAAxkBAQAD00000009_A", "wrong file identifier/HTTP URL specified"),
        ] {
            assert_eq!(refused(id), reason, "{id}");
        }
    }
}
