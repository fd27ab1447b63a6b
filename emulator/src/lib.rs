//! The Telegram Bot API on loopback, for trying and testing bots without Telegram.
//!
//! An [`Emulator`] is a real HTTP server. A bot that is given its [address](Emulator::api_url) and
//! [token](Emulator::token) runs as it would at Telegram, in any language and in the same or another process;
//! meanwhile a test plays the people, and looks at what the bot does.
//!
//! ```
//! use pouch_emulator::Emulator;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::start().await?;
//! let ann = emulator.user("Ann");
//! ann.send("/start");
//!
//! // Any bot; here its two calls are made by hand.
//! let api = format!("{}/bot{}", emulator.api_url(), emulator.token());
//! let updates = reqwest::get(format!("{api}/getUpdates")).await?.text().await?;
//! assert!(updates.contains(r#""text":"/start""#));
//! reqwest::get(format!("{api}/sendMessage?chat_id={}&text=Hello", ann.id())).await?;
//!
//! assert_eq!(ann.reply().await?, "Hello");
//! # Ok(())
//! # }
//! ```
//!
//! | to | see |
//! |---|---|
//! | start and stop, make people and chats, look at what happened | [`Emulator`] |
//! | write, edit, read answers | [`User`], [`Chat`], [`Draft`] |
//! | press inline buttons, see what the bot answers | [`User::press`], [`Press`] |
//! | let people join, leave, become administrators | [`User::join`], [`Chat::set_standing`], [`Standing`] |
//! | hide from the bot what does not concern it | [`Emulator::set_privacy_mode`] |
//! | make a forum and topics | [`Emulator::forum`], [`Chat::create_topic`] |
//! | let a channel's posts be discussed | [`Chat::link_discussion`], [`User::comment`] |
//! | make a supergroup of a group | [`Chat::upgrade`], [`Upgrade`] |
//! | let time pass | [`Clock`] |
//! | let the bot answer for a business account | [`User::connect_business`] |
//! | keep the bot to Telegram's limits of rate | [`Emulator::limit_rate`] |
//! | let calls fail, connections break, answers get lost | [`Fault`], [`Emulator::fail`] |
//! | let updates get lost, doubled or late | [`Emulator::fail_update`], [`Emulator::fail_delivery`] |
//! | send the bot what no client would | [`Emulator::push`] |
//! | follow everything that the bot says | [`BotMessages`] |
//! | chat with the bot in a browser, or drive the emulator from another program | [`Emulator::page_url`] |
//! | show what the bot stores, and let people restart it there | [`Emulator::show_record`], [`BotDesk`] |

mod actors;
mod attachments;
mod business;
mod clock;
mod control;
mod desk;
mod discussion;
mod emulator;
mod faults;
mod fields;
mod following;
mod given;
mod inline;
mod journal;
mod limits;
mod meeting;
mod methods;
mod opinions;
mod page;
mod params;
mod paying;
mod pressing;
mod records;
mod refusal;
mod requests;
mod server;
mod state;
mod topics;
mod upgrading;
mod waiting;
mod world;

pub use actors::{Chat, Draft, Sent, User};
pub use business::BusinessAccount;
pub use clock::Clock;
pub use desk::{BotDesk, BotWish};
pub use emulator::Emulator;
pub use faults::{DeliveryFault, Fault, FaultPlan, UpdateFault};
pub use inline::InlineQuery;
pub use paying::Payment;
pub use pressing::Press;
pub use records::RecordView;
pub use requests::Request;
pub use upgrading::{Upgrade, Upgraded};
pub use waiting::{BotMessages, Timeout};
pub use world::{
    Followed, InlineAnswer, Message, MigrationNotice, PaymentOutcome, PressAnswer, Profile, Standing,
};
