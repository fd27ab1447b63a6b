//! Errors whose text is for the person.

/// An error whose text goes to the person, made by [`say!`](crate::say).
///
/// A handler that returns it, or an error with it as a cause, changes nothing; the person reads the text, and `#[on_error]` does not run, since
/// nothing is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct UserError {
    text: String,
}

impl UserError {
    /// An error with that text.
    pub fn new(text: impl Into<String>) -> Self {
        UserError { text: text.into() }
    }

    /// The text for the person.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Makes a [`UserError`] with a text like `format!`'s: everything is rolled back and the person reads the text.
///
/// ```
/// use pouch::prelude::*;
///
/// #[user_data]
/// #[derive(Default)]
/// struct Account {
///     coins: u32,
/// }
///
/// /// Spend some of your coins
/// #[command("spend")]
/// fn spend(account: &mut Account, coins: u32) -> Result<String, UserError> {
///     account.coins = account.coins.checked_sub(coins).ok_or_else(|| say!("You have only {}", account.coins))?;
///     Ok(format!("{} left", account.coins))
/// }
/// ```
#[macro_export]
macro_rules! say {
    ($($text:tt)*) => {
        $crate::UserError::new(::std::format!($($text)*))
    };
}
