//! Trying a bot without Telegram: the emulator in the same process, and a conversation in the terminal.

use std::io::{BufRead, IsTerminal, Write};
use std::time::Duration;

use pouch_emulator::{BotMessages, Emulator, User};
use tokio::sync::mpsc;

use crate::app::{App, Ended};
use crate::error::{Error, Result};
use crate::store::Recovered;

/// How long the bot may still answer after the last line was typed.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Above all ids that Telegram gives to updates, and below what fits into 32 bits.
const FIRST_UPDATE: i64 = 3_000_000_000;

/// Runs the bot against an emulator of its own, until the future is ready or the conversation ends.
pub(crate) async fn run(app: App, stop: impl Future<Output = ()>) -> Result<Ended> {
    let emulator = Emulator::start().await.map_err(Error::Playground)?;
    let you = emulator.user("You");
    let (app, recovered) = app.recovered().await?;
    refuse_real_replies(&recovered, you.id())?;
    emulator.set_next_update_id(next_update(&recovered));
    let app = app.token(emulator.token()).api_url(emulator.api_url());
    let conversation = converse(you, emulator.bot_messages());
    let stop = async {
        tokio::select! {
            () = stop => (),
            () = conversation => (),
        }
    };
    Ok(app.course(stop).await)
}

/// The store may be that of a real bot whose token is missing by mistake: its replies must not end in here.
fn refuse_real_replies(recovered: &Recovered, you: i64) -> Result<()> {
    if recovered.queued.iter().all(|reply| reply.lane == you) {
        return Ok(());
    }
    let problem = "the store has replies for people on Telegram that are not sent yet: set TELOXIDE_TOKEN to send them, or \
                   name another store in POUCH_STORE to try the bot";
    Err(Error::Setup(vec![problem.to_owned()]))
}

/// The id behind those of earlier conversations, which the store knows.
fn next_update(recovered: &Recovered) -> i64 {
    let ours = recovered.handled.iter().filter(|id| **id >= FIRST_UPDATE);
    ours.max().map_or(FIRST_UPDATE, |last| last.saturating_add(1))
}

/// Sends what is typed as a person's messages and shows what the bot answers, until the input ends.
async fn converse(you: User, mut answers: BotMessages) {
    show(
        "No token, no Telegram: this conversation stays on your computer.\n\
         Type a message and press Enter, for example /help. Ctrl+D ends.\n\
         To put the bot on Telegram, set TELOXIDE_TOKEN to the token that @BotFather gives you.\n",
    );
    let mut lines = typed_lines();
    loop {
        prompt();
        tokio::select! {
            line = lines.recv() => match line {
                Some(line) if line.trim().is_empty() => (),
                Some(line) => drop(you.send(&line)),
                None => break,
            },
            answer = answers.next() => show(&format!("\rbot: {}\n", answer.text.replace('\n', "\n     "))),
        }
    }
    while let Ok(answer) = tokio::time::timeout(LAST_WORDS, answers.next()).await {
        show(&format!("\rbot: {}\n", answer.text.replace('\n', "\n     ")));
    }
}

/// What is typed, line by line. A thread of its own reads it, since reading a terminal can't be cancelled.
fn typed_lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let typed = std::io::stdin().lock().lines().map_while(std::result::Result::ok);
        typed.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
    });
    lines
}

fn prompt() {
    if std::io::stdin().is_terminal() {
        show("you: ");
    }
}

/// Prints to a terminal that may be gone.
fn show(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
