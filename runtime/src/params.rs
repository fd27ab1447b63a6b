//! What a handler borrows: records, what arrived, and what the application has.

mod arrived;
mod borrow;
mod call;
mod lend;
mod record;
mod state;

pub use borrow::{Borrow, Need, RecordType};
pub use call::Call;
pub(crate) use call::Services;
pub use lend::{Lend, LendMut, Lender, Lending};
pub(crate) use state::States;
pub use state::{LendState, State};
