//! Albums: Telegram brings each message of one as an update of its own, and does not say which is the last.
//!
//! So each is kept in a record of the chat, in the transaction that handles its update; the album's handler runs when no more
//! has come for a moment, or before the chat's next other update, in the transaction that takes the album out of the record.
//! This only knows when that is.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::{Instrument, debug_span, error, warn};

use super::TROUBLE;
use super::caution::Advice;
use super::claims::Claims;
use super::dispatcher::Dispatcher;
use super::transaction::{Settled, Transactions};
use crate::backoff::Backoff;
use crate::data::{RecordError, Taken};
use crate::error::Chain;
use crate::health::Health;
use crate::params::Gathered;
use crate::router::Destination;
use crate::store::Owner;
#[cfg(feature = "testing")]
use crate::until::until;
use crate::update::{Address, Incoming};

/// How long nothing more of an album has to come for it to be whole.
const QUIET: Duration = Duration::from_secs(1);

/// The most messages of an album: <https://core.telegram.org/bots/api#sendmediagroup>.
const MOST: usize = 10;

/// The albums of which more messages may come, by their chats.
#[derive(Default)]
pub(crate) struct Albums {
    open: Mutex<Opened>,
    /// That there is one to wait for.
    has_begun: Notify,
    /// That there is one less to wait for.
    #[cfg(feature = "testing")]
    has_ended: Notify,
}

#[derive(Default)]
struct Opened {
    by_chat: HashMap<i64, Open>,
    /// When each message came, and in which chat; the first one first.
    arrivals: VecDeque<(Instant, i64)>,
}

/// An album of which more messages may come.
#[derive(Clone)]
struct Open {
    name: String,
    first: Arc<Incoming>,
    count: usize,
    latest: Instant,
    /// Whether an earlier run had begun it.
    is_left_over: bool,
}

impl Albums {
    /// Notes a message of an album, and whether the album is full with it.
    fn note(&self, chat: i64, name: String, message: &Arc<Incoming>) -> bool {
        let new =
            Open { name, first: Arc::clone(message), count: 0, latest: Instant::now(), is_left_over: false };
        let mut opened = self.opened();
        let open = opened.by_chat.entry(chat).or_insert(new);
        (open.count, open.latest) = (open.count + 1, Instant::now());
        let (is_full, latest) = (open.count >= MOST, open.latest);
        opened.arrivals.push_back((latest, chat));
        drop(opened);
        self.has_begun.notify_one();
        is_full
    }

    /// Notes an album of which an earlier run has kept messages.
    fn note_left_over(&self, chat: i64, name: String, first: Arc<Incoming>, count: usize) {
        let latest = Instant::now();
        let mut opened = self.opened();
        opened.by_chat.insert(chat, Open { name, first, count, latest, is_left_over: true });
        opened.arrivals.push_back((latest, chat));
        drop(opened);
        self.has_begun.notify_one();
    }

    /// The chats whose albums are whole by now, and when there may be more.
    fn due(&self, now: Instant) -> (Vec<i64>, Option<Instant>) {
        let mut opened = self.opened();
        let mut due = Vec::new();
        while let Some((at, chat)) = opened.arrivals.front().copied() {
            if at + QUIET > now {
                return (due, Some(at + QUIET));
            }
            opened.arrivals.pop_front();
            if opened.by_chat.get(&chat).is_some_and(|open| open.latest == at) {
                due.push(chat);
            }
        }
        (due, None)
    }

    fn find(&self, chat: i64) -> Option<Open> {
        self.opened().by_chat.get(&chat).cloned()
    }

    /// Says that the handler of that chat's album waits for its turn.
    fn end(&self, chat: i64) {
        self.opened().by_chat.remove(&chat);
        #[cfg(feature = "testing")]
        self.has_ended.notify_waiters();
    }

    /// Whether none is waited for.
    #[cfg(feature = "testing")]
    pub(crate) fn are_whole(&self) -> bool {
        self.opened().by_chat.is_empty()
    }

    /// Waits until none is waited for.
    #[cfg(feature = "testing")]
    pub(crate) async fn whole(&self) {
        until(&self.has_ended, || self.are_whole()).await;
    }

    fn opened(&self) -> MutexGuard<'_, Opened> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// Who calls these holds `Dispatcher::order`.
impl Dispatcher {
    /// Ends the album of the update's chat, if the update is no part of it.
    pub(super) fn end_album_before(&self, incoming: &Incoming) {
        let chat = incoming.facts.address.as_ref().map(|address| address.chat);
        if let Some(chat) = chat.filter(|_| self.router.has_albums())
            && let Some(open) = self.albums.find(chat)
            && incoming.album().as_ref() != Some(&open.name)
        {
            self.end_album(chat);
        }
    }

    /// Has an album wait for more messages than this one, if it is a message that may be kept for an album.
    pub(super) fn gather(&self, message: &Arc<Incoming>) {
        let chat = message.facts.address.as_ref().map(|address| address.chat);
        if let Some((chat, name)) = chat.zip(message.album())
            && self.albums.note(chat, name, message)
        {
            self.end_album(chat);
        }
    }

    /// Has the handler of a chat's album enter its queues.
    fn end_album(&self, chat: i64) {
        let Some(Open { first, is_left_over, .. }) = self.albums.find(chat) else { return };
        let chats = self.migrations.chats();
        let now = |address: &Address| Address { chat: chats.current(address.chat), ..address.clone() };
        let place = first.at(first.facts.address.as_ref().map(now));
        let mut claims = Claims::default();
        claims.enter_chat(&place);
        claims.enter_records(&place, &self.router.touches(self.router.albums(), &place));
        let ticket = self.keys.enter(claims.into_claims());
        let advice = if is_left_over { self.caution.advise_left_over(first.id) } else { Advice::Go };
        let work = self.work_of_album(chats.current(chat), matches!(advice, Advice::SetAside));
        match advice {
            Advice::Go => self.spawn(None, ticket, None, work),
            Advice::SetAside => {
                let marks = self.caution.unmark(first.id);
                self.spawn(None, ticket, None, async {
                    let mut settled = work.await;
                    settled.marks.extend(marks);
                    settled
                });
            }
            Advice::Mark(number) => {
                let (caution, committer) = (Arc::clone(&self.caution), Arc::clone(&self.committer));
                let work = Box::pin(async move { caution.alone(&committer, (first.id, number), work).await });
                self.spawn(None, ticket, None, work);
            }
        }
        self.albums.end(chat);
    }

    /// What is to be committed for the first album that the chat's record holds, as it is when it is the album's turn.
    fn work_of_album(&self, chat: i64, has_killed: bool) -> impl Future<Output = Settled> + Send + use<> {
        let (transactions, albums) = (Arc::clone(&self.transactions), Arc::clone(&self.albums));
        let work = async move {
            let settled = transactions.settle_album(chat, has_killed, &albums).await;
            settled.unwrap_or_else(|error| {
                error!(error = %Chain(&error), "an album was left as it is");
                Settled::default()
            })
        };
        let (handler, outcome) = (tracing::field::Empty, tracing::field::Empty);
        work.instrument(debug_span!("album", chat, handler, outcome))
    }
}

impl Dispatcher {
    /// Takes up the albums that an earlier run has kept messages of.
    pub(crate) async fn take_up_albums(&self) {
        if !self.router.has_albums() {
            return;
        }
        let mut albums = self.records().listed::<Gathered>();
        loop {
            match albums.next(self.records()).await {
                Ok(Some((owner, gathered))) => self.take_up(owner, &gathered),
                Ok(None) => return,
                Err(error @ RecordError::Store(_)) => {
                    warn!(error = %Chain(&error), retry_in = ?TROUBLE, "which albums have begun can't be read");
                    sleep(TROUBLE).await;
                    albums = self.records().listed::<Gathered>();
                }
                Err(error) => error!(error = %Chain(&error), "an album was left as it is"),
            }
        }
    }

    fn take_up(&self, owner: Owner, gathered: &Gathered) {
        let chats = self.migrations.chats();
        if let Some((name, updates)) = gathered.first()
            && let Ok(first) = Incoming::of_album(updates.to_vec(), chats)
        {
            self.albums.note_left_over(chats.current(owner.id), name.to_owned(), first, updates.len());
        }
    }

    /// Ends albums of which nothing more comes. While the bot is deaf, none ends: the rest may be on its way.
    pub(crate) async fn end_albums(&self, health: &Health) {
        loop {
            health.hears().await;
            let next = {
                let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
                let (due, next) = self.albums.due(Instant::now());
                for chat in due {
                    self.end_album(chat);
                }
                next
            };
            match next {
                Some(next) => sleep_until(next).await,
                None => self.albums.has_begun.notified().await,
            }
        }
    }
}

impl Transactions {
    /// Has a chat's first album handled, and taken out of the chat's record.
    async fn settle_album(
        &self,
        chat: i64,
        has_killed: bool,
        albums: &Albums,
    ) -> Result<Settled, RecordError> {
        let mut gathered = self.gathered(chat).await?;
        let chats = self.services.migrations.chats();
        let Some(updates) = gathered.take_first() else { return Ok(Settled::default()) };
        if let Some((name, others)) = gathered.first()
            && let Ok(first) = Incoming::of_album(others.to_vec(), chats)
        {
            albums.note_left_over(chat, name.to_owned(), first, others.len());
        }
        let change = gathered.into_change(&self.services.records)?;
        let Ok(album) = Incoming::of_album(updates, chats) else { return Ok(Settled::default()) };
        let set_aside = |reason| {
            error!(update = album.id, "an album was set aside: {reason}");
            let dead_letters = Vec::from_iter(album.set_aside(None, reason));
            Settled { dead_letters, ..Settled::default() }
        };
        let mut settled = match self.router.route(&album) {
            _ if has_killed => set_aside("the process died twice while it handled this album"),
            Destination::Handlers(candidates) => self.settle(&album, &candidates).await,
            Destination::Refused(_) | Destination::Nowhere => set_aside("no handler is for this album"),
        };
        settled.changes.extend(change);
        Ok(settled)
    }

    /// The messages that a chat's record holds for albums. It is tried again and again while the store can't be read.
    pub(super) async fn gathered(&self, chat: i64) -> Result<Taken<Gathered>, RecordError> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        loop {
            match self.services.records.taken(Owner::new(chat)).await {
                Err(RecordError::Store(error)) if error.may_pass() => {
                    let delay = backoff.next_delay();
                    error!(error = %Chain(&error), retry_in = ?delay, "the store can't be read");
                    sleep(delay).await;
                }
                taken => return taken,
            }
        }
    }
}
