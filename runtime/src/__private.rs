//! What generated code calls. Nothing in here is for anybody else, and everything may change in any release.

pub use pouch_macros::list;
pub use serde;

pub use crate::args::{Argument, Shape, Words};
pub use crate::button::{
    Button, DeepLink, Fields, LinkFields, LinkTooLong, Tag, check_link_size, check_size,
};
pub use crate::choice::choose;
#[cfg(feature = "cli")]
pub use crate::cli::run_command_line;
pub use crate::data::{MergeJson, Merged, ReadRecord, Sides, Stored, Taken, Upgrade, initial, upgrade};
pub use crate::failure::Failure;
pub use crate::filter::IntoFilter;
pub use crate::handler::{
    BeforeAnswer, Captured, Condition, Deadline, Gate, Group, GuardAnswer, Handler, HandlerFuture, Item,
    Listed, Otherwise, Pattern, Refusal, Refusing, Route, Scopes, Spread, Step, Trigger, check, count, flat,
};
pub use crate::params::{
    Answers, Borrow, Call, Content, Found, Lend, LendMut, LendState, Lender, Lending, Need, RecordType, State,
};
pub use crate::reply::{IntoReply, Keep, Outcome};
pub use crate::survey::{
    Answer, COUNTS, Day, Kind, MEMORY, OncePer, PREFERENCES, Part as SurveyPart, Question, RUNS, Range,
    Repeat, Role, Rules, Section, Spec, Survey, Terms, Text as SurveyText, check_languages, check_words,
    conduct, hidden,
};
pub use crate::timer::{CancelTimer, Days, Recurrence, Schedule, Timer};
pub use crate::update::{Arrived, Fields as MessageFields, Part, Parts};
pub use crate::zone::check_zone;

/// The names that attributes know, each a constant in a module of its attribute: rust-analyzer completes half-typed ones
/// from here, and nothing else reads them.
#[cfg(rust_analyzer)]
#[allow(missing_docs, non_upper_case_globals)]
pub mod known {
    pouch_macros::known!();
}
