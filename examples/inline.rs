//! Inline mode: in any chat, somebody types the bot's name and a text, and picks one of the styles it comes in.

use pouch::prelude::*;

/// How often each style was picked, by everybody.
#[bot_data]
#[derive(Default)]
struct Picks {
    by_style: BTreeMap<String, u32>,
}

/// What a text looks like in each style; the formatting is told to Telegram beside the text, so nothing needs escaping.
fn styles(text: &str) -> [(&'static str, Text); 4] {
    [
        ("Bold", Text::new("").bold(text)),
        ("Secret", Text::new("").spoiler(text)),
        ("Code", Text::new("").code(text)),
        ("Loud", Text::from(text.to_uppercase())),
    ]
}

#[on(inline_query)]
fn offer(query: &InlineQuery) -> InlineAnswer {
    let typed = query.query.trim();
    let styles = styles(typed).into_iter().filter(|_| !typed.is_empty());
    InlineAnswer::new(styles.map(|(name, text)| {
        let again = Button::switch_inline_here("Another", typed.chars().take(200).collect::<String>());
        InlineResult::article(name, name, text).description(typed).buttons([[again]])
    }))
    .start_button("How does this work?", "help")
    .cache_for(Duration::from_mins(1))
}

/// Telegram tells what was picked if `@BotFather`'s `/setinlinefeedback` says so.
#[on(chosen_inline_result)]
fn count(picks: &mut Picks, chosen: &ChosenInlineResult) {
    *picks.by_style.entry(chosen.result_id.clone()).or_default() += 1;
}

/// How to use the bot; the button above the results leads here, with a word that says so
#[command("start")]
fn start(word: Option<String>) -> Reply {
    let text = Text::new("In any chat, type the bot's name and a text, and pick a style.");
    let text = match word.map(|_| "Then go back to your chat.") {
        Some(hint) => text.line().italic(hint),
        None => text,
    };
    Reply::text(text).buttons([[Button::switch_inline("Try it", "hello")]])
}

/// Which styles are liked
#[command("styles")]
fn list(picks: &Picks) -> Text {
    if picks.by_style.is_empty() {
        return "Nothing was picked yet".into();
    }
    picks
        .by_style
        .iter()
        .map(|(style, count)| Text::new("").bold(style).add(format!(": {count}\n")))
        .collect()
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![offer, count, start, list]).run().await
}

#[cfg(test)]
#[path = "tests/inline.rs"]
mod tests;
