//! What a handler returns, and the calls of the Bot API that become of it.

mod edit;
mod escape;
mod into_reply;
mod message;
mod outcome;
mod payload;
mod press_answer;
mod toast;

pub use edit::Edit;
pub use escape::{escape_html, escape_markdown};
pub use into_reply::IntoReply;
pub use message::Reply;
pub use outcome::{Keep, Outcome};
pub(crate) use outcome::{Outgoing, Watch};
pub use toast::{Alert, Toast};
