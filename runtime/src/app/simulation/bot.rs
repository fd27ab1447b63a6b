//! The bot of the simulation: handlers that touch all kinds of data in all ways, take their time, and fail.

use std::time::Duration;

use super::dice::Dice;
use crate::failure::BoxError;
use crate::prelude::*;

#[user_data]
#[derive(Default)]
pub(super) struct Mine(pub(super) u64);

#[chat_data]
#[derive(Default)]
pub(super) struct Ours(pub(super) u64);

#[member_data]
#[derive(Default)]
pub(super) struct Seat(pub(super) u64);

#[topic_data]
#[derive(Default)]
pub(super) struct Thread(pub(super) u64);

#[bot_data]
#[derive(Default)]
pub(super) struct Total(pub(super) u64);

#[bot_data]
#[derive(Default)]
pub(super) struct Log(pub(super) u64);

/// What a value becomes: the result tells the order of all changes. Every fifth change puts it back to its default.
pub(super) fn step(value: u64, number: u64) -> u64 {
    if number.is_multiple_of(5) { 0 } else { (value.wrapping_mul(31) + number) % (1 << 50) }
}

/// What a handler answers: its number, and what it sees.
pub(super) fn answer(number: u64, seen: &[u64]) -> String {
    format!("{number} {seen:?}")
}

/// By how much a failure and a move change a chat's record.
pub(super) const FAILED: u64 = 7_777;
pub(super) const MOVED: u64 = 8_888;

/// How long a handler may take: longer than waiting and a slow store ever need.
const DEADLINE: Duration = Duration::from_secs(2);

/// How handlers go.
pub(super) struct Course(pub(super) u64);

/// How a handler ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    Well,
    Says,
    Fails,
    Panics,
    Hangs,
}

impl Course {
    /// How the handler with that number ends; those that don't wait can't hang.
    pub(super) fn end(&self, number: u64, waits: bool) -> End {
        let end = Dice::new(self.0 ^ number << 20).pick(&[
            End::Well,
            End::Well,
            End::Well,
            End::Well,
            End::Well,
            End::Well,
            End::Says,
            End::Fails,
            End::Panics,
            End::Hangs,
        ]);
        if end == End::Hangs && !waits { End::Well } else { end }
    }

    /// Takes its time in the middle of a handler.
    async fn wait(&self, number: u64) {
        let mut dice = Dice::new(self.0 ^ number << 40);
        for _ in 0..dice.within(0..3) {
            tokio::time::sleep(Duration::from_millis(dice.within(0..30))).await;
            tokio::task::yield_now().await;
        }
    }

    async fn end_after_a_while(&self, number: u64) -> Result<(), BoxError> {
        self.wait(number).await;
        match self.end(number, true) {
            End::Hangs => std::future::pending().await,
            end => Self::finish(end, number),
        }
    }

    fn end_at_once(&self, number: u64) -> Result<(), BoxError> {
        Self::finish(self.end(number, false), number)
    }

    fn finish(end: End, number: u64) -> Result<(), BoxError> {
        match end {
            End::Well | End::Hangs => Ok(()),
            End::Says => Err(UserError::new(format!("{number} says")).into()),
            End::Fails => Err("it fails".into()),
            // Without the hook that would print it some ten thousand times.
            End::Panics => std::panic::resume_unwind(Box::new("it panics")),
        }
    }
}

type Answer = Result<String, BoxError>;

#[command("mine", hidden)]
async fn mine(course: &Course, mine: &mut Mine, number: u64) -> Answer {
    mine.0 = step(mine.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[mine.0]))
}

#[command("see", hidden)]
async fn see(course: &Course, mine: &Mine, number: u64) -> Answer {
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[mine.0]))
}

#[command("ours", hidden)]
async fn ours(course: &Course, ours: &mut Ours, mine: &Mine, number: u64) -> Answer {
    course.wait(number + 1).await;
    ours.0 = step(ours.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[ours.0, mine.0]))
}

#[command("total", hidden)]
fn total(course: &Course, total: &mut Total, number: u64) -> Answer {
    total.0 = step(total.0, number);
    course.end_at_once(number)?;
    Ok(answer(number, &[total.0]))
}

#[command("read", hidden)]
async fn read(course: &Course, total: &Total, mine: &mut Mine, number: u64) -> Answer {
    mine.0 = step(mine.0, number + total.0 % 1_000);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[total.0, mine.0]))
}

#[command("sit", hidden)]
async fn sit(course: &Course, seat: &mut Seat, ours: &Ours, number: u64) -> Answer {
    seat.0 = step(seat.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[seat.0, ours.0]))
}

#[command("all", hidden)]
fn all(
    course: &Course,
    total: &mut Total,
    log: &mut Log,
    mine: &mut Mine,
    number: u64,
) -> Result<Vec<String>, BoxError> {
    total.0 = step(total.0, number);
    log.0 = step(log.0, number);
    mine.0 = step(mine.0, number);
    course.end_at_once(number)?;
    let seen = [total.0, log.0, mine.0];
    Ok(vec![answer(number, &seen), format!("{number} again")])
}

#[command("thread", hidden)]
async fn thread(course: &Course, thread: &mut Thread, log: &Log, number: u64) -> Answer {
    thread.0 = step(thread.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[thread.0, log.0]))
}

/// By how much the number of a press is greater than that of its card.
pub(super) const PRESS: u64 = 1_000_000;

#[command("card", hidden)]
async fn card(course: &Course, number: u64) -> Result<Reply, BoxError> {
    course.end_after_a_while(number).await?;
    Ok(Reply::text(answer(number, &[])).buttons([[press::button("Press", number + PRESS)]]))
}

#[callback]
async fn press(course: &Course, ours: &mut Ours, mine: &mut Mine, number: u64) -> Answer {
    ours.0 = step(ours.0, number);
    mine.0 = step(mine.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[ours.0, mine.0]))
}

#[message(edited)]
async fn edited(course: &Course, mine: &mut Mine, text: &str) -> Answer {
    let number = text.parse()?;
    mine.0 = step(mine.0, number);
    course.end_after_a_while(number).await?;
    Ok(answer(number, &[mine.0]))
}

#[on_migrate]
fn moved(ours: &mut Ours) -> String {
    ours.0 = step(ours.0, MOVED);
    answer(MOVED, &[ours.0])
}

#[on_error]
fn failed(failure: &HandlerError, ours: &mut Ours, update: &RawUpdate) -> String {
    let how = match failure {
        HandlerError::Returned { .. } => End::Fails,
        HandlerError::Panicked { .. } => End::Panics,
        HandlerError::TimedOut { .. } => End::Hangs,
        other => return other.to_string(),
    };
    ours.0 = step(ours.0, FAILED);
    format!("{how:?} at {}: {}", update.to_value()["update_id"], ours.0)
}

/// The bot, of which a handler may take that long.
pub(super) fn app(seed: u64) -> App {
    let handlers =
        handlers![mine, see, ours, total, read, sit, all, thread, card, press, edited, moved, failed];
    App::new(handlers).state(Course(seed)).deadline(DEADLINE)
}
