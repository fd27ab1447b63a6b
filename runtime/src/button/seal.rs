//! The seal by which the bot knows its own buttons.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::digits;

/// How many bytes of the HMAC a button carries. Guessing 64 bits takes more tries than Telegram lets through.
const MARK_BYTES: u32 = 8;

/// How many digits they take.
pub(super) const MARK_LEN: usize = digits::digits_for(8 * MARK_BYTES);

/// The seal by which the bot knows its own buttons, made from its token.
///
/// A modified client can send anything as the data of a button, and what it has seen in another chat, too. So a mark
/// covers what the button holds and the chat that it is shown in. Without a key of its own to keep, the seal survives
/// restarts, and a bot that gets a new token knows none of its old buttons.
#[derive(Clone)]
pub(crate) struct Seal(Hmac<Sha256>);

impl Seal {
    /// The seal of the bot with that token.
    pub(crate) fn of(token: &str) -> Seal {
        let hash = Sha256::new().chain_update("pouch: buttons\n").chain_update(token).finalize();
        // A key for HMAC is as long as a block of its hash; a shorter one is filled up with zeros (RFC 2104).
        let mut key = [0; 64];
        key.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
        Seal(Hmac::new(&key.into()))
    }

    /// The mark for a button in that chat.
    pub(super) fn mark(&self, chat: i64, data: &[&str]) -> String {
        let code = self.over(chat, data).finalize().into_bytes();
        let number =
            code.iter().take(MARK_BYTES as usize).fold(0, |number, byte| number << 8 | u128::from(*byte));
        digits::write_fixed(number, MARK_LEN)
    }

    /// Whether it is the mark of that button in that chat.
    pub(super) fn is_mark(&self, mark: &str, chat: i64, data: &[&str]) -> bool {
        let Some(number) = digits::read(mark).and_then(|number| u64::try_from(number).ok()) else {
            return false;
        };
        self.over(chat, data).verify_truncated_left(&number.to_be_bytes()).is_ok()
    }

    fn over(&self, chat: i64, data: &[&str]) -> Hmac<Sha256> {
        let sealed = self.0.clone().chain_update(chat.to_be_bytes());
        data.iter().fold(sealed, Mac::chain_update)
    }
}

/// Whether it could be the mark of any button.
pub(super) fn is_like_mark(mark: &str) -> bool {
    digits::read(mark).is_some_and(|number| u64::try_from(number).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_good_for_one_bot_one_chat_and_one_text() {
        let seal = Seal::of("1:a");
        let mark = seal.mark(-5, &["a", "b"]);
        assert_eq!(mark.len(), MARK_LEN);
        assert!(Seal::of("1:a").is_mark(&mark, -5, &["ab"]));
        assert!(!seal.is_mark(&mark, -6, &["ab"]));
        assert!(!seal.is_mark(&mark, -5, &["ac"]));
        assert!(!Seal::of("1:b").is_mark(&mark, -5, &["ab"]));
        assert!(!seal.is_mark("", -5, &["ab"]) && !seal.is_mark("___________", -5, &["ab"]));
    }
}
