//! What people are told whom a guard refuses.

use pouch::prelude::*;
use pouch::testing::TestBot;
use pouch_emulator::{PaymentOutcome, Profile};

use crate::support::{PATIENCE, Stage};

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Who is let in.
#[bot_data]
#[derive(Default)]
struct Members {
    people: HashSet<UserId>,
}

/// How much was said in a chat.
#[chat_data]
#[derive(Default)]
struct Said {
    messages: u32,
}

#[guard]
fn member(members: &Members, user: &User) -> bool {
    members.people.contains(&user.id)
}

#[guard]
fn nobody() -> bool {
    false
}

const FOR_MEMBERS: &str = "That is for members.";

/// Words in the language of whoever is refused.
fn in_their_language(user: &User) -> String {
    match user.language_code.as_deref() {
        Some("de") => format!("Das ist nur für Mitglieder, {}.", user.first_name),
        _ => format!("That is for members, {}.", user.first_name),
    }
}

/// Become a member
#[command("join")]
fn join(members: &mut Members, user: &User) -> &'static str {
    members.people.insert(user.id);
    "joined"
}

#[message]
fn count(said: &mut Said) -> Pass {
    said.messages += 1;
    Pass
}

/// See how much was said
#[command("said")]
fn said(said: &Said) -> String {
    said.messages.to_string()
}

/// Take a number
#[command("take")]
fn take(number: u8) -> String {
    format!("took {number}")
}

/// Look
#[command("look", "peek")]
fn look() -> &'static str {
    "seen"
}

#[command("show", hidden)]
fn show() -> Reply {
    Reply::text("here").buttons([[open::button("open").once()]])
}

#[callback]
fn open() -> Toast {
    Toast::new("opened")
}

#[message(album)]
fn album(messages: &[Message]) -> String {
    format!("album of {}", messages.len())
}

#[message]
fn other() -> &'static str {
    "something else"
}

fn for_members() -> App {
    App::new(handlers![
        count,
        join,
        said,
        show,
        #[with(guard = member, otherwise = FOR_MEMBERS)]
        [take, open, album],
        other,
    ])
}

#[tokio::test]
async fn whom_a_guard_refuses_is_told_so_instead_of_the_usage_and_the_rest_counts() {
    let bot = TestBot::start(for_members).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/take 5").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/take what").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/take").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/said").await, "4");
    bot.kill().await;
    bot.restart().await;
    assert_eq!(ann.ask("/said").await, "5");
    assert_eq!(ann.ask("hello").await, "something else");
    assert_eq!(ann.ask("/join").await, "joined");
    assert_eq!(ann.ask("/take 5").await, "took 5");
    assert!(ann.ask("/take what").await.starts_with("Usage: /take <number>"));
}

#[tokio::test]
async fn a_press_is_answered_with_an_alert_and_the_buttons_one_use_is_left() {
    let bot = TestBot::start(for_members).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/show").await, "here");
    for _ in 0..2 {
        ann.press("open").await;
        let answer = ann.press_answer();
        assert_eq!((answer.text.as_str(), answer.is_alert), (FOR_MEMBERS, true));
    }
    ann.expect_no_reply().await;
    ann.ask("/join").await;
    ann.press("open").await;
    assert_eq!(ann.toast(), "opened");
    ann.press("open").await;
    assert_eq!(ann.toast(), "This button is out of date.");
}

#[tokio::test]
async fn an_album_is_refused_once() {
    let bot = TestBot::start(for_members).await;
    let ann = bot.user("Ann");
    let photos = || ["a", "b"].map(|caption| ann.user().draft(caption).photo(PIXEL)).into();
    ann.send_album(photos()).await;
    assert_eq!(ann.reply().await, FOR_MEMBERS);
    assert_eq!(ann.ask("/join").await, "joined");
    ann.send_album(photos()).await;
    assert_eq!(ann.reply().await, "album of 2");
}

#[tokio::test]
async fn words_can_be_made_of_what_arrived() {
    let app = || {
        App::new(handlers![
            #[with(guard = member, otherwise = in_their_language)]
            look,
            other,
        ])
    };
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/look").await, "That is for members, Ann.");
    let jens = bot.emulator().add_user(&Profile::new("Jens").language("de"));
    jens.send("/peek");
    bot.idle().await;
    assert_eq!(jens.read_now().unwrap().text, "Das ist nur für Mitglieder, Jens.");
    // A channel's post is from nobody who could be named: it goes on.
    let channel = bot.channel("News");
    channel.post("/look").await;
    assert_eq!(channel.reply().await, "something else");
}

/// Look elsewhere
#[command("look", "peek")]
fn look_elsewhere() -> &'static str {
    "seen elsewhere"
}

#[tokio::test]
async fn the_outermost_guard_that_refuses_decides() {
    let app = || {
        App::new(handlers![
            join,
            #[with(guard = member, otherwise = "outer")]
            [
                #[with(guard = nobody, otherwise = "inner")]
                look,
                #[with(guard = nobody)]
                take,
            ],
            other,
        ])
    };
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/look").await, "outer");
    assert_eq!(ann.ask("/take 1").await, "outer");
    ann.ask("/join").await;
    assert_eq!(ann.ask("/look").await, "inner");
    assert_eq!(ann.ask("/take 1").await, "something else");
}

#[tokio::test]
async fn what_filters_and_guards_without_words_pass_by_goes_on() {
    let app = || {
        App::new(handlers![
            #[with(filter = filters::group, guard = member, otherwise = "no")]
            look,
            #[with(guard = member)]
            #[with(guard = nobody, otherwise = "inner")]
            look,
            look_elsewhere,
        ])
    };
    let bot = TestBot::start(app).await;
    let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
    assert_eq!(ann.ask("/look").await, "seen elsewhere");
    ann.send_to(&group, "/peek").await;
    assert_eq!(group.reply().await, "no");
}

/// Order
#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("What?")]
    what: String,
    #[ask("Gift?")]
    gift: bool,
}

#[survey_done]
fn ordered(order: Order) -> String {
    format!("{} {}", order.what, order.gift)
}

/// Leave
#[command("leave")]
fn leave(members: &mut Members, user: &User) -> &'static str {
    members.people.remove(&user.id);
    "left"
}

#[tokio::test]
async fn of_a_survey_only_its_beginning_and_its_buttons_are_refused() {
    let app = || {
        App::new(handlers![
            join,
            leave,
            #[with(guard = member, otherwise = FOR_MEMBERS)]
            Order,
            ordered,
            other,
        ])
    };
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("hello").await, "something else");
    assert_eq!(ann.ask("/order").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/order now").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/start order").await, FOR_MEMBERS);
    assert_eq!(ann.ask("/start other").await, "something else");
    ann.ask("/join").await;
    assert_eq!(ann.ask("/order").await, "What?");
    assert_eq!(ann.ask("tea").await, "Gift?");
    ann.send("/leave").await;
    assert_eq!([ann.reply().await, ann.reply().await], ["left", "Gift?"]);
    ann.press("Yes").await;
    assert_eq!(ann.press_answer().text, FOR_MEMBERS);
    assert_eq!(ann.ask("yes").await, "something else");
    ann.ask("/join").await;
    ann.press("Yes").await;
    assert_eq!(ann.reply().await, "tea true");
}

#[command("buy", hidden)]
fn buy() -> Reply {
    Reply::invoice("Tea", "Green tea", "tea", Price::stars(3))
}

#[on(pre_checkout_query)]
fn may_pay() -> Checkout {
    Checkout::accept()
}

#[tokio::test]
async fn who_may_not_pay_is_told_why() {
    let app = || {
        App::new(handlers![
            buy,
            #[with(guard = member, otherwise = FOR_MEMBERS)]
            may_pay,
        ])
    };
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.send("/buy").await;
    let invoice = ann.read().await;
    assert_eq!(ann.pay(&invoice).await, PaymentOutcome::Refused(FOR_MEMBERS.to_owned()));
}

fn broken(text: &str) -> String {
    assert!(!text.contains("break"), "no words");
    "whole".to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_panic_are_the_updates_failure() {
    let stage = Stage::new().await;
    let app = App::new(handlers![
        #[with(guard = nobody, otherwise = broken)]
        other,
    ]);
    let letters = app.data_store().dead_letters();
    let bot = stage.start(app);
    let ann = stage.user("Ann");
    ann.send("break");
    ann.send("hello");
    assert_eq!(stage.emulator.wait_for_replies(ann.id(), 1, PATIENCE).await.unwrap(), ["whole"]);
    let [letter] = &letters.list().await.unwrap()[..] else { panic!("one is to be set aside") };
    assert!(letter.reason.contains("in `otherwise = broken`: no words"), "{}", letter.reason);
    bot.stop().await;
}
