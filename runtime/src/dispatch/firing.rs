//! What runs without an update: a chat's timers, functions that recur, and what is due in surveys.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tracing::{Instrument, error, info_span};
use uuid::Uuid;

use super::chain::Failed;
use super::claims::Claims;
use super::dispatcher::{Dispatcher, Task};
use super::keys::Ticket;
use super::transaction::{Attempted, Settled, Transactions};
use crate::backoff::Backoff;
use crate::data::RecordError;
use crate::error::Chain;
use crate::handler::Entry;
use crate::params::Call;
use crate::store::{Owner, Scope};
use crate::timer::{Alarm, Called, Job, PendingTimer, Place, Recurrence, SetAside, Timers, Whose};
use crate::update::Incoming;

impl Dispatcher {
    /// Looks at the surveys of a person in a chat, when their turn comes.
    pub(super) fn look_at_surveys(&self, owner: Owner) {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let chat = self.migrations.chats().current(owner.id);
        let address = Place::default().address(chat);
        let incoming = Arc::new(Incoming::of_timer(address, Some(owner.part)));
        let candidates = self.router.surveys(&incoming);
        let mut claims = Claims::default();
        claims.enter_chat(&incoming);
        claims.enter_records(&incoming, &self.router.touches(candidates.iter(), &incoming));
        let ticket = self.keys.enter(claims.into_claims());
        self.spawn(None, ticket, None, self.work(incoming, Task::Handle(candidates)));
    }

    /// Runs a timer's function, when its turn comes, in whichever chat has become of its own.
    pub(super) fn fire(&self, chat: i64, called: &Called) {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let (incoming, entry, ticket) = self.enter_timer(chat, called);
        let (transactions, id) = (Arc::clone(&self.transactions), called.id);
        let span = info_span!("timer", chat, handler = called.name, outcome = tracing::field::Empty);
        let work = async move { transactions.fire(&incoming, entry.as_ref(), id).await };
        self.spawn(None, ticket, None, work.instrument(span));
    }

    /// Enters the queues that a timer's function needs; who calls holds the order.
    fn enter_timer(&self, chat: i64, called: &Called) -> (Arc<Incoming>, Option<Entry>, Ticket) {
        let chats = self.migrations.chats();
        let address = called.place.clone().address(chats.current(chat));
        let speaker = called.speaker.map(|speaker| chats.current(speaker));
        let incoming = Arc::new(Incoming::of_timer(address, speaker));
        let entry = self.router.timer(&called.name).cloned();
        let mut claims = Claims::default();
        claims.enter_chat(&incoming);
        claims.enter_records(&incoming, &self.router.touches(&entry, &incoming));
        (incoming, entry, self.keys.enter(claims.into_claims()))
    }

    /// Runs the function of a timer that was set aside, when its turn comes: what comes of it, and the queues that it
    /// holds; or nothing, if the bot stops.
    pub(super) async fn fire_again(&self, aside: SetAside) -> Option<(Settled, Ticket)> {
        let (chat, timer) = aside.retried();
        let (incoming, entry, ticket) = {
            let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            self.enter_timer(chat, &timer.called())
        };
        self.stop.or_begun(ticket.granted()).await?;
        let span = info_span!("timer", chat, handler = timer.name(), outcome = tracing::field::Empty);
        let work = self.transactions.fire_again(&incoming, entry.as_ref(), &timer).instrument(span);
        Some((self.stop.or_cut(work).await?, ticket))
    }

    /// Finds out when the functions that recur run next.
    pub(super) fn plan_jobs(&self) {
        for name in self.router.jobs() {
            self.start_job(name, false);
        }
    }

    /// Runs a function that recurs, when its turn comes.
    pub(super) fn run_job(&self, name: &'static str) {
        self.start_job(name, true);
    }

    fn start_job(&self, name: &'static str, is_due: bool) {
        let Some((entry, recurrence)) = self.router.job(name) else { return };
        let incoming = Arc::new(Incoming::of_course());
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let mut claims = Claims::default();
        // The function itself never runs twice at once.
        claims.enter_record(Scope::Bot, Owner::BOT, entry.route.function, true);
        claims.enter_records(&incoming, &self.router.touches(is_due.then_some(entry), &incoming));
        let ticket = self.keys.enter(claims.into_claims());
        let (transactions, entry) = (Arc::clone(&self.transactions), entry.clone());
        let span = info_span!("every", handler = name, outcome = tracing::field::Empty);
        let work = async move {
            if is_due {
                transactions.run_job(&incoming, &entry, name, recurrence).await
            } else {
                transactions.plan_job(name, recurrence).await
            }
        };
        self.spawn(None, ticket, None, work.instrument(span));
    }
}

impl Transactions {
    /// Runs a timer's function, if the timer is still set: what comes of it and that it has run are one transaction.
    async fn fire(&self, incoming: &Arc<Incoming>, entry: Option<&Entry>, id: Uuid) -> Settled {
        let chat = incoming.facts.address.as_ref().map_or(0, |address| address.chat);
        let timers = self.patiently(|| self.services.records.shared::<Timers>(Owner::new(chat))).await;
        let timers = match timers {
            Ok(timers) => timers,
            Err(error) => {
                error!(error = %Chain(&error), "a chat's timers can't be read");
                return Settled::default();
            }
        };
        let Some(timer) = timers.due(id, self.services.clock.now()) else {
            // It was cancelled, or has run.
            return Settled { wake: Vec::from_iter(timers.alarm(chat)), ..Settled::default() };
        };
        let failed = match self.attempt_timer(incoming, entry, timer).await {
            Ok(settled) => return settled,
            Err(failed) => failed,
        };
        let mut settled = self.strike(chat, id).await;
        // The handler for failures may set another.
        self.publish(&mut settled);
        let Settled { changes, outgoing, wake, dead_letters, .. } =
            self.settle_timer(incoming, timer, failed).await;
        settled.changes.extend(changes);
        settled.outgoing.extend(outgoing);
        settled.wake.extend(wake);
        settled.dead_letters.extend(dead_letters);
        settled
    }

    /// Runs the function of a timer that is not set any more.
    async fn fire_again(
        &self,
        incoming: &Arc<Incoming>,
        entry: Option<&Entry>,
        timer: &PendingTimer,
    ) -> Settled {
        match self.attempt_timer(incoming, entry, timer).await {
            Ok(settled) => settled,
            Err(failed) => self.settle_timer(incoming, timer, failed).await,
        }
    }

    /// Runs a timer's function. Without a failure, none is there.
    async fn attempt_timer(
        &self,
        incoming: &Arc<Incoming>,
        entry: Option<&Entry>,
        timer: &PendingTimer,
    ) -> Result<Settled, Option<Failed>> {
        let entry = entry.ok_or(None)?;
        let call = Call { fired: Some(Arc::new(timer.fired())), ..self.call(incoming) };
        self.attempt_all(entry, &call).await.map(Settled::from).map_err(Some)
    }

    /// What comes of a timer whose function has failed, or is not there: it does not run again by itself, and is kept where
    /// somebody can look at it and retry it.
    async fn settle_timer(
        &self,
        incoming: &Arc<Incoming>,
        timer: &PendingTimer,
        failed: Option<Failed>,
    ) -> Settled {
        let aside = SetAside::new(incoming.facts.address.as_ref().map_or(0, |address| address.chat), timer);
        let Some(failed) = failed else {
            let reason = format!("there is no `#[timer]` function `{}` any more", timer.name());
            return Settled { dead_letters: vec![aside.letter(&reason)], ..Settled::default() };
        };
        let Attempted { outcome, reason, .. } = self.settle_failed(incoming, failed).await;
        let dead_letters = Vec::from_iter(reason.map(|reason| aside.letter(&reason)));
        Settled { dead_letters, ..outcome.into() }
    }

    /// Notes that a timer has run.
    async fn strike(&self, chat: i64, id: Uuid) -> Settled {
        let records = &self.services.records;
        let struck = async {
            let mut timers = self.patiently(|| records.taken::<Timers>(Owner::new(chat))).await?;
            timers.fire(id, self.services.clock.now());
            let wake = Vec::from_iter(timers.alarm(chat));
            let changes = Vec::from_iter(timers.into_change(records)?);
            Ok::<Settled, RecordError>(Settled { changes, wake, ..Settled::default() })
        };
        struck.await.unwrap_or_else(|error| {
            error!(error = %Chain(&error), "a chat's timers can't be kept");
            Settled::default()
        })
    }

    /// Finds out when a function that recurs runs next.
    async fn plan_job(&self, name: &'static str, recurrence: Recurrence) -> Settled {
        self.change_job(name, |job, now| job.plan(recurrence, now)).await
    }

    /// Runs a function that recurs. If it fails, it runs the next time all the same.
    async fn run_job(
        &self,
        incoming: &Arc<Incoming>,
        entry: &Entry,
        name: &'static str,
        recurrence: Recurrence,
    ) -> Settled {
        let planned = self.change_job(name, |job, now| job.fire(recurrence, now)).await;
        let settled = Settled::from(self.settle_one(incoming, entry).await);
        let Settled { mut changes, mut wake, .. } = planned;
        changes.extend(settled.changes);
        wake.extend(settled.wake);
        Settled { changes, wake, ..settled }
    }

    async fn change_job(&self, name: &'static str, change: impl FnOnce(&mut Job, i64) -> i64) -> Settled {
        let records = &self.services.records;
        let changed = async {
            let mut job = self.patiently(|| records.taken::<Job>(Job::owner(name))).await?;
            let due = change(&mut job, self.services.clock.now());
            let wake = vec![Alarm { due, whose: Whose::Job(name), called: None }];
            let changes = Vec::from_iter(job.into_change(records)?);
            Ok::<Settled, RecordError>(Settled { changes, wake, ..Settled::default() })
        };
        changed.await.unwrap_or_else(|error| {
            error!(error = %Chain(&error), "it can't be read when `{name}` runs next; it does not run");
            Settled::default()
        })
    }

    /// What is read, again and again while the store can't be.
    async fn patiently<T, R: Future<Output = Result<T, RecordError>>>(
        &self,
        read: impl Fn() -> R,
    ) -> Result<T, RecordError> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        loop {
            match read().await {
                Err(RecordError::Store(error)) if error.may_pass() => {
                    let delay = backoff.next_delay();
                    error!(error = %Chain(&error), retry_in = ?delay, "the store can't be read");
                    tokio::time::sleep(delay).await;
                }
                read => return read,
            }
        }
    }
}
