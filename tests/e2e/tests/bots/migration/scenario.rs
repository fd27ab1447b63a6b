//! A group becomes a supergroup while people write under both ids.

use std::collections::BTreeSet;
use std::fmt;

use pouch_emulator::MigrationNotice::{self, FromOld, ToNew};
use pouch_emulator::{Chat, Upgraded, User};
use serde_json::{Value, json};

use crate::support::{MOVING, PATIENCE, Process, Stage, until};

/// Which news of the move the bot gets, and what it finds.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    pub(super) notices: Vec<MigrationNotice>,
    /// The new chat has data of its own before any news arrive.
    pub(super) are_both_in_use: bool,
    /// Handlers that read the chat's data come in between.
    pub(super) is_read: bool,
}

/// When the bot's process ends, to be started again.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ends {
    Never,
    /// In order, after each thing that happens.
    EverywhereInOrder,
    /// As by `kill -9`, before that step of its store.
    At(usize),
    /// As by `kill -9`, just after that step of its store.
    After(usize),
}

impl Scenario {
    /// Both orders of the service messages, with each of them present, missing or doubled.
    pub(super) fn all() -> Vec<Scenario> {
        let mut scenarios = Vec::new();
        for (first, second) in [(ToNew, FromOld), (FromOld, ToNew)] {
            for (firsts, seconds) in
                [0, 1, 2].into_iter().flat_map(|firsts| [0, 1, 2].map(|seconds| (firsts, seconds)))
            {
                let notices = [vec![first; firsts], vec![second; seconds]].concat();
                for (are_both_in_use, is_read) in [(false, false), (false, true), (true, false), (true, true)]
                {
                    scenarios.push(Scenario { notices: notices.clone(), are_both_in_use, is_read });
                }
            }
        }
        scenarios
    }

    /// Plays it, and checks what is left; returns whether the process was killed.
    pub(super) async fn play(&self, ends: Ends) -> bool {
        let mut play = Play::new(ends).await;
        for text in ["/add 1", "/add 2"] {
            play.ann.send_to(&play.group, text);
            play.pass().await;
        }
        play.has_said(&["1", "2"]).await;
        let upgraded = play.group.upgrading().notices(&[]).run();
        play.new = Some(upgraded.new_chat().id());
        if self.are_both_in_use {
            play.ann.send_to(upgraded.new_chat(), "/add 3");
            play.pass().await;
        }
        for notice in &self.notices {
            upgraded.deliver(*notice);
            self.interlude(&mut play, &upgraded).await;
        }
        play.ann.draft("/add 4").to(&play.group).late().send();
        play.has_said(&["4"]).await;
        self.interlude(&mut play, &upgraded).await;
        play.ann.send_to(upgraded.new_chat(), "/add 5");
        play.has_said(&["5"]).await;
        play.end().await;
        self.check(&play, &upgraded);
        play.was_killed
    }

    /// What others do between the news.
    async fn interlude(&self, play: &mut Play, upgraded: &Upgraded) {
        if self.is_read {
            play.ann.send_to(upgraded.new_chat(), "/list");
            play.ann.draft("/list").to(&play.group).late().send();
        }
        play.pass().await;
    }

    fn check(&self, play: &Play, upgraded: &Upgraded) {
        let (old, new) = (upgraded.old_chat().id(), upgraded.new_chat().id());
        let Play { stage, was_killed, .. } = play;
        let store = stage.store();
        assert_eq!(store.record("bot", 0, "Moves"), json!({ "pairs": [[old, new]] }), "{self}: ran once");
        let expected: BTreeSet<_> = self.items().into_iter().collect();
        let answers = [old, new].map(|chat| stage.emulator.replies(chat)).concat();
        for item in &expected {
            let count = answers.iter().filter(|answer| *answer == item).count();
            assert!(count == 1 || count == 2 && *was_killed, "{self}: {count} answers `{item}`");
        }
        let items = |name: &str| texts(&store.record("chat", new, name)["items"]);
        let notes = items("Notes");
        assert_eq!(notes.len(), expected.len(), "{self}: {notes:?}");
        assert_eq!(
            notes.into_iter().collect::<BTreeSet<_>>(),
            expected,
            "{self}: the merged record is whole"
        );
        let mut logged: BTreeSet<_> = items("Log").into_iter().collect();
        for (subject, letter) in store.dead_letters() {
            assert_eq!(subject, format!("Log of chat {new}"));
            logged.extend(texts(&letter["items"]));
        }
        assert_eq!(logged, expected, "{self}: what is displaced is set aside");
        assert!(items("Log").contains(&"1".to_owned()), "{self}: the old chat's record stays");
        let diligence = store.record("member", new, "Diligence");
        assert_eq!(diligence, json!({ "count": expected.len() }), "{self}: members move along");
        assert_eq!(store.record_count_of(old), 0, "{self}: nothing is left behind");
    }

    fn items(&self) -> Vec<String> {
        let mut items: Vec<String> = ["1", "2", "4", "5"].map(str::to_owned).into();
        items.extend(self.are_both_in_use.then(|| "3".to_owned()));
        items
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// A scenario that is being played.
struct Play {
    stage: Stage,
    ends: Ends,
    bot: Process,
    was_killed: bool,
    ann: User,
    group: Chat,
    /// The id that the group has after the upgrade.
    new: Option<i64>,
}

impl Play {
    async fn new(ends: Ends) -> Self {
        let stage = Stage::new().await;
        let launch = match ends {
            Ends::Never | Ends::EverywhereInOrder => stage.program(MOVING),
            Ends::At(step) => stage.program(MOVING).with("DIE_AT", step.to_string()),
            Ends::After(step) => stage.program(MOVING).with("DIE_AFTER", step.to_string()),
        };
        let (ann, group, bot) = (stage.user("Ann"), stage.emulator.group("Friends"), launch.start());
        Play { stage, ends, bot, was_killed: false, ann, group, new: None }
    }

    /// Ends the bot's process and starts another, if that is to be everywhere.
    async fn pass(&mut self) {
        if matches!(self.ends, Ends::EverywhereInOrder) {
            self.bot.signal("TERM");
            self.bot.exit(PATIENCE).await;
            self.bot = self.stage.program(MOVING).start();
        }
    }

    /// Waits until the bot has said all of that in either chat.
    async fn has_said(&mut self, texts: &[&str]) {
        let chats: Vec<i64> = [self.group.id()].into_iter().chain(self.new).collect();
        self.until(|stage| {
            let said: Vec<String> = chats.iter().flat_map(|chat| stage.emulator.replies(*chat)).collect();
            texts.iter().all(|text| said.iter().any(|said| said == text))
        })
        .await;
    }

    /// Waits until all is confirmed and sent, and ends the bot.
    async fn end(&mut self) {
        loop {
            self.until(|stage| stage.emulator.pending_updates() == 0 && stage.store().unsent_count() == 0)
                .await;
            if !self.bot.has_ended() {
                self.bot.signal("TERM");
            }
            if self.bot.exit(PATIENCE).await.status.success() {
                return;
            }
            self.begin_again();
        }
    }

    /// Starts a bot that was killed.
    fn begin_again(&mut self) {
        self.was_killed = true;
        self.bot = self.stage.program(MOVING).start();
    }

    /// Waits until something is so. A bot that was killed starts again.
    async fn until(&mut self, is_so: impl Fn(&Stage) -> bool) {
        loop {
            let Play { stage, bot, .. } = self;
            until("the bot has done it, or was killed", || bot.has_ended() || is_so(stage)).await;
            if !self.bot.has_ended() {
                return;
            }
            self.begin_again();
        }
    }
}

fn texts(items: &Value) -> Vec<String> {
    serde_json::from_value(items.clone()).unwrap()
}
