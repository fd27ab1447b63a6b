//! Numbers and bytes as digits of 6 bits each, which take little of a button's 64 bytes.

/// The digits, in the order of their values (RFC 4648, "base64url").
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many digits a number of that many bits takes at most.
pub(super) const fn digits_for(bits: u32) -> usize {
    bits.div_ceil(6) as usize
}

/// One digit, of which the lower 6 bits count.
pub(super) const fn digit(value: u8) -> char {
    DIGITS[(value & 63) as usize] as char
}

/// The value of a digit.
pub(super) fn value_of(digit: char) -> Option<u8> {
    let position = DIGITS.iter().position(|known| char::from(*known) == digit)?;
    u8::try_from(position).ok()
}

/// Writes a number in as few digits as it takes; 0 is none at all.
pub(super) fn write(mut number: u128) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(digit((number & 63) as u8));
        number >>= 6;
    }
    digits.into_iter().rev().collect()
}

/// Writes a number in exactly that many digits, of which the lower ones count.
pub(super) fn write_fixed(number: u128, count: usize) -> String {
    (0..count).rev().map(|position| digit((number >> (6 * position) & 63) as u8)).collect()
}

/// Reads a number that [`write`] or [`write_fixed`] has written.
pub(super) fn read(digits: &str) -> Option<u128> {
    digits.chars().try_fold(0_u128, |number, digit| {
        let higher = number.checked_mul(64)?;
        Some(higher | u128::from(value_of(digit)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_read_as_it_was_written() {
        for number in [0, 1, 63, 64, 4_096, u128::from(u64::MAX), u128::MAX] {
            assert_eq!(read(&write(number)), Some(number));
        }
        assert_eq!(write(u128::MAX).len(), digits_for(128));
        assert_eq!(read(&write_fixed(5, 4)), Some(5));
        assert_eq!(write_fixed(u128::MAX, 4), "____");
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        assert_eq!(read("a.b"), None);
        assert_eq!(read(&"_".repeat(23)), None);
    }
}
