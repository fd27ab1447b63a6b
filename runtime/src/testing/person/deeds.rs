//! What people do besides writing texts and pressing buttons.

use std::any::Any;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use pouch_emulator::{Draft, Followed, InlineAnswer, Message, PaymentOutcome, Sent, User};
use serde_json::Value;

use super::Person;
use crate::testing::Group;
use crate::testing::stage::Place;

/// Where people are who share their place by a key.
const GREENWICH: (f64, f64) = (51.4779, -0.0015);

/// Like everything a person does, all of these wait until the bot has nothing to do any more.
impl Person {
    /// Does anything that a person of the emulator can do.
    ///
    /// ```
    /// # async fn test(ann: &pouch::testing::Person, group: &pouch::testing::Group) {
    /// ann.does(|user| user.comment(&group.chat(), 1, "Hear, hear")).await;
    /// # }
    /// ```
    #[track_caller]
    pub fn does<T>(&self, deed: impl FnOnce(&User) -> T) -> impl Future<Output = T> {
        self.act(Location::caller(), deed)
    }

    /// Sends a message that is more than a text: with a photo, in a topic, as an answer, in the name of a channel. The text is
    /// the caption of what it carries.
    ///
    /// ```
    /// # async fn test(ann: &pouch::testing::Person, picture: &[u8]) {
    /// ann.write("my cat", |draft| draft.photo(picture)).await;
    /// # }
    /// ```
    #[track_caller]
    pub fn write(&self, text: &str, finish: impl FnOnce(Draft) -> Draft) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let sent = self.act(place, |user| finish(user.draft(text)).send()).await;
            self.deeds().sent = Some(sent);
        }
    }

    /// Answers a message, in the chat where it stands.
    #[track_caller]
    pub fn reply_to(&self, message: &Message, text: &str) -> impl Future<Output = ()> {
        self.write(text, move |draft| draft.answering(message))
    }

    /// Forwards a message to the bot.
    #[track_caller]
    pub fn forward(&self, message: &Message) -> impl Future<Output = ()> {
        self.write("", move |draft| draft.forwarding(message))
    }

    /// Sends files of one sort as an album: each draft is one of them.
    #[track_caller]
    pub fn send_album(&self, drafts: Vec<Draft>) -> impl Future<Output = Vec<Sent>> {
        self.act(Location::caller(), |_| self.stage.emulator.send_album(drafts))
    }

    /// Reacts to a message with these emoji, instead of those before; none takes all back.
    #[track_caller]
    pub fn react(&self, message: &Message, emoji: &[&str]) -> impl Future<Output = ()> {
        let deed = if emoji.is_empty() {
            "takes the reaction back".to_owned()
        } else {
            format!("reacts {}", emoji.concat())
        };
        self.deed_in(Location::caller(), message.chat_id, deed, |user| {
            user.react(message, emoji);
        })
    }

    /// Votes in a poll for these options, counted from 0; none takes the vote back.
    #[track_caller]
    pub fn vote(&self, message: &Message, options: &[usize]) -> impl Future<Output = ()> {
        let names =
            options.iter().filter_map(|option| message.json["poll"]["options"][option]["text"].as_str());
        let deed = format!("votes [{}]", names.collect::<Vec<_>>().join("] ["));
        self.deed_in(Location::caller(), message.chat_id, deed, |user| {
            user.vote(message, options);
        })
    }

    /// Pays an invoice of the bot, which has to agree. If it does not answer, the test fails.
    #[track_caller]
    pub fn pay(&self, message: &Message) -> impl Future<Output = PaymentOutcome> {
        let place = Location::caller();
        async move {
            let begun = self.deed_in(place, message.chat_id, "pays", |user| user.pay(message)).await;
            match begun.seen() {
                Some(outcome) => outcome,
                None => {
                    self.stage.fail(place, &format!("the bot did not answer the payment of {}", self.name()))
                }
            }
        }
    }

    /// Types this behind the bot's name: the results to [`pick`](Person::pick) from. If the bot does not answer, the test fails.
    #[track_caller]
    pub fn ask_inline(&self, query: &str) -> impl Future<Output = InlineAnswer> {
        let place = Location::caller();
        async move {
            let deed = format!("types @bot {query}");
            let asked = self.deed_in(place, self.user.id(), deed, |user| user.inline_query(query)).await;
            let Some(answer) = asked.seen() else {
                self.stage.fail(place, &format!("the bot did not answer the inline query of {}", self.name()))
            };
            self.deeds().asked = Some(asked);
            self.stage.note_results(self.user.id(), &titles(&answer));
            answer
        }
    }

    /// The results of what the person typed last behind the bot's name.
    pub(in crate::testing) fn results(&self) -> Vec<Value> {
        let asked = self.deeds().asked.clone();
        asked.and_then(|asked| asked.seen()).map(|answer| answer.results).unwrap_or_default()
    }

    /// Picks the result with this id of what was typed last behind the bot's name, in the private chat with the bot.
    #[track_caller]
    pub fn pick(&self, result_id: &str) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let Some(asked) = self.deeds().asked.clone() else {
                self.stage.fail(place, &format!("{} has typed nothing behind the bot's name", self.name()))
            };
            let sent = self.act(place, |_| asked.pick(result_id)).await;
            self.deeds().sent = Some(sent);
        }
    }

    /// Joins a group or channel.
    #[track_caller]
    pub fn join(&self, group: &Group) -> impl Future<Output = ()> {
        self.deed_in(Location::caller(), group.id(), "joins", |user| user.join(&group.chat()))
    }

    /// Leaves a group or channel.
    #[track_caller]
    pub fn leave(&self, group: &Group) -> impl Future<Output = ()> {
        self.deed_in(Location::caller(), group.id(), "leaves", |user| user.leave(&group.chat()))
    }

    /// Asks to be let into a group or channel. Bots hear of it that may invite people there.
    #[track_caller]
    pub fn ask_to_join(&self, group: &Group) -> impl Future<Output = ()> {
        self.deed_in(Location::caller(), group.id(), "asks to be let in", |user| {
            user.ask_to_join(&group.chat());
        })
    }

    /// Opens an invite link of the bot.
    #[track_caller]
    pub fn follow(&self, invite_link: &str) -> impl Future<Output = Followed> {
        self.act(Location::caller(), move |user| user.follow(invite_link))
    }

    /// Blocks the bot: what it sends is refused.
    #[track_caller]
    pub fn block(&self) -> impl Future<Output = ()> {
        self.deed_in(Location::caller(), self.user.id(), "blocks the bot", |user| {
            self.stage.emulator.block(user);
        })
    }

    /// Unblocks the bot.
    #[track_caller]
    pub fn unblock(&self) -> impl Future<Output = ()> {
        self.deed_in(Location::caller(), self.user.id(), "unblocks the bot", |user| {
            self.stage.emulator.unblock(user);
        })
    }

    /// Presses a key of the keyboard that the bot put below the input field: sends its text, the person's own contact, or
    /// where they are, whatever the key asks for. Without such a key, the test fails.
    #[track_caller]
    pub fn press_key(&self, label: &str) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let keyboard = self.user.keyboard().unwrap_or_default();
            let Some(key) = key_of(&keyboard, label) else {
                self.stage.fail(place, &format!("{} has no key [[{label}]]", self.name()))
            };
            let press = |user: &User| match key {
                key if key["request_contact"] == true => user.share_contact(),
                key if key["request_location"] == true => user.share_location(GREENWICH.0, GREENWICH.1),
                _ => user.send(label),
            };
            let sent = self.act(place, press).await;
            self.deeds().sent = Some(sent);
        }
    }

    /// Does something that no message tells of.
    async fn deed_in<T>(
        &self,
        place: Place,
        chat: i64,
        deed: impl Into<String>,
        act: impl FnOnce(&User) -> T,
    ) -> T {
        self.stage.observe();
        self.stage.conversation().note_deed(chat, self.name(), &deed.into());
        self.act(place, act).await
    }

    /// Does something, and waits until the bot has nothing to do any more. What can't be done fails the test.
    async fn act<T>(&self, place: Place, act: impl FnOnce(&User) -> T) -> T {
        let done = catch_unwind(AssertUnwindSafe(|| act(&self.user)));
        let done = done.unwrap_or_else(|panic| self.stage.fail(place, &self.obstacle(panic.as_ref())));
        self.stage.rest(place).await;
        done
    }

    fn obstacle(&self, panic: &(dyn Any + Send)) -> String {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
        format!("{} can't do that: {text}", self.name())
    }
}

/// The titles of inline results, or what they are.
fn titles(answer: &InlineAnswer) -> Vec<&str> {
    answer.results.iter().filter_map(title).collect()
}

/// What people see of an inline result: its title, or its type where it has none.
pub(in crate::testing) fn title(result: &Value) -> Option<&str> {
    result["title"].as_str().or(result["type"].as_str())
}

/// The key of a reply keyboard with this label; a mere string is a key, too.
fn key_of<'a>(keyboard: &'a Value, label: &str) -> Option<&'a Value> {
    let rows = keyboard["keyboard"].as_array().into_iter().flatten();
    let mut keys = rows.filter_map(Value::as_array).flatten();
    keys.find(|key| key["text"].as_str().or(key.as_str()) == Some(label))
}
