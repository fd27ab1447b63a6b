//! The bot's data for code that is no handler: tasks beside the bot, jobs, web servers.

mod all;
mod id;
mod letters;
mod link;
mod people;

use std::fmt;
use std::marker::PhantomData;
use std::path::Path;
use std::sync::Arc;

use teloxide_core::types::ThreadId;
use uuid::Uuid;

pub use all::All;
pub use id::Id;
pub use letters::{DeadLetters, Retried};
pub(crate) use link::Link;

use crate::data::{Data, RecordError};
use crate::dispatch::Dispatcher;
use crate::store::{Owner, Scope, StoreError};
use crate::survey::{Results, Survey};

/// The bot's data, for code that is no handler; made by [`App::data_store`](crate::App::data_store).
///
/// It waits its turn like an update: what it reads and changes fits in between the handlers. Its methods wait until the
/// bot has started.
///
/// ```no_run
/// use pouch::prelude::*;
///
/// /// How many coins a person has.
/// #[user_data]
/// #[derive(Default)]
/// struct Purse {
///     coins: u32,
/// }
///
/// /// See how many coins you have
/// #[command("purse")]
/// fn purse(purse: &Purse) -> u32 {
///     purse.coins
/// }
///
/// #[tokio::main]
/// async fn main() -> pouch::Result<()> {
///     let app = App::new(handlers![purse]);
///     let store = app.data_store();
///     tokio::spawn(async move {
///         store.user::<Purse>(1001).update(|purse| purse.coins += 5).await
///     });
///     app.run().await
/// }
/// ```
///
/// Don't use it inside a handler for what the handler itself touches, or what belongs to its chat: it would wait for the
/// handler, and the handler for it, until the deadline.
#[derive(Clone)]
pub struct DataStore {
    link: Arc<Link>,
}

/// One record of the bot, or the place for it; see [`DataStore`].
pub struct RecordOf<T> {
    link: Arc<Link>,
    owner: Owner,
    data: PhantomData<fn() -> T>,
}

/// Why a record can't be read or changed from outside of handlers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// The bot has stopped, or did not start; what was to be changed is not changed, or not durably.
    #[error("the bot does not run any more")]
    Stopped,
    /// The record can't be read, or what it would become can't be kept.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no dead letter with that id, or it is being retried already.
    #[error("there is no dead letter `{id}` that waits")]
    NoSuchLetter {
        /// The id that was asked for.
        id: Uuid,
    },
    /// The dead letter holds neither an update nor a timer, so it can't be retried.
    #[error("the dead letter `{id}` is no update and no timer; it can be looked at and dropped")]
    NoUpdate {
        /// The letter.
        id: Uuid,
    },
}

impl DataStore {
    pub(crate) fn new(link: Arc<Link>) -> Self {
        DataStore { link }
    }

    /// A person's record, or that of a chat that speaks as a person.
    pub fn user<T: Data>(&self, user: impl Into<Id>) -> RecordOf<T> {
        const { assert!(matches!(T::SCOPE, Scope::User), "`DataStore::user` is for types with `#[user_data]`") };
        self.record(Owner::new(user.into().0))
    }

    /// A chat's record. Any id that the chat ever had will do, if it was a group and is a supergroup now.
    pub fn chat<T: Data>(&self, chat: impl Into<Id>) -> RecordOf<T> {
        const { assert!(matches!(T::SCOPE, Scope::Chat), "`DataStore::chat` is for types with `#[chat_data]`") };
        self.record(Owner::new(chat.into().0))
    }

    /// The bot's own record.
    pub fn bot<T: Data>(&self) -> RecordOf<T> {
        const { assert!(matches!(T::SCOPE, Scope::Bot), "`DataStore::bot` is for types with `#[bot_data]`") };
        self.record(Owner::BOT)
    }

    /// The record of a person in a chat.
    pub fn member<T: Data>(&self, chat: impl Into<Id>, user: impl Into<Id>) -> RecordOf<T> {
        const {
            assert!(
                matches!(T::SCOPE, Scope::Member),
                "`DataStore::member` is for types with `#[member_data]`"
            );
        };
        self.record(Owner::in_chat(chat.into().0, user.into().0))
    }

    /// The record of a forum's topic.
    pub fn topic<T: Data>(&self, chat: impl Into<Id>, topic: ThreadId) -> RecordOf<T> {
        const { assert!(matches!(T::SCOPE, Scope::Topic), "`DataStore::topic` is for types with `#[topic_data]`") };
        self.record(Owner::in_chat(chat.into().0, topic.0.0.into()))
    }

    /// All records of a type, one after the other: `while let Some((owner, purse)) = purses.next().await? { .. }`.
    ///
    /// A page of them is in memory at a time. They are as they were committed when they are read, not all at one
    /// moment. Handlers may use it, too; what they themselves have just changed is not among it.
    pub fn all<T: Data>(&self) -> All<T> {
        All::new(Arc::clone(&self.link))
    }

    /// Writes all that the bot has stored, as it is at one moment, into a new file at `path`, while the bot goes on. The
    /// file is a store that a bot can be started with.
    ///
    /// # Errors
    /// If the bot has stopped, if there is such a file already, or if the store writes no backups.
    pub async fn backup(&self, path: impl AsRef<Path>) -> Result<(), AccessError> {
        let dispatcher = self.link.dispatcher().await.ok_or(AccessError::Stopped)?;
        Ok(dispatcher.records().backup(path.as_ref()).await?)
    }

    /// What came of a survey with the option `results`.
    ///
    /// # Errors
    /// If the bot has stopped.
    pub async fn results<S: Survey>(&self) -> Result<Results<S>, AccessError> {
        let dispatcher = self.link.dispatcher().await.ok_or(AccessError::Stopped)?;
        Ok(Results::new(Arc::clone(&dispatcher.transactions.services)))
    }

    /// What was set aside: updates whose handlers failed, and records that had no place after a group's move.
    pub fn dead_letters(&self) -> DeadLetters {
        DeadLetters::new(Arc::clone(&self.link))
    }

    fn record<T>(&self, owner: Owner) -> RecordOf<T> {
        RecordOf { link: Arc::clone(&self.link), owner, data: PhantomData }
    }
}

impl<T: Data> RecordOf<T> {
    /// The value, as it is between two updates; the type's default where there is no record.
    ///
    /// # Errors
    /// If the bot has stopped, or the record can't be read.
    pub async fn read(&self) -> Result<Arc<T>, AccessError> {
        let dispatcher = self.dispatcher().await?;
        dispatcher.read(self.owner).await.ok_or(AccessError::Stopped)?.map_err(AccessError::Record)
    }

    /// Changes the value, as one transaction, and returns when that is durable. A value back at its default is removed.
    ///
    /// # Errors
    /// If the bot has stopped, if the record can't be read, or if the changed value can't be kept; nothing is changed
    /// then, unless the bot stopped in the middle.
    pub async fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Result<R, AccessError> {
        let dispatcher = self.dispatcher().await?;
        dispatcher.update(self.owner, change).await.ok_or(AccessError::Stopped)?.map_err(AccessError::Record)
    }

    /// Puts the value back to its default, of which no record is kept; returns when that is durable.
    ///
    /// # Errors
    /// As [`update`](RecordOf::update).
    pub async fn remove(&self) -> Result<(), AccessError> {
        self.update(|value| *value = T::default()).await
    }

    async fn dispatcher(&self) -> Result<Arc<Dispatcher>, AccessError> {
        self.link.dispatcher().await.ok_or(AccessError::Stopped)
    }
}

impl fmt::Debug for DataStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataStore").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for RecordOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordOf").field("owner", &self.owner).finish_non_exhaustive()
    }
}
