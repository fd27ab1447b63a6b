//! Guards that many bots need, for `guard = ..` in [`handlers!`](crate::handlers).

use std::collections::HashSet;

use pouch_macros::guard;
use teloxide_core::RequestError;
use teloxide_core::types::{Chat, User, UserId};

use crate::params::Administrators;
use crate::update::Sender;

/// Lets administrators of the chat pass, and everybody in a private chat.
///
/// Who writes in the name of the group itself is one of its anonymous administrators. Telegram is asked for the others, see
/// [`Administrators`].
///
/// # Errors
/// If Telegram does not answer: the update fails then, and `#[on_error]` runs.
#[guard(crate = crate)]
pub async fn admins(
    administrators: &Administrators,
    chat: &Chat,
    sender: &Sender,
) -> Result<bool, RequestError> {
    match sender {
        _ if chat.is_private() => Ok(true),
        Sender::Chat(speaker) => Ok(speaker.id == chat.id),
        Sender::User(user) => administrators.include(chat.id, user.id).await,
    }
}

/// Lets the people pass who were given to the app as [`Owners`].
///
/// ```
/// use pouch::guards::{self, Owners};
/// use pouch::prelude::*;
///
/// /// Say that the bot is alive
/// #[command("ping", hidden)]
/// fn ping() -> &'static str {
///     "pong"
/// }
///
/// let app = App::new(handlers![#[with(guard = guards::owners)] ping]).state(Owners::new([1_234_567]));
/// ```
#[guard(crate = crate)]
pub fn owners(owners: &Owners, user: &User) -> bool {
    owners.people.contains(&user.id)
}

/// The people whom [`owners`](fn@owners) lets pass, for [`App::state`](crate::App::state).
#[derive(Clone, Debug)]
pub struct Owners {
    people: HashSet<UserId>,
}

impl Owners {
    /// The people with these ids.
    pub fn new(ids: impl IntoIterator<Item = u64>) -> Self {
        Owners { people: ids.into_iter().map(UserId).collect() }
    }
}
