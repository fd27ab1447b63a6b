//! What a handler borrows: records, what arrived, and what the application has.

mod administrators;
mod albums;
mod arrived;
mod borrow;
mod call;
mod contents;
mod handled;
mod lend;
mod record;
mod state;
mod typing;
mod username;

pub use administrators::Administrators;
pub(crate) use albums::Gathered;
pub use arrived::Found;
pub use borrow::{Borrow, Content, Need, RecordType};
pub use call::{Answers, Call};
pub(crate) use call::{Finished, Services};
pub use handled::Handled;
pub use lend::{Lend, LendMut, Lender, Lending};
pub(crate) use state::States;
pub use state::{LendState, State};
pub use typing::Typing;
pub use username::Username;
