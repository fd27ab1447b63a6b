//! Bots in tests: the real [`App`](crate::App), with people as actors, and no Telegram.
//!
//! With the feature `testing`, for example in `[dev-dependencies]`:
//!
//! ```
//! use pouch::prelude::*;
//! use pouch::testing::TestBot;
//!
//! /// What a user has put away.
//! #[user_data]
//! #[derive(Default)]
//! struct Shelf {
//!     values: HashMap<Uuid, String>,
//! }
//!
//! /// Store a value and get its key
//! #[command("put")]
//! fn put(shelf: &mut Shelf, value: String) -> Uuid {
//!     let key = Uuid::new_v4();
//!     shelf.values.insert(key, value);
//!     key
//! }
//!
//! /// Look a value up by its key
//! #[command("get")]
//! fn get(shelf: &Shelf, key: Uuid) -> &str {
//!     shelf.values.get(&key).map_or("Not found", String::as_str)
//! }
//!
//! # async fn test() {
//! // In a `#[tokio::test]`:
//! let bot = TestBot::start(|| App::new(handlers![put, get])).await;
//! let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
//!
//! ann.send("/put hello").await;
//! let key = ann.reply().await;
//! bot.kill().await;
//! bot.restart().await;
//! assert_eq!(ann.ask(&format!("/get {key}")).await, "hello");
//! assert_eq!(bob.ask(&format!("/get {key}")).await, "Not found");
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test());
//! ```
//!
//! # What is real
//!
//! The app fetches updates over HTTP on loopback from a server of [`emulator`] in the same process, and keeps what it knows
//! in an SQLite file of a temporary folder; each [`TestBot`] has both for itself, so tests run side by side.
//!
//! With [`in_memory`](Start::in_memory), there is no file, and the same HTTP runs through pipes inside the process instead of
//! sockets, to the same server: only the store and the sockets are left out, and the tests of the kit run both ways. In a debug build, a start takes
//! about 10 ms instead of 20 to 50 then, and a question with its answer 4 ms instead of 6; nearly all of that is the file. (Calls
//! that handlers make on `&Bot` take a socket even so: teloxide-core's client has no other door.)
//!
//! (The kit is a part of this crate and not of the emulator's, since the emulator can't depend on what it tests.)
//!
//! # Nothing sleeps
//!
//! Whatever people do is waited for until the bot is idle: every update is handled, durable and confirmed, and every reply
//! is sent. What tasks of your own do beside the bot is unknown to it, unless they change the bot's data. A bot that is busy for
//! too long fails the test, and so does a missing reply ([`Person::reply`]), one too many ([`Person::ask`],
//! [`Person::expect_no_reply`]), or a button that is not there; each with the conversation:
//!
//! ```text
//! Ann expected another message of the bot
//!   at tests/bot.rs:12:9
//!
//! The conversation:
//! Ann: /poll Tea?
//! Bot: Tea?
//!   [Yes] [No]
//! Ann presses [Yes]
//! Toast: You voted Yes
//! Bot edits: Tea? 1 of 1
//!   [Yes] [No]
//! ```
//!
//! # What people can do
//!
//! ```
//! # use pouch::testing::{TestBot, emulator::Standing};
//! # async fn test(bot: TestBot, picture: &[u8]) {
//! let (ann, news) = (bot.user("Ann"), bot.channel("News"));
//! ann.write("my cat", |draft| draft.photo(picture)).await; // a message of any kind
//! ann.reply_to(&ann.latest(), "Thanks").await;
//! ann.react(&ann.latest(), &["👍"]).await;
//! let found = ann.ask_inline("tea").await;
//! ann.pick(found.results[0]["id"].as_str().unwrap()).await;
//! news.post("Good morning").await; // in the name of the channel
//! let club = bot.supergroup("Club");
//! club.set_bot_standing(Standing::full_administrator()).await;
//! ann.ask_to_join(&club).await;
//! ann.does(|user| user.share_chat(1, &club.chat())).await; // whatever else people can do in the emulator
//! # }
//! ```
//!
//! # Transcripts
//!
//! A conversation as a file is a test, too: [`TestBot::transcript`] lets people do what is written there, and compares what
//! the bot does. Write what people do, run the test with `UPDATE=1`, and look at what the bot did.
//!
//! ```text
//! # Lines that begin with `#` and empty ones are remarks.
//! Ann: /put hello
//! Bot: {key}
//! -- restart --
//! Ann: /get {key}
//! Bot: hello
//! Friends > Bob: /poll Tea?
//! Friends > Bot: Tea?
//!   [Yes] [No]
//! Friends > Ann presses [Yes]
//! Friends > Toast: You voted Yes
//! -- Friends becomes a supergroup --
//! ```
//!
//! - In a group, its title and ` > ` come first; people and groups that nobody has named before are made.
//! - A message of several lines goes on with lines that begin with `  | `; buttons are rows of `[Label]`.
//! - `Ann edits: text` changes what Ann wrote last; the bot's doings besides are `Bot edits: `, `Bot deletes: `, `Toast: `,
//!   `Alert: `; `Bot to Bob: ` is said in another private chat than the one before.
//! - `Ann: <photo> my cat` sends a picture; the other kinds are `document`, `video`, `animation`, `audio`, `voice`,
//!   `video_note`, `sticker`, `location` and `contact`.
//! - `Ann replies: text` and `Ann reacts 👍` are about the bot's latest message in that chat, `Ann votes [Tea] [Milk]` about its
//!   latest poll, `Ann pays` about its latest invoice. `Ann presses [[Key]]` is a key of the keyboard below the input field.
//! - `Ann types @bot tea` asks for inline results, which are told as `Results: [Green] [Black]`; `Ann picks [Green]` sends one.
//! - `Friends > Ann joins`, `leaves`, `asks to be let in`; `Ann blocks the bot`, `unblocks the bot`.
//! - `-- restart --`, `-- stop --`, `-- kill --`, `-- 1h pass --`.
//! - `{key}` stands for what differs from run to run, the same wherever it is written; `{_}` for anything; `{{` is a brace.

mod bot;
mod conversation;
mod group;
mod person;
mod server;
mod stage;
mod transcript;

pub use bot::{Start, TestBot};
pub use group::Group;
pub use person::Person;
pub use pouch_emulator as emulator;
pub use server::{RunningBot, TestServer};
