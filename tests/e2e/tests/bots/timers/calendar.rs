//! What recurs by the calendar: functions of the bot, and timers of chats.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Utc, Weekday};
use pouch::prelude::*;
use pouch::testing::TestBot;

const HOUR: Duration = Duration::from_hours(1);

/// How often what has run.
#[bot_data]
#[derive(Default)]
struct Runs {
    mornings: u32,
    fridays: u32,
    months: u32,
}

#[every(day, at = "09:00", zone = "Europe/Berlin")]
fn morning(runs: &mut Runs) {
    runs.mornings += 1;
}

#[every(monday, friday, at = "18:30")]
fn twice_a_week(runs: &mut Runs) {
    runs.fridays += 1;
}

#[every(month, on = 31, at = "08:00")]
fn pay_day(runs: &mut Runs) {
    runs.months += 1;
}

/// See what has run
#[command("runs")]
fn runs(runs: &Runs) -> String {
    format!("{} {} {}", runs.mornings, runs.fridays, runs.months)
}

#[timer]
fn remind(text: String) -> String {
    format!("Don't forget: {text}")
}

/// Be reminded each day
#[command("daily")]
fn daily(at: Time, zone: String, text: String) -> Result<(Timer, &'static str), UserError> {
    let zone = Zone::named(&zone).ok_or_else(|| say!("No such zone."))?;
    Ok((remind::on(Schedule::daily(at).zone(zone), text).key("daily"), "I will."))
}

/// Not be reminded any more
#[command("forget")]
fn forget() -> CancelTimer {
    remind::cancel("daily")
}

/// See what is to come
#[command("reminders")]
fn reminders(timers: &Timers) -> String {
    let show = |timer: &pouch::PendingTimer| {
        format!("{} {}", timer.due().format("%H:%M"), timer.schedule().unwrap())
    };
    timers.iter().map(show).collect::<Vec<_>>().join("\n")
}

fn app() -> App {
    App::new(handlers![morning, twice_a_week, pay_day, runs, remind, daily, forget, reminders])
}

/// The day in the next year on which clocks in Europe change in that month: its last Sunday.
fn change(bot: &TestBot, month: u32) -> NaiveDate {
    let year = now(bot).year() + 1;
    let first_of_next = NaiveDate::from_ymd_opt(year, month + 1, 1).unwrap();
    let mut days = (1..=7).map(|back| first_of_next - Days::new(back));
    days.find(|day| day.weekday() == Weekday::Sun).unwrap()
}

fn now(bot: &TestBot) -> DateTime<Utc> {
    DateTime::from_timestamp(i64::try_from(bot.clock().now()).unwrap(), 0).unwrap()
}

/// Lets time pass until it is that in UTC, and what is due run.
async fn go_to(bot: &TestBot, day: NaiveDate, hour: u32, minute: u32) {
    let moment = Utc.from_utc_datetime(&day.and_hms_opt(hour, minute, 0).unwrap());
    bot.clock().advance((moment - now(bot)).to_std().unwrap());
    bot.idle().await;
}

#[tokio::test]
async fn a_time_of_day_is_kept_when_summer_time_begins_and_ends() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    let (spring, autumn) = (change(&bot, 3), change(&bot, 10));
    go_to(&bot, spring - Days::new(2), 12, 0).await;
    assert_eq!(ann.ask("/daily 9:00 Europe/Berlin eat").await, "I will.");
    let count = async || ann.ask("/runs").await.split(' ').next().unwrap().parse::<u32>().unwrap();
    let before = count().await;
    for (day, hour, total) in [(spring - Days::new(1), 8, 1), (spring, 7, 2), (spring + Days::new(1), 7, 3)] {
        go_to(&bot, day, hour - 1, 59).await;
        assert_eq!(count().await, before + total - 1, "{day}");
        ann.expect_no_reply().await;
        go_to(&bot, day, hour, 0).await;
        assert_eq!(ann.reply().await, "Don't forget: eat");
        assert_eq!(count().await, before + total, "{day}");
    }
    assert_eq!(ann.ask("/reminders").await, "07:00 every day at 09:00 in Europe/Berlin");
    // All summer is missed at once, and runs once.
    go_to(&bot, autumn - Days::new(1), 6, 59).await;
    assert_eq!((ann.reply().await.as_str(), count().await), ("Don't forget: eat", before + 4));
    go_to(&bot, autumn - Days::new(1), 7, 0).await;
    assert_eq!((ann.reply().await.as_str(), count().await), ("Don't forget: eat", before + 5));
    go_to(&bot, autumn, 7, 59).await;
    ann.expect_no_reply().await;
    assert_eq!(count().await, before + 5);
    go_to(&bot, autumn, 8, 0).await;
    assert_eq!((ann.reply().await.as_str(), count().await), ("Don't forget: eat", before + 6));
    ann.send("/forget").await;
    bot.idle().await;
    go_to(&bot, autumn + Days::new(3), 12, 0).await;
    ann.expect_no_reply().await;
}

#[tokio::test]
async fn what_is_missed_over_a_restart_runs_once_and_what_has_run_does_not_run_again() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    let day = |month, day| NaiveDate::from_ymd_opt(now(&bot).year() + 1, month, day).unwrap();
    let (monday, february) = (day(1, 4).week(Weekday::Mon).first_day(), day(3, 1) - Days::new(1));
    go_to(&bot, monday, 0, 0).await;
    let start: Vec<u32> = ann.ask("/runs").await.split(' ').map(|count| count.parse().unwrap()).collect();
    let since = async || {
        let counts = ann.ask("/runs").await;
        let counts = counts.split(' ').map(|count| count.parse::<u32>().unwrap());
        counts.zip(&start).map(|(count, start)| count - start).collect::<Vec<_>>()
    };
    assert_eq!(ann.ask("/daily 18:30 UTC eat").await, "I will.");
    go_to(&bot, monday, 18, 30).await;
    assert_eq!(ann.reply().await, "Don't forget: eat");
    assert_eq!(since().await, [1, 1, 0]);
    bot.kill().await;
    bot.restart().await;
    ann.expect_no_reply().await;
    assert_eq!(since().await, [1, 1, 0]);
    bot.kill().await;
    // Away for Friday, and for the end of the month.
    bot.clock().advance(35 * 24 * HOUR);
    bot.restart().await;
    assert_eq!(ann.reply().await, "Don't forget: eat");
    ann.expect_no_reply().await;
    assert_eq!(since().await, [2, 2, 1]);
    bot.restart().await;
    assert_eq!(since().await, [2, 2, 1]);
    // 31 means the end of short months, too.
    go_to(&bot, february, 7, 59).await;
    assert_eq!(ann.reply().await, "Don't forget: eat");
    let months = since().await[2];
    go_to(&bot, february, 8, 0).await;
    assert_eq!((months, since().await[2]), (1, 2));
}

#[every(day, at = "09:00", name = "morning")]
fn early(runs: &mut Runs) {
    runs.mornings += 1;
}

#[every(day, at = "11:00", name = "morning")]
fn late(runs: &mut Runs) {
    runs.mornings += 1;
}

#[every("1h", name = "morning")]
fn hourly(runs: &mut Runs) {
    runs.mornings += 1;
}

#[tokio::test]
async fn another_schedule_counts_from_the_next_start() {
    let version = Arc::new(AtomicU8::new(0));
    let which = Arc::clone(&version);
    let bot = TestBot::start(move || match which.load(Ordering::Relaxed) {
        0 => App::new(handlers![early, runs]),
        1 => App::new(handlers![late, runs]),
        _ => App::new(handlers![hourly, runs]),
    })
    .await;
    let ann = bot.user("Ann");
    let day = now(&bot).date_naive() + Days::new(2);
    go_to(&bot, day, 8, 0).await;
    assert_eq!(ann.ask("/runs").await, "1 0 0");
    version.store(1, Ordering::Relaxed);
    bot.restart().await;
    for (hour, shown) in [(9, "1 0 0"), (10, "1 0 0"), (11, "2 0 0"), (12, "2 0 0")] {
        go_to(&bot, day, hour, 0).await;
        assert_eq!(ann.ask("/runs").await, shown, "{hour}");
    }
    version.store(2, Ordering::Relaxed);
    bot.restart().await;
    go_to(&bot, day, 14, 0).await;
    assert_eq!(ann.ask("/runs").await, "3 0 0");
}
