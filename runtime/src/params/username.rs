//! What the bot is called, as a parameter.

use std::ops::Deref;

/// The bot's username, without `@`: borrowed as `&Username`, for instance to make links with.
///
/// ```
/// use pouch::prelude::*;
/// use pouch::{DeepLink, LinkTooLong, Username};
///
/// /// Begin
/// #[command("start", deep_link)]
/// fn start(referrer: Option<u64>) -> String {
///     referrer.map_or("Welcome!".to_owned(), |user| format!("Welcome! You come from {user}."))
/// }
///
/// /// Get a link for your friends
/// #[command("invite")]
/// fn invite(username: &Username, user: &User) -> Result<String, LinkTooLong> {
///     let link: DeepLink = start::link(username, Some(user.id.0))?;
///     Ok(link.to_string())
/// }
///
/// let app = App::new(handlers![start, invite]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(pub(crate) String);

impl Deref for Username {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
