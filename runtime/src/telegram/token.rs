//! The bot's token, which never shows.

use std::fmt;

/// The bot's token. It can call everything in the bot's name, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    /// The token, if the text can be one: not empty, and nothing that an address can't hold.
    pub(crate) fn new(text: &str) -> Option<Token> {
        let text = text.trim();
        let fits =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, ':' | '-' | '_');
        (!text.is_empty() && text.chars().all(fits)).then(|| Token(text.to_owned()))
    }

    /// The token itself, for the address of a call.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_trimmed_checked_and_never_shown() {
        let token = Token::new(" 123:AAsecret-_\n").unwrap();
        assert_eq!(token.reveal(), "123:AAsecret-_");
        assert_eq!(format!("{token:?}"), "Token(..)");
        assert_eq!(Token::new("  "), None);
        assert_eq!(Token::new("123:a/../b"), None);
    }
}
