//! What bots have run later: timers of a chat, jobs that recur, and the moments at which to look at them.

mod alarm;
mod aside;
mod book;
mod fired;
mod job;
mod order;
mod people;
mod schedule;

pub(crate) use alarm::{Alarm, Called, Place, Whose};
pub(crate) use aside::SetAside;
pub use book::{PendingTimer, Timers};
pub(crate) use fired::Fired;
pub(crate) use job::Job;
pub(crate) use order::Order;
pub use order::{CancelTimer, Timer, TimerArg};
pub use schedule::{Days, Recurrence, Schedule};
