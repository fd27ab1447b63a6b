//! The bot as a child process: people on the page can kill it and start it again.

use std::{ffi::OsString, io, time::Duration};

use pouch_emulator::{BotDesk, BotWish, Emulator};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

/// How long a bot may take to end when the emulator does, before it is killed.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// A program and its arguments.
pub(crate) type BotCommand = Vec<OsString>;

/// Runs the bot, as people on the page wish, until the future is ready.
pub(crate) async fn keep(
    emulator: &Emulator,
    command: &BotCommand,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut desk = emulator.keep_bot(&[BotWish::Start, BotWish::Kill]);
    tokio::pin!(stop);
    loop {
        let mut bot = start(emulator, command)?;
        desk.show_running(true);
        tokio::select! {
            status = bot.wait() => eprintln!("the bot has ended: {}", status?),
            () = wish_for(BotWish::Kill, &mut desk) => bot.kill().await?,
            () = &mut stop => return end(bot).await,
        }
        desk.show_running(false);
        tokio::select! {
            () = wish_for(BotWish::Start, &mut desk) => (),
            () = &mut stop => return Ok(()),
        }
    }
}

fn start(emulator: &Emulator, command: &BotCommand) -> io::Result<Child> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    for name in ["TELOXIDE_TOKEN", "BOT_TOKEN"] {
        command.env(name, emulator.token());
    }
    for name in ["TELOXIDE_API_URL", "BOT_API_URL"] {
        command.env(name, emulator.api_url());
    }
    let started = command.args(arguments).kill_on_drop(true).spawn();
    started.map_err(|error| {
        let reason = format!("cannot start the bot `{}`: {error}; check the path", program.display());
        io::Error::new(error.kind(), reason)
    })
}

async fn wish_for(wanted: BotWish, desk: &mut BotDesk) {
    while desk.next().await != wanted {}
}

/// At Ctrl+C the terminal tells the bot, too, which may take its time; else it is killed.
async fn end(mut bot: Child) -> io::Result<()> {
    match timeout(LAST_WORDS, bot.wait()).await {
        Ok(ended) => ended.map(drop),
        Err(_) => bot.kill().await,
    }
}
