//! SIGTERM and SIGINT.

use std::time::Duration;

use pouch_emulator::Fault;

use crate::support::{PATIENCE, PUT_GET, Process, STUBBORN, Stage, ask, until};

/// How long an idle bot may take on a busy computer; it needs some milliseconds.
const AT_ONCE: Duration = Duration::from_secs(3);
/// How long any bot may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Sends a signal and expects exit code 0 in time.
async fn ends(bot: &mut Process, signal: &str, limit: Duration) {
    bot.signal(signal);
    let exit = bot.exit(limit).await;
    assert_eq!(exit.status.code(), Some(0), "after SIG{signal}: {}", exit.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_bot_ends_at_once_with_exit_code_0() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    for signal in ["TERM", "INT"] {
        let mut bot = stage.program(PUT_GET).start();
        ask(&ann, "/help").await;
        stage.all_confirmed().await;
        ends(&mut bot, signal, AT_ONCE).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_has_not_reached_telegram_yet_ends_at_once() {
    let stage = Stage::new().await;
    stage.emulator.fail("getMe", Fault::Hang);
    let mut bot = stage.program(PUT_GET).start();
    until("the bot asks who it is", || !stage.emulator.requests_of("getMe").is_empty()).await;
    ends(&mut bot, "TERM", AT_ONCE).await;
    stage.emulator.stop().await;
    let mut bot = stage.program(PUT_GET).start();
    bot.has_printed("trying again").await;
    ends(&mut bot, "INT", AT_ONCE).await;
}

/// Everything at once, since each takes some seconds.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_bot_ends_within_ten_seconds_with_exit_code_0() {
    tokio::join!(
        a_handler_that_awaits_for_ever(),
        a_handler_that_blocks_its_thread(),
        a_call_that_hangs(),
        no_network(),
        a_chat_that_has_to_wait(),
        a_file_that_cannot_be_written(),
    );
}

async fn a_handler_that_awaits_for_ever() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(STUBBORN).start(), stage.user("Ann"));
    ann.send("/hang");
    bot.has_printed("hanging").await;
    ends(&mut bot, "TERM", LIMIT).await;
    assert_eq!(stage.emulator.pending_updates(), 1, "it comes again after the next start");
}

async fn a_handler_that_blocks_its_thread() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(STUBBORN).start(), stage.user("Ann"));
    ann.send("/block");
    bot.has_printed("blocking").await;
    ends(&mut bot, "INT", LIMIT).await;
    assert_eq!(stage.emulator.pending_updates(), 1, "it comes again after the next start");
}

async fn a_call_that_hangs() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(STUBBORN).start(), stage.user("Ann"));
    stage.emulator.fail("sendMessage", Fault::Hang);
    ann.send("/echo 1");
    ann.send("/echo 2");
    until("the bot sends", || !stage.sends_to(ann.id()).is_empty()).await;
    ends(&mut bot, "TERM", LIMIT).await;
    let _bot = stage.program(STUBBORN).start();
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1", "2"], "what could not be sent waits for the next start");
}

async fn no_network() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(STUBBORN).start(), stage.user("Ann"));
    assert_eq!(ask(&ann, "/echo 1").await, "1");
    stage.emulator.stop().await;
    ends(&mut bot, "TERM", LIMIT).await;
}

async fn a_chat_that_has_to_wait() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(STUBBORN).start(), stage.user("Ann"));
    stage.emulator.fail("sendMessage", Fault::retry_after(600));
    ann.send("/echo 1");
    until("the bot sends", || !stage.sends_to(ann.id()).is_empty()).await;
    ends(&mut bot, "INT", LIMIT).await;
    let _bot = stage.program(STUBBORN).start();
    let replies = stage.emulator.wait_for_replies(ann.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(replies, ["1"]);
}

async fn a_file_that_cannot_be_written() {
    let stage = Stage::new().await;
    let (mut bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    ask(&ann, "/help").await;
    stage.all_confirmed().await;
    let lock = stage.store().lock();
    ann.send("/put x");
    stage.more_polls(3).await;
    ends(&mut bot, "TERM", LIMIT).await;
    drop(lock);
    assert_eq!(stage.emulator.pending_updates(), 1);
    let _bot = stage.program(PUT_GET).start();
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies.len(), 2);
}
