//! A bot that reminds people: timers that outlive a restart, and something that runs every hour.

use pouch::prelude::*;

/// How long the bot has been there.
#[bot_data]
#[derive(Default)]
struct Age {
    hours: u64,
}

#[timer]
fn remind(name: String, text: String) -> String {
    [name, text].join(", don't forget: ")
}

/// Be reminded of something, such as: /remind 3d call Bob
#[command("remind")]
fn remind_me(delay: Duration, text: String, user: &User) -> (Timer, &'static str) {
    (remind::after(delay, user.first_name.clone(), text.clone()).key(text), "I will remind you.")
}

/// Be reminded of something again and again, such as: /repeat 1d drink
#[command("repeat")]
fn repeat(period: Duration, text: String, user: &User) -> (Timer, &'static str) {
    let timer = remind::after(period, user.first_name.clone(), text.clone());
    (timer.every(period).key(text), "I will remind you, again and again.")
}

/// Be reminded of something every day, such as: /daily 9:00 stretch
#[command("daily")]
fn daily(at: Time, text: String, user: &User) -> (Timer, &'static str) {
    let timer = remind::on(Schedule::daily(at), user.first_name.clone(), text.clone());
    (timer.key(text), "I will remind you, every day.")
}

/// Not be reminded of something any more
#[command("forget")]
fn forget(text: String, timers: &Timers) -> Result<(CancelTimer, &'static str), UserError> {
    if timers.iter().any(|timer| timer.key() == Some(&text)) {
        Ok((remind::cancel(text), "Forgotten."))
    } else {
        Err(say!("I was not going to remind you of that."))
    }
}

/// See what is to come
#[command("reminders")]
fn reminders(timers: &Timers) -> String {
    let coming: Vec<&str> = timers.iter().filter_map(|timer| timer.key()).collect();
    if coming.is_empty() { "Nothing.".to_owned() } else { coming.join("\n") }
}

#[every("1h")]
fn grow_older(age: &mut Age) {
    age.hours += 1;
}

/// See how old I am
#[command("age")]
fn age(age: &Age) -> String {
    format!("{} h", age.hours)
}

fn app() -> App {
    App::new(handlers![remind, remind_me, repeat, daily, forget, reminders, grow_older, age])
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn reminders_come_as_the_transcript_shows() {
        let bot = TestBot::start(app).await;
        bot.transcript("transcripts/remind.txt").await;
    }
}
