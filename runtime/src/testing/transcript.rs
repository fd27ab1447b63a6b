//! Conversations in files, run as tests.

mod acting;
mod script;
mod template;

use std::path::Path;

use similar::TextDiff;

use super::TestBot;
use super::stage::Place;
use script::{Deed, Piece};
use template::{Known, Template};

/// The environment variable that lets transcripts become what has happened.
const UPDATE: &str = "UPDATE";

/// Runs a transcript, and compares what happens with it or writes it down.
pub(super) async fn run(bot: &TestBot, path: &Path, place: Place) {
    let stage = bot.stage();
    let written = match std::fs::read_to_string(path) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) => stage.fail(
            place,
            &format!(
                "the transcript {} can't be read ({error}): write down what people do, and run the test with {UPDATE}=1",
                path.display()
            ),
        ),
    };
    let pieces = match script::read(&written) {
        Ok(pieces) => pieces,
        Err(wrong) => stage.fail(place, &format!("{}:{wrong}", path.display())),
    };
    let (happened, obstacle) = Play::new(bot, place).perform(&pieces).await;
    if happened == written && obstacle.is_none() {
        return;
    }
    if obstacle.is_none() && std::env::var_os(UPDATE).is_some_and(|value| value == "1") {
        if let Err(error) = std::fs::write(path, happened) {
            stage.fail(place, &format!("the transcript {} can't be written: {error}", path.display()));
        }
        return;
    }
    let diff = TextDiff::from_lines(&written, &happened);
    let diff = diff.unified_diff().context_radius(3).header("written", "happened").to_string();
    let obstacle = obstacle.map_or_else(
        || format!("run the test with {UPDATE}=1 to accept what happened"),
        |obstacle| format!("it could not go on: {obstacle}"),
    );
    stage.fail(place, &format!("the transcript {} is not what happens; {obstacle}\n\n{diff}", path.display()))
}

/// A transcript that is performed.
struct Play<'a> {
    bot: &'a TestBot,
    place: Place,
    known: Known,
    happened: String,
}

impl<'a> Play<'a> {
    fn new(bot: &'a TestBot, place: Place) -> Self {
        Play { bot, place, known: Known::default(), happened: String::new() }
    }

    /// What happened, in the form of a transcript, and why that is not all.
    async fn perform(mut self, pieces: &[Piece]) -> (String, Option<String>) {
        let mut rest = pieces;
        let mut start = self.now();
        loop {
            let end = rest.iter().position(|piece| matches!(piece, Piece::Deed { .. })).unwrap_or(rest.len());
            let reactions = self.bot.stage().conversation().reactions_since(start);
            self.compare(&rest[..end], &reactions);
            let Some(Piece::Deed { written, deed }) = rest.get(end) else { return (self.happened, None) };
            self.write(written);
            start = self.now();
            if let Err(obstacle) = self.carry_out(deed).await {
                return (self.happened, Some(obstacle));
            }
            rest = &rest[end + 1..];
        }
    }

    /// Writes down what the bot did, in the written words where they fit, among the written remarks.
    fn compare(&mut self, pieces: &[Piece], reactions: &[String]) {
        let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Expected(_)));
        let (expected, remarks) = pieces.split_at(last.map_or(0, |last| last + 1));
        let mut reactions = reactions.iter();
        for piece in expected {
            match piece {
                Piece::Remark(text) => self.write(text),
                Piece::Expected(text) => {
                    let Some(reaction) = reactions.next() else { continue };
                    if Template::read(text).matches(reaction, &mut self.known) {
                        self.write(text);
                    } else {
                        self.write_reaction(reaction);
                    }
                }
                Piece::Deed { .. } => (),
            }
        }
        reactions.for_each(|reaction| self.write_reaction(reaction));
        for piece in remarks {
            if let Piece::Remark(text) = piece {
                self.write(text);
            }
        }
    }

    async fn carry_out(&mut self, deed: &Deed) -> Result<(), String> {
        let fill = |text: &str| Template::read(text).filled(&self.known);
        let bot = self.bot;
        match deed {
            Deed::Acts { place, person, act, words } => {
                let group = place.as_ref().map(|title| bot.group(title));
                acting::perform(bot, &bot.user(person), group.as_ref(), *act, &fill(words)?).await?;
            }
            Deed::Restart => bot.restart().await,
            Deed::Stop => bot.stop().await,
            Deed::Kill => bot.kill().await,
            Deed::Upgrade { group } => bot.group(group).upgrade_at(self.place).await,
            Deed::Pass { time } => {
                bot.clock().advance(*time);
                // What is due now is part of what happens.
                bot.stage().rest(self.place).await;
            }
        }
        Ok(())
    }

    fn write_reaction(&mut self, reaction: &str) {
        let written = self.known.disguise(reaction);
        self.write(&written);
    }

    fn write(&mut self, text: &str) {
        self.happened.push_str(text);
        self.happened.push('\n');
    }

    fn now(&self) -> usize {
        self.bot.stage().observe();
        self.bot.stage().conversation().len()
    }
}
