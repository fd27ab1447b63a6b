//! What could not be kept where it belongs, and must not vanish.

use std::time::SystemTime;

use uuid::Uuid;

/// Something that was set aside, whole, for a person to look at.
///
/// So far these are records that a group's [migration](crate::Migration) found in their place; see
/// [`chat_data`](macro@crate::chat_data).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Tells one letter from all others.
    pub id: Uuid,
    /// When it was set aside, in seconds since 1970.
    pub at: i64,
    /// What it is, such as ``Settings of chat -1005``.
    pub subject: String,
    /// Why it was set aside.
    pub reason: String,
    /// What was set aside, as JSON text.
    pub json: String,
}

impl DeadLetter {
    /// A letter that is set aside now.
    pub fn new(subject: impl Into<String>, reason: impl Into<String>, json: impl Into<String>) -> Self {
        let at = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        DeadLetter {
            id: Uuid::new_v4(),
            at: at.cast_signed(),
            subject: subject.into(),
            reason: reason.into(),
            json: json.into(),
        }
    }
}
