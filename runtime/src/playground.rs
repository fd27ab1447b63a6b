//! Trying a bot without Telegram: the emulator in the same process, and a conversation in the terminal.

use std::io::{BufRead, IsTerminal, Write};
use std::time::Duration;

use pouch_emulator::{BotMessages, Emulator, User};
use tokio::sync::mpsc;

use crate::app::App;
use crate::error::{Error, Result};

/// How long the bot may still answer after the last line was typed.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Runs the bot against an emulator of its own, until the future is ready or the conversation ends.
pub(crate) async fn run(app: App, stop: impl Future<Output = ()>) -> Result<()> {
    let emulator = Emulator::start().await.map_err(Error::Playground)?;
    let (app, known) = app.known_updates().await?;
    if let Some(last) = known.into_iter().max() {
        // The emulator's own ids come from the clock, and could be those of a conversation a moment ago.
        emulator.set_next_update_id(last.saturating_add(1));
    }
    let app = app.token(emulator.token()).api_url(emulator.api_url());
    let conversation = converse(emulator.user("You"), emulator.bot_messages());
    let stop = async {
        tokio::select! {
            () = stop => (),
            () = conversation => (),
        }
    };
    app.run_until(stop).await
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
