//! The conversation in the terminal.

use std::io::{BufRead, IsTerminal, Write};
use std::time::Duration;

use pouch_emulator::{BotMessages, Message, User};
use tokio::sync::mpsc;

/// How long the bot may still answer after the last line was typed.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Sends what is typed as a person's messages and shows what the bot answers them, until the input ends.
pub(super) async fn hold(page: String, you: User, mut answers: BotMessages) {
    show(&format!(
        "No token, no Telegram: this conversation stays on your computer.\n\
         Chat in your browser: {page}\n\
         Or type a message here and press Enter, for example /help. Ctrl+D ends.\n\
         To put the bot on Telegram, set TELOXIDE_TOKEN to the token that @BotFather gives you.\n"
    ));
    let mut lines = typed_lines();
    loop {
        prompt();
        tokio::select! {
            line = lines.recv() => match line {
                Some(line) if line.trim().is_empty() => (),
                Some(line) => drop(you.send(&line)),
                None => break,
            },
            answer = next_answer(&you, &mut answers) => show_answer(&answer),
        }
    }
    while let Ok(answer) = tokio::time::timeout(LAST_WORDS, next_answer(&you, &mut answers)).await {
        show_answer(&answer);
    }
}

/// What the bot says to this person next; what it says to others is on the page.
async fn next_answer(you: &User, answers: &mut BotMessages) -> Message {
    loop {
        let answer = answers.next().await;
        if answer.chat_id == you.id() {
            return answer;
        }
    }
}

/// What is typed, line by line. A thread of its own reads it, since reading a terminal can't be cancelled.
fn typed_lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let typed = std::io::stdin().lock().lines().map_while(Result::ok);
        typed.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
    });
    lines
}

fn prompt() {
    if std::io::stdin().is_terminal() {
        show("you: ");
    }
}

fn show_answer(answer: &Message) {
    show(&format!("\rbot: {}\n", answer.text.replace('\n', "\n     ")));
}

/// Prints to a terminal that may be gone.
fn show(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
