//! Guards and filters on groups of handlers.

use pouch::guards::Owners;
use pouch::prelude::*;
use pouch::testing::TestBot;
use pouch_emulator::Standing;

/// Who may not use the bot.
#[bot_data]
#[derive(Default)]
struct Banned {
    users: HashSet<UserId>,
}

#[guard]
fn not_banned(banned: &Banned, user: &User) -> bool {
    !banned.users.contains(&user.id)
}

#[guard]
fn sure(text: &str) -> Result<bool, std::io::Error> {
    if text.contains("fail") { Err(std::io::Error::other("the guard has failed")) } else { Ok(true) }
}

/// Ask for something
#[command("ask")]
fn ask(question: String) -> String {
    format!("{question}? Yes.")
}

#[callback]
fn press() -> Toast {
    Toast::new("pressed")
}

/// Show a button
#[command("show")]
fn show() -> Reply {
    Reply::text("here").buttons([[press::button("go")]])
}

#[message]
fn ignored() -> &'static str {
    "ignored"
}

mod admin {
    use super::*;

    /// Ban yourself
    #[command("ban_me")]
    fn ban_me(banned: &mut Banned, user: &User) -> &'static str {
        banned.users.insert(user.id);
        "banned"
    }

    pub(super) const HANDLERS: Handlers = handlers![ban_me];
}

fn guarded() -> App {
    App::new(handlers![
        #[with(guard = not_banned & sure)]
        [ask, press, show],
        ..admin::HANDLERS,
        ignored,
    ])
}

#[tokio::test]
async fn a_guard_reads_what_the_handler_before_it_has_changed() {
    let bot = TestBot::start(guarded).await;
    let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
    assert_eq!(ann.ask("/ask tea").await, "tea? Yes.");
    assert_eq!(ann.ask("/ban_me").await, "banned");
    assert_eq!(ann.ask("/ask tea").await, "ignored");
    assert_eq!(bob.ask("/ask tea").await, "tea? Yes.");
    bot.kill().await;
    bot.restart().await;
    assert_eq!(ann.ask("/ask tea").await, "ignored");
}

#[tokio::test]
async fn a_press_that_a_guard_refuses_is_answered() {
    let bot = TestBot::start(guarded).await;
    let ann = bot.user("Ann");
    ann.send("/show").await;
    ann.press("go").await;
    assert_eq!(ann.toast(), "pressed");
    ann.send("/ban_me").await;
    ann.press("go").await;
    assert_eq!(ann.toast(), "This button is for somebody else.");
}

#[tokio::test]
async fn a_guard_that_fails_is_the_updates_failure() {
    let bot = TestBot::start(guarded).await;
    let ann = bot.user("Ann");
    ann.send("/ask fail").await;
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("/ask tea").await, "tea? Yes.");
}

/// Clean up
#[command("clean")]
fn clean() -> &'static str {
    "cleaned"
}

/// Look into it
#[command("look", hidden)]
fn look() -> &'static str {
    "seen"
}

fn of_admins() -> App {
    App::new(handlers![
        #[with(guard = guards::admins)]
        clean,
        #[with(guard = guards::owners | guards::admins & !guards::admins)]
        look,
        ignored,
    ])
    .state(Owners::new([7]))
}

#[tokio::test]
async fn administrators_pass_and_others_do_not() {
    let bot = TestBot::start(of_admins).await;
    let (ann, bob, group) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    group.chat().set_standing(ann.user(), Standing::administrator(&[]));
    for (person, answer) in [(&ann, "cleaned"), (&bob, "ignored"), (&ann, "cleaned"), (&bob, "ignored")] {
        person.send_to(&group, "/clean").await;
        assert_eq!(group.reply().await, answer);
    }
    assert_eq!(bot.emulator().requests_of("getChatAdministrators").len(), 1);
    assert_eq!(bob.ask("/clean").await, "cleaned");
    assert_eq!(bob.ask("/look").await, "ignored");
}

#[tokio::test]
async fn who_speaks_for_the_group_is_an_administrator_and_another_channel_is_not() {
    let bot = TestBot::start(of_admins).await;
    let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
    let (chat, channel) = (group.chat(), bot.emulator().channel("News"));
    ann.user().draft("/clean").to(&chat).on_behalf_of(&chat).send();
    assert_eq!(group.reply().await, "cleaned");
    ann.user().draft("/clean").to(&chat).on_behalf_of(&channel).send();
    assert_eq!(group.reply().await, "ignored");
}

mod private {
    use super::*;

    /// Begin
    #[command("start")]
    fn start() -> &'static str {
        "in private"
    }

    pub(super) const fn handlers() -> Handlers {
        handlers![start]
    }
}

mod elsewhere {
    use super::*;

    /// Begin here
    #[command("start")]
    fn start() -> &'static str {
        "elsewhere"
    }

    pub(super) const HANDLERS: Handlers = handlers![[start]];
}

#[tokio::test]
async fn two_handlers_share_a_command_where_the_first_passes_some_by() {
    let app = || {
        App::new(handlers![
            #[with(filter = filters::private)]
            private::handlers(),
            ..elsewhere::HANDLERS,
        ])
    };
    let bot = TestBot::start(app).await;
    let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
    assert_eq!(ann.ask("/start").await, "in private");
    ann.send_to(&group, "/start").await;
    assert_eq!(group.reply().await, "elsewhere");
}
