//! The command line `pouch`: what it is asked, and how it answers.

mod change;
mod error;
mod look;
mod request;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use error::CliError;
use request::Request;

const HELP: &str = "\
Looks into the store of a bot, and changes what its owner wants changed.

usage: pouch COMMAND STORE [OPTIONS]

STORE is the file that the bot has in POUCH_STORE. These read it, also while the bot runs:

  list STORE [--type NAME]             types and how many records each has; with a type, its records
  show STORE SCOPE NAME [OWNER [PART]] one record, with the entries of its maps
  export STORE [--type NAME] [--person ID]
                                       records as lines of JSON, with the entries of their maps
  dead-letters STORE [show ID]         what was set aside
  backup STORE FILE                    all of one moment, as a new store
  check STORE                          whether the file is whole and all in it is JSON

These change it, while no bot runs:

  import STORE [FILE]                  takes lines of JSON, as `export` writes them, all or none
  erase STORE --person ID              all records about a person
  erase STORE SCOPE NAME [OWNER [PART]]
                                       one record
  dead-letters STORE retry|drop ID     has the next start of the bot retry a letter, or forgets it

SCOPE is user, chat, member, topic or bot; OWNER the id of the person or chat; PART the person in the chat, or the topic.
The exit code is 0, 1 where something failed or was found wrong, or 2 for a wrong command.
";

/// Runs the command line of this process.
pub fn run_command_line() -> ExitCode {
    let mut out = io::stdout().lock();
    let ended = Request::read(lexopt::Parser::from_env()).and_then(|request| run(request, &mut out));
    let ended = ended.and_then(|code| Ok(out.flush().map(|()| code)?));
    match ended {
        Ok(code) => code,
        // Who reads has seen enough, such as `head`.
        Err(CliError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pouch: {error}");
            error.exit_code()
        }
    }
}

fn run(request: Request, out: &mut impl Write) -> Result<ExitCode, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match request {
            Request::Help => write!(out, "{HELP}")?,
            Request::Version => writeln!(out, "pouch {}", env!("CARGO_PKG_VERSION"))?,
            Request::List { store, name } => look::list(&store, name, out).await?,
            Request::Show { store, key } => look::show(&store, &key, out).await?,
            Request::Export { store, selection } => look::export(&store, selection, out).await?,
            Request::Letters { store } => look::letters(&store, out).await?,
            Request::Letter { store, id } => look::letter(&store, id, out).await?,
            Request::Backup { store, to } => look::backup(&store, &to, out).await?,
            Request::Check { store } => return look::check(&store, out).await,
            Request::Import { store, from } => change::import(&store, from.as_deref(), out).await?,
            Request::ErasePerson { store, person } => change::erase_person(&store, person, out).await?,
            Request::EraseRecord { store, key } => change::erase_record(&store, &key, out).await?,
            Request::ChangeLetter { store, change } => change::letter(&store, change, out).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}
