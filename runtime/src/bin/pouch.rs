//! The command line `pouch`: looks into a bot's store, and changes what its owner wants changed.

use std::process::ExitCode;

fn main() -> ExitCode {
    pouch::__private::run_command_line()
}
