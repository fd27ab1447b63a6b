//! Texts put together in `const` code.

/// A text put together in `const` code; what does not fit is cut off.
pub(crate) struct Text {
    bytes: [u8; Text::CAPACITY],
    len: usize,
}

impl Text {
    const CAPACITY: usize = 1024;

    pub(crate) const fn new() -> Self {
        Text { bytes: [0; Text::CAPACITY], len: 0 }
    }

    pub(crate) const fn with(mut self, parts: &[&str]) -> Self {
        let mut index = 0;
        while index < parts.len() {
            let part = parts[index].as_bytes();
            let mut at = 0;
            while at < part.len() {
                self.push(part[at]);
                at += 1;
            }
            index += 1;
        }
        self
    }

    pub(crate) const fn with_number(mut self, number: usize) -> Self {
        let mut unit = 1;
        while number / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            self.push(b"0123456789"[number / unit % 10]);
            unit /= 10;
        }
        self
    }

    const fn push(&mut self, byte: u8) {
        if self.len < Text::CAPACITY {
            self.bytes[self.len] = byte;
            self.len += 1;
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "there is a mistake that could not be described",
        }
    }
}

/// Whether two texts are the same, in `const` code.
///
/// Compares from the end: names in one list often begin alike. Few steps matter here, since rustc refuses a `const`
/// that takes too many.
pub(crate) const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut left = one.len();
    while left > 0 {
        left -= 1;
        if one[left] != other[left] {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_all_their_digits() {
        let text = Text::new().with_number(0).with(&[", "]).with_number(9).with(&[", "]).with_number(1_070);
        assert_eq!(text.as_str(), "0, 9, 1070");
    }
}
