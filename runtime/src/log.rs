//! Printing what is logged.

/// Prints what is logged to standard error, filtered by `RUST_LOG`, from that level on if it is not set, unless the program
/// has installed a subscriber of its own.
#[cfg(feature = "log")]
pub(crate) fn init(default: tracing::Level) {
    use std::io::{IsTerminal, stderr};

    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::prelude::*;

    let default = || Targets::new().with_default(default);

    let (filter, wrong) = match std::env::var("RUST_LOG").map(|filter| filter.parse::<Targets>()) {
        // Directives for some modules are no reason to hide the errors of all others.
        Ok(Ok(filter)) if filter.default_level().is_none() => {
            (filter.with_default(tracing::Level::ERROR), None)
        }
        Ok(Ok(filter)) => (filter, None),
        Ok(Err(error)) => (default(), Some(error)),
        Err(_) => (default(), None),
    };
    let printer = tracing_subscriber::fmt::layer().with_writer(stderr).with_ansi(stderr().is_terminal());
    let is_ours = tracing_subscriber::registry().with(printer.with_filter(filter)).try_init().is_ok();
    if let Some(error) = wrong.filter(|_| is_ours) {
        tracing::warn!(%error, "RUST_LOG can't be understood; write levels such as `info,pouch=debug`");
    }
}

#[cfg(not(feature = "log"))]
pub(crate) fn init(_: tracing::Level) {}
