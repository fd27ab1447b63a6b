//! The emulator as a program: for bots in any language, and for trying them by hand.

mod bot;

use std::{ffi::OsString, io, process::ExitCode};

use lexopt::prelude::*;
use pouch_emulator::Emulator;

use bot::BotCommand;

const HELP: &str = "\
The Telegram Bot API on loopback, for trying and testing bots without Telegram.

Usage: pouch-emulator [--port N] [-- BOT [ARGUMENT]...]

  --port N   listen on this port of 127.0.0.1; 0, which is the default, takes a free one
  BOT        a program to run, with the address of the API in TELOXIDE_API_URL and BOT_API_URL,
             and its token in TELOXIDE_TOKEN and BOT_TOKEN; on the page it can be killed and started again
  --help     show this

Prints its addresses and the bot's token, and runs until SIGINT or SIGTERM.
";

/// What the program is told.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    Serve { port: u16, bot: BotCommand },
    Help,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match read(std::env::args_os().skip(1)) {
        Ok(Wish::Serve { port, bot }) => match serve(port, &bot).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        },
        Ok(Wish::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}; `pouch-emulator --help` shows what can be given");
            ExitCode::from(2)
        }
    }
}

fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Wish, lexopt::Error> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // What stands behind `--` is the bot's, whatever it looks like.
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let bot = arguments.get(end + 1..).unwrap_or_default().to_vec();
    let mut parser = lexopt::Parser::from_args(arguments[..end].to_vec());
    let mut port = 0;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(Wish::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Wish::Serve { port, bot })
}

async fn serve(port: u16, bot: &BotCommand) -> io::Result<()> {
    let stop = stop_signal()?;
    let emulator = Emulator::start_on(port).await.map_err(|error| taken(port, &error))?;
    println!("page: {}", emulator.page_url());
    println!("api: {}", emulator.api_url());
    println!("control: {}control", emulator.page_url());
    println!("token: {}", emulator.token());
    if bot.is_empty() {
        stop.await;
    } else {
        bot::keep(&emulator, bot, stop).await?;
    }
    emulator.stop().await;
    Ok(())
}

fn taken(port: u16, error: &io::Error) -> io::Error {
    let reason =
        format!("cannot listen on port {port} of 127.0.0.1: {error}; choose another, or 0 for a free one");
    io::Error::new(error.kind(), reason)
}

/// Ready at SIGINT or SIGTERM, which are heeded from now on.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => (),
            _ = terminated.recv() => (),
        }
    })
}

/// Ready at Ctrl+C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

#[cfg(test)]
mod tests {
    use super::{Wish, read};

    fn wish(arguments: &[&str]) -> Option<Wish> {
        read(arguments.iter().map(Into::into)).ok()
    }

    #[test]
    fn a_port_is_given_in_either_form_and_is_free_by_default() {
        assert_eq!(wish(&["--port", "5000"]), Some(Wish::Serve { port: 5000, bot: vec![] }));
        assert_eq!(wish(&["--port=5000"]), Some(Wish::Serve { port: 5000, bot: vec![] }));
        assert_eq!(wish(&[]), Some(Wish::Serve { port: 0, bot: vec![] }));
        assert_eq!(wish(&["--help"]), Some(Wish::Help));
    }

    #[test]
    fn what_stands_behind_two_dashes_is_the_bot_with_its_own_options() {
        let bot = vec!["bot".into(), "--port".into(), "x".into()];
        assert_eq!(wish(&["--port", "5", "--", "bot", "--port", "x"]), Some(Wish::Serve { port: 5, bot }));
    }

    #[test]
    fn what_is_no_port_or_unknown_is_refused() {
        for wrong in [&["--port"][..], &["--port", "70000"], &["--prot", "1"], &["extra"]] {
            assert_eq!(wish(wrong), None, "{wrong:?}");
        }
    }
}
