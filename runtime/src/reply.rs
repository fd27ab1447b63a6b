//! What a handler returns, and the calls of the Bot API that become of it.

mod body;
mod call;
mod delete;
mod described;
mod draft;
mod edit;
mod escape;
mod file;
mod inline;
mod into_reply;
mod markup;
mod media;
mod message;
mod outcome;
mod pass;
mod payload;
mod payments;
mod press_answer;
mod text;
mod toast;

pub use call::Call;
pub use delete::{Delete, React};
pub use edit::Edit;
pub use escape::{escape_html, escape_markdown};
pub use file::File;
pub use inline::{InlineAnswer, InlineResult};
pub use into_reply::IntoReply;
pub use markup::{Key, Keyboard};
pub use media::Media;
pub use message::Reply;
pub use outcome::{Keep, Outcome};
pub(crate) use outcome::{Outgoing, Watch};
pub use pass::Pass;
pub use payments::{Checkout, Price, Shipping};
pub use text::Text;
pub use toast::{Alert, Toast};
