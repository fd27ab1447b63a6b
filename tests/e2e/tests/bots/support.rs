//! What the tests are written with.

mod cutter;
mod gate;
mod message;
mod process;
mod stage;
mod store_file;
mod waiting;

pub(crate) use cutter::cut_answers;
pub(crate) use gate::Gate;
pub(crate) use message::{command, private_message};
pub(crate) use process::{
    CHAT_SETTINGS, COUNTER, KILLER, Launch, MOVING, PIZZA, POLL, PUT_GET, Process, REMIND, STUBBORN, SURVEY,
};
pub(crate) use stage::{Run, Stage};
pub(crate) use store_file::StoreFile;
pub(crate) use waiting::{PATIENCE, ask, free_address, until};
