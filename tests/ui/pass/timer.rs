//! Timers, functions that recur, and what sets and cancels them.

use std::time::SystemTime;

use pouch::prelude::*;
use pouch::serde::{Deserialize, Serialize};

#[user_data]
#[derive(Default)]
struct Shelf(u8);

#[topic_data]
#[derive(Default)]
struct Agenda(Vec<String>);

#[bot_data]
#[derive(Default)]
struct Stats(u8);

#[derive(Serialize, Deserialize)]
#[serde(crate = "pouch::serde")]
struct Task {
    name: String,
}

#[timer(name = "tasks")]
async fn remind(shelf: &mut Shelf, agenda: Option<&Agenda>, tasks: Vec<Task>, _note: Option<String>) -> (String, Timer) {
    shelf.0 += 1;
    let topic = agenda.map_or(0, |agenda| agenda.0.len());
    let again = plain::at(SystemTime::UNIX_EPOCH).key("plain").every(Duration::from_secs(60));
    (format!("{} {topic}", tasks.iter().map(|task| task.name.as_str()).collect::<String>()), again)
}

#[timer]
pub fn plain(stats: &mut Stats) {
    stats.0 += 1;
}

/// Be reminded
#[command("remind")]
fn remind_me(delay: Duration, name: String) -> Result<(Timer, &'static str), UserError> {
    Ok((remind::after(delay, vec![Task { name }], None), "I will."))
}

/// Not be reminded
#[command("forget")]
fn forget(timers: &Timers) -> (Option<CancelTimer>, usize) {
    (timers.iter().next().map(|timer| remind::cancel(timer.name())), timers.iter().count())
}

#[every("90s")]
fn tidy(stats: &mut Stats) {
    stats.0 = 0;
}

#[every("2 w", name = "report")]
async fn tell(bot: &Bot, stats: &Stats) -> Result<(), BoxError> {
    bot.send_message(ChatId(i64::from(stats.0)), "fine").await?;
    Ok(())
}

#[every(day, at = "09:00")]
fn morning() {}

#[every(sunday, monday, at = "0:05", zone = "UTC", name = "weekly", deadline = "10s")]
fn weekly(stats: &Stats) {
    let _ = stats;
}

#[every(month, on = 31, at = "23:59")]
async fn pay(bot: &Bot) {
    let _ = bot;
}

/// Be reminded each day
#[command("daily")]
fn daily(at: Time, name: String) -> Timer {
    let schedule = Schedule::weekly([Weekday::Mon], at).zone(Zone::UTC);
    remind::on(schedule, vec![Task { name }], None).key("daily")
}

fn main() {
    let _ = handlers![remind, plain, remind_me, forget, tidy, tell, morning, weekly, pay, daily];
}
