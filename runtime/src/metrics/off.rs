//! Nothing is counted: every function here does nothing.

/// When something began.
#[derive(Clone, Copy)]
pub(crate) struct Since;

impl Since {
    pub(crate) fn now() -> Self {
        Since
    }
}

pub(crate) fn note_received(_: usize) {}

pub(crate) fn note_handled(_: &'static str, _: &'static str, _: Since) {}

pub(crate) fn note_commit(_: Since) {}

pub(crate) fn note_commit_failure() {}

pub(crate) fn note_reply(_: &'static str, _: Since) {}

pub(crate) fn note_retry(_: &'static str) {}

pub(crate) fn note_fetch_failure(_: &'static str) {}
