//! Which commands the menu and `/help` offer to whom, and in which language.

use pouch::prelude::*;
use pouch_emulator::{Profile, Standing};
use serde_json::{Value, json};

use crate::support::{PATIENCE, Stage, ask, until};

/// Everywhere
#[command("any", "whatever", translations(de = "Überall"))]
fn any() -> &'static str {
    "any"
}

/// Alone
#[command("alone", scope = private, translations(de = "Allein"))]
fn alone() {}

/// Together
#[command("together")]
fn together() {}

/// Clean up
#[command("clean", scope = admins)]
fn clean() {}

/// Never seen
#[command("secret")]
fn secret() -> &'static str {
    "found"
}

fn app() -> App {
    App::new(handlers![
        any,
        alone,
        #[with(scope = group)]
        [together, clean],
        #[with(hidden)]
        secret
    ])
}

/// Where and for whom a list was set, and its commands.
fn lists(stage: &Stage) -> Vec<(String, String)> {
    let list = |params: &Value| {
        let of = |value: &Value| value.as_str().unwrap_or("everybody").to_owned();
        let place = format!("{} {}", of(&params["scope"]["type"]), of(&params["language_code"]));
        let commands = params["commands"].as_array().unwrap().iter();
        let commands =
            commands.map(|command| format!("{}={}", of(&command["command"]), of(&command["description"])));
        (place, commands.collect::<Vec<_>>().join(" "))
    };
    stage.emulator.requests_of("setMyCommands").iter().map(|call| list(&call.params)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_place_and_language_has_its_list() {
    let stage = Stage::new().await;
    let _bot = stage.start(app());
    until("all lists are set", || lists(&stage).len() == 8).await;
    let expected = [
        ("everybody everybody", "any=Everywhere"),
        ("everybody de", "any=Überall"),
        ("all_private_chats everybody", "any=Everywhere alone=Alone"),
        ("all_private_chats de", "any=Überall alone=Allein"),
        ("all_group_chats everybody", "any=Everywhere together=Together"),
        ("all_group_chats de", "any=Überall together=Together"),
        ("all_chat_administrators everybody", "any=Everywhere together=Together clean=Clean up"),
        ("all_chat_administrators de", "any=Überall together=Together clean=Clean up"),
    ];
    assert_eq!(lists(&stage), expected.map(|(place, commands)| (place.to_owned(), commands.to_owned())));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_has_changed_is_set_and_what_is_no_more_is_removed() {
    let stage = Stage::new().await;
    let bot = stage.start(app());
    until("all lists are set", || lists(&stage).len() == 8).await;
    bot.stop().await;
    let bot = stage.start(app());
    until("all lists are known", || stage.emulator.requests_of("getMyCommands").len() == 16).await;
    bot.stop().await;
    assert_eq!(lists(&stage).len(), 8);
    let bot = stage.start(App::new(handlers![alone, secret]));
    // What is removed is forgotten right after, and stopped before that, the next start would remove it once more.
    let known = || stage.store().record("bot", 0, "pouch::menus")["lists"].as_array().unwrap().len();
    until("former lists are removed and forgotten", || known() == 3).await;
    assert_eq!(stage.emulator.requests_of("deleteMyCommands").len(), 4);
    bot.stop().await;
    let new: Vec<_> = lists(&stage).split_off(8);
    assert_eq!(new.len(), 4, "{new:?}");
    assert_eq!(new[3], ("all_private_chats de".to_owned(), "alone=Allein secret=Never seen".to_owned()));
    let removed = stage.emulator.requests_of("deleteMyCommands");
    assert_eq!(removed[0].params["scope"], json!({ "type": "all_chat_administrators" }));
    let _bot = stage.start(App::new(handlers![alone, secret]));
    until("all lists are known", || stage.emulator.requests_of("getMyCommands").len() == 24).await;
    assert_eq!(stage.emulator.requests_of("deleteMyCommands").len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn help_offers_what_the_menu_does() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    let uli = stage.emulator.add_user(&Profile::new("Uli").language("de-AT"));
    let group = stage.emulator.supergroup("Friends");
    assert_eq!(ask(&ann, "/help").await, "/any — Everywhere\n/alone — Alone");
    assert_eq!(ask(&uli, "/help").await, "/any — Überall\n/alone — Allein");
    ann.send_to(&group, "/help");
    ann.draft("/help").to(&group).on_behalf_of(&group).send();
    group.set_standing(&uli, Standing::full_administrator());
    uli.send_to(&group, "/help");
    let replies = stage.emulator.wait_for_replies(group.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies[2], "/any — Überall\n/together — Together\n/clean — Clean up");
    assert_eq!(replies[0], "/any — Everywhere\n/together — Together");
    assert_eq!(replies[1], "/any — Everywhere\n/together — Together\n/clean — Clean up");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_name_runs_the_command_and_stands_in_its_usage() {
    let stage = Stage::new().await;
    let (_bot, ann) = (stage.start(app()), stage.user("Ann"));
    assert_eq!(ask(&ann, "/any").await, "any");
    assert_eq!(ask(&ann, "/whatever").await, "any");
    assert_eq!(ask(&ann, "/whatever x").await, "Usage: /whatever\nexpected no arguments, got “x”");
    assert_eq!(ask(&ann, "/secret").await, "found");
}
