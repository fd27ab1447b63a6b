//! What a handler borrows: records, what arrived, and what the application has.

mod arrived;
mod borrow;
mod call;
mod contents;
mod lend;
mod record;
mod state;
mod typing;

pub use arrived::Found;
pub use borrow::{Borrow, Content, Need, RecordType};
pub use call::{Answers, Call};
pub(crate) use call::{Finished, Services};
pub use lend::{Lend, LendMut, Lender, Lending};
pub(crate) use state::States;
pub use state::{LendState, State};
pub use typing::Typing;
