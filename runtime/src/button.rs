//! Buttons under messages: what they hold, and the seal by which the bot knows its own.

mod deep_link;
mod digits;
mod fields;
mod kept;
mod keyboard;
mod layout;
mod seal;
mod tag;
mod value;

pub use deep_link::{DeepLink, LinkFields, LinkTooLong, check_link_size};
pub use fields::Fields;
pub(crate) use kept::{Kept, KeptButton};
pub use keyboard::Button;
pub(crate) use keyboard::{ButtonRow, ButtonRows, Hold, Keyboard, Unshowable};
pub(crate) use layout::{Opened, Refusal};
pub(crate) use seal::Seal;
pub use tag::{Tag, check_size};
pub use value::ButtonField;
