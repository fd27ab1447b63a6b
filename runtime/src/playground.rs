//! Trying a bot without Telegram: the emulator in the same process, its page in the browser, and a conversation in
//! the terminal.

mod conversation;
mod entries;
mod observed;

use pouch_emulator::{BotDesk, BotWish, Emulator};

use crate::app::{App, Ended};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::round::Round;
use crate::store::Recovered;
use observed::Observed;

/// Above all ids that Telegram gives to updates, and below what fits into 32 bits.
const FIRST_UPDATE: i64 = 3_000_000_000;

/// What people on the page can do with the bot.
const WISHES: [BotWish; 4] = [BotWish::Start, BotWish::Restart, BotWish::Stop, BotWish::Kill];

/// Runs the bot against an emulator of its own, until the future is ready or the conversation ends.
pub(crate) async fn run(app: App, stop: impl Future<Output = ()>) -> Result<Ended> {
    let emulator = Emulator::start().await.map_err(Error::Playground)?;
    let you = emulator.user("You");
    let (app, store, recovered) = app.recovered().await?;
    refuse_real_replies(&recovered)?;
    emulator.set_next_update_id(next_update(&recovered));
    let store = Observed::new(store, emulator.clone());
    store.show_all().await;
    let app = app.store(store);
    let clock = Clock::ahead_by(emulator.clock().ahead());
    let app = app.token(emulator.token()).api_url(emulator.api_url()).following(clock).on_this_machine();
    let conversation = conversation::hold(emulator.page_url(), you, emulator.bot_messages());
    let stop = async {
        tokio::select! {
            () = stop => (),
            () = conversation => (),
        }
    };
    keep(&app, emulator.keep_bot(&WISHES), stop).await
}

/// Runs the bot as people on the page wish, until the future is ready or the bot ends by itself.
async fn keep(app: &App, mut desk: BotDesk, stop: impl Future<Output = ()>) -> Result<Ended> {
    tokio::pin!(stop);
    loop {
        let mut round = {
            let app = app.again();
            Round::start(move || app)?
        };
        desk.show_running(true);
        let wish = tokio::select! {
            ended = round.ended() => return Ok(ended),
            wish = other_than(BotWish::Start, &mut desk) => wish,
            () = &mut stop => return Ok(round.stop().await),
        };
        if wish == BotWish::Kill {
            round.kill();
        } else {
            let ended = round.stop().await;
            if ended.result.is_err() {
                return Ok(ended);
            }
        }
        desk.show_running(false);
        if wish != BotWish::Restart {
            tokio::select! {
                () = until_start(&mut desk) => (),
                () = &mut stop => return Ok(Ended { result: Ok(()), is_clean: true }),
            }
        }
    }
}

/// The next wish but this one, which is fulfilled already.
async fn other_than(fulfilled: BotWish, desk: &mut BotDesk) -> BotWish {
    loop {
        let wish = desk.next().await;
        if wish != fulfilled {
            return wish;
        }
    }
}

async fn until_start(desk: &mut BotDesk) {
    while !matches!(desk.next().await, BotWish::Start | BotWish::Restart) {}
}

/// The store may be that of a real bot whose token is missing by mistake: its replies must not end in here.
fn refuse_real_replies(recovered: &Recovered) -> Result<()> {
    // Of the lane 0 are calls that concern no chat, such as answers to pressed buttons.
    if recovered.queued.iter().all(|reply| reply.lane == 0 || Emulator::gives_chat_id(reply.lane)) {
        return Ok(());
    }
    let problem = "the store has replies for people on Telegram that are not sent yet: set TELOXIDE_TOKEN to send them, or \
                   name another store in POUCH_STORE to try the bot";
    Err(Error::Setup(vec![problem.to_owned()]))
}

/// The id behind those of earlier conversations, which the store knows.
fn next_update(recovered: &Recovered) -> i64 {
    let ours = recovered.handled.iter().filter(|id| **id >= FIRST_UPDATE);
    ours.max().map_or(FIRST_UPDATE, |last| last.saturating_add(1))
}
