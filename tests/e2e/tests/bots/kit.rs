//! The test kit: what its people do reaches the bot, over sockets with the store in a file, and in memory alike.

use pouch::testing::emulator::{Fault, Followed, PaymentOutcome, Standing};
use pouch::testing::{Start, TestBot};
use pouch_bot_api_schema::check_traffic;

/// A bot that shows what messages can be.
#[allow(dead_code)] // Its `main` is for the page's tests.
#[path = "../../../browser/bots/showcase.rs"]
mod showcase;

/// Runs a test over sockets with the store in a file, and once more in memory.
macro_rules! both_ways {
    ($($test:ident)*) => {
        mod in_a_file {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(super::TestBot::start(super::showcase::app)).await;
            })*
        }

        mod in_memory {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(super::TestBot::start(super::showcase::app).in_memory()).await;
            })*
        }
    };
}

both_ways! {
    people_send_more_than_texts
    people_vote_react_pay_and_pick
    people_come_and_go
    a_transcript_tells_all_of_it
    what_cannot_be_done_fails_with_the_conversation
    trouble_on_the_way_costs_no_answer
}

async fn people_send_more_than_texts(start: Start) {
    let bot = start.await;
    let ann = bot.user("Ann");
    ann.send("/photo").await;
    assert_eq!(ann.read().await.json["photo"][0]["width"], 1);
    ann.forward(&ann.latest()).await;
    assert_eq!(ann.reply().await, "1 wide, called One pixel");
    ann.reply_to(&ann.latest(), "thanks").await;
    assert_eq!(ann.reply().await, "You said: thanks");
    ann.send("/who").await;
    assert_eq!(ann.reply().await, "Who are you?");
    ann.press_key("My number").await;
    assert!(ann.reply().await.starts_with("Thanks, +99966"));
    ann.press_key("My place").await;
    assert_eq!(ann.reply().await, "At 51.5");
    bot.kill().await;
    ann.send("while nobody listens").await;
    ann.expect_no_reply().await;
    bot.restart().await;
    assert_eq!(ann.reply().await, "You said: while nobody listens");
    check_traffic(bot.emulator().api_url(), |_| true).unwrap();
}

async fn people_vote_react_pay_and_pick(start: Start) {
    let bot = start.await;
    let ann = bot.user("Ann");
    ann.send("/vote").await;
    let poll = ann.read().await;
    ann.vote(&poll, &[1]).await;
    assert_eq!(ann.reply().await, "You chose [1]");
    ann.react(&poll, &["👍"]).await;
    let found = ann.ask_inline("tea").await;
    assert_eq!(found.results[1]["title"], "<i>tea</i> 2");
    ann.pick("2").await;
    assert_eq!(ann.reply().await, "You said: tea 2");
    ann.send("/buy").await;
    let invoice = ann.read().await;
    assert!(matches!(ann.pay(&invoice).await, PaymentOutcome::Paid(_)));
    check_traffic(bot.emulator().api_url(), |_| true).unwrap();
}

async fn people_come_and_go(start: Start) {
    let bot = start.await;
    let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
    let club = bot.supergroup("Club");
    club.set_bot_standing(Standing::full_administrator()).await;
    ann.join(&club).await;
    assert_eq!(club.reply().await, "Ann is Member now");
    club.set_standing(&ann, Standing::restricted(&[])).await;
    assert_eq!(club.reply().await, "Ann is Restricted now");
    ann.leave(&club).await;
    assert_eq!(club.reply().await, "Ann is Restricted now");
    let link = bob.does(|_| club.chat().add_invite_link(true)).await;
    assert_eq!(bob.follow(&link).await, Followed::Requested);
    club.post("for the group").await;
    assert_eq!(club.reply().await, "You said: for the group");
    let forum = bot.forum("Forum");
    let topic = forum.create_topic("Plans").await;
    bob.write("when?", |draft| draft.to(&forum.chat()).in_topic(topic)).await;
    assert_eq!(forum.reply().await, format!("In topic {topic}: when?"));
    let news = bot.channel("News");
    news.post("a post").await;
    assert_eq!(news.reply().await, "You said: a post");
    bob.block().await;
    bob.unblock().await;
    assert_eq!(bob.ask("back").await, "You said: back");
}

async fn a_transcript_tells_all_of_it(start: Start) {
    let bot = start.await;
    bot.supergroup("Club").set_bot_standing(Standing::full_administrator()).await;
    bot.transcript("tests/bots/kit.txt").await;
}

async fn what_cannot_be_done_fails_with_the_conversation(start: Start) {
    let bot = start.await;
    let (ann, club) = (bot.user("Ann"), bot.supergroup("Club"));
    ann.ask("hello").await;
    let failure = tokio::spawn(async move { ann.leave(&club).await }).await.unwrap_err().into_panic();
    let failure = failure.downcast_ref::<String>().unwrap();
    assert!(failure.starts_with("Ann can't do that: this person is not in the chat"), "{failure}");
    assert!(failure.contains("Ann: hello\nBot: You said: hello\nClub > Ann leaves"), "{failure}");
}

async fn trouble_on_the_way_costs_no_answer(start: Start) {
    let bot = start.await;
    let (ann, emulator) = (bot.user("Ann"), bot.emulator());
    for fault in [Fault::CutBefore, Fault::error(500, "Internal Server Error"), Fault::retry_after(1)] {
        emulator.fail("sendMessage", fault);
        assert_eq!(ann.ask("hello").await, "You said: hello");
    }
    // The bot can't know that this one has arrived.
    emulator.fail("sendMessage", Fault::CutAfter);
    ann.send("twice").await;
    assert_eq!([ann.reply().await, ann.reply().await], ["You said: twice"; 2]);
    for fault in [Fault::CutBefore, Fault::CutAfter] {
        emulator.fail("getUpdates", fault);
        ann.send("and once").await;
        assert_eq!(ann.reply().await, "You said: and once");
    }
    ann.expect_no_reply().await;
    bot.restart().await;
    assert_eq!(ann.ask("still there?").await, "You said: still there?");
}

/// Connections to a port of this machine, seen from its side that listens.
#[cfg(target_os = "linux")]
fn sockets_at(api_url: &str) -> usize {
    let port: u16 = api_url.rsplit_once(':').unwrap().1.parse().unwrap();
    let local = format!("0100007F:{port:04X}");
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let lines = sockets.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines.filter(|columns| columns[1] == local && columns[3] == ESTABLISHED).count()
}

/// The state of a connection that is open on both sides.
#[cfg(target_os = "linux")]
const ESTABLISHED: &str = "01";

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn in_memory_there_are_no_sockets() {
    let start = || TestBot::start(showcase::app);
    let (filed, kept) = (start().await, start().in_memory().await);
    for bot in [&filed, &kept] {
        assert_eq!(bot.user("Ann").ask("hello").await, "You said: hello");
    }
    assert_ne!(sockets_at(filed.emulator().api_url()), 0);
    assert_eq!(sockets_at(kept.emulator().api_url()), 0);
}
