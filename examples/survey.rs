//! A survey of three questions: an attribute on a struct asks them, a function takes the answers.

use pouch::prelude::*;

#[derive(Choice)]
enum Language {
    Rust,
    Python,
    Other,
}

/// Sign up
#[derive(Survey)]
#[survey("signup")]
struct Signup {
    #[ask("Your name?", len = 2..=60)]
    name: String,
    #[ask("How old are you?", range = 13..=120)]
    age: u8,
    #[ask("Which language do you like best?")]
    language: Language,
}

/// What somebody answered.
#[user_data]
#[derive(Default)]
struct Saved(String);

#[survey_done]
fn signed_up(signup: Signup, saved: &mut Saved) -> String {
    let Signup { name, age, language } = signup;
    saved.0 = format!("Saved: {name}, {age}, {}", language.label());
    saved.0.clone()
}

/// See what is saved
#[command("me")]
fn me(saved: &Saved) -> &str {
    if saved.0.is_empty() { "Nothing saved" } else { &saved.0 }
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![Signup, signed_up, me]).run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_survey_runs_as_its_transcript_shows() {
        let bot = TestBot::start(|| App::new(handlers![Signup, signed_up, me])).await;
        bot.transcript("transcripts/survey.txt").await;
    }
}
