//! Moves that are rarer than Telegram's two messages: chains, late and false news, failing handlers, calls made directly.

use pouch::Migrations;
use pouch::prelude::*;
use pouch_emulator::{Chat, Emulator, Fault, User};
use serde_json::json;

use crate::support::{PATIENCE, Run, Stage};

const A: i64 = -5;
const B: i64 = -1_000_000_000_005;
const C: i64 = -1_000_000_000_006;

/// What was noted in a chat.
#[chat_data(merge = fail_to_merge)]
#[derive(Default)]
struct Notes {
    items: Vec<String>,
}

fn fail_to_merge(old: Notes, new: &mut Notes) {
    new.items.extend(old.items);
    panic!("asked to panic");
}

/// What a chat said in its own name.
#[user_data]
#[derive(Default)]
struct Said {
    count: u32,
}

/// What a member said, as a chat says it in its own name.
#[member_data]
#[derive(Default)]
struct Diligence {
    count: u32,
}

/// What a topic holds.
#[topic_data]
#[derive(Default)]
struct Agenda {
    points: Vec<String>,
}

/// The moves that `#[on_migrate]` ran for.
#[bot_data]
#[derive(Default)]
struct Moves {
    pairs: Vec<(i64, i64)>,
    failures: u32,
}

/// Note something
#[command("add")]
fn add(
    notes: &mut Notes,
    said: Option<&mut Said>,
    diligence: Option<&mut Diligence>,
    agenda: Option<&mut Agenda>,
    chat: &pouch::types::Chat,
    item: String,
) -> String {
    notes.items.push(item.clone());
    if let Some(said) = said {
        said.count += 1;
    }
    if let Some(diligence) = diligence {
        diligence.count += 1;
    }
    if let Some(agenda) = agenda {
        agenda.points.push(item.clone());
    }
    item + " in " + &chat.id.to_string()
}

#[on_migrate]
fn first(migration: &Migration, moves: &mut Moves) {
    moves.pairs.push((migration.old.0, migration.new.0));
}

#[on_migrate]
fn second(moves: &mut Moves, notes: &mut Notes) -> Result<(), std::fmt::Error> {
    moves.failures += 100;
    notes.items.clear();
    Err(std::fmt::Error)
}

#[on_migrate]
fn third(moves: &mut Moves) -> String {
    moves.failures += 1;
    format!("moved {} times", moves.pairs.len())
}

/// Write to a chat by an id that was kept
#[command("write")]
async fn write(bot: &Bot, migrations: &Migrations, to: i64, text: String) -> Result<i32, BoxError> {
    Ok(migrations.follow(bot.send_message(ChatId(to), text)).await?.id.0)
}

fn app() -> App {
    App::new(handlers![add, write, first, second, third])
}

fn push(emulator: &Emulator, chat: i64, more: &serde_json::Value) {
    let mut message = json!({
        "message_id": 1, "date": 1, "chat": {"id": chat, "type": "supergroup", "title": "Friends"},
        "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group"},
        "sender_chat": {"id": chat, "type": "supergroup", "title": "Friends"},
    });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    emulator.push(json!({"message": message}));
}

fn add_item(emulator: &Emulator, chat: i64, item: &str) {
    let entity = json!({"type": "bot_command", "offset": 0, "length": 4});
    let topic = json!({"message_thread_id": 7, "is_topic_message": true});
    let mut command = json!({"text": format!("/add {item}"), "entities": [entity]});
    command.as_object_mut().unwrap().extend(topic.as_object().unwrap().clone());
    push(emulator, chat, &command);
}

/// Plays and waits until all updates are handled and durable.
async fn play(stage: &Stage, updates: impl Fn(&Emulator)) {
    let bot = stage.start(app());
    stage.more_polls(1).await;
    updates(&stage.emulator);
    stage.all_confirmed().await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_is_followed_over_restarts_and_late_news_close_no_circle() {
    let stage = Stage::new().await;
    play(&stage, |emulator| {
        add_item(emulator, A, "a");
        push(emulator, A, &json!({"migrate_to_chat_id": B}));
        add_item(emulator, A, "late");
    })
    .await;
    play(&stage, |emulator| push(emulator, C, &json!({"migrate_from_chat_id": B}))).await;
    play(&stage, |emulator| {
        add_item(emulator, A, "later");
        push(emulator, B, &json!({"migrate_to_chat_id": A}));
        push(emulator, C, &json!({"migrate_to_chat_id": A}));
        push(emulator, A, &json!({"migrate_to_chat_id": A}));
        push(emulator, A, &json!({"migrate_to_chat_id": B}));
        add_item(emulator, B, "last");
    })
    .await;
    let store = stage.store();
    assert_eq!(store.record("chat", C, "Notes"), json!({"items": ["a", "late", "later", "last"]}));
    assert_eq!(store.record("topic", C, "Agenda"), json!({"points": ["a", "late", "later", "last"]}));
    assert_eq!(store.record("user", C, "Said"), json!({"count": 4}), "what speaks as a chat moves along");
    assert_eq!(store.record("member", C, "Diligence"), json!({"count": 4}), "also as a member of itself");
    assert_eq!([A, B].map(|id| store.record_count_of(id)), [0, 0]);
    let moves = store.record("bot", 0, "Moves");
    assert_eq!(moves["pairs"], json!([[A, B], [B, C]]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_of_moves_that_fails_changes_nothing_and_the_others_run() {
    let stage = Stage::new().await;
    play(&stage, |emulator| {
        add_item(emulator, A, "a");
        push(emulator, A, &json!({"migrate_to_chat_id": B}));
    })
    .await;
    assert_eq!(stage.store().record("bot", 0, "Moves"), json!({"pairs": [[A, B]], "failures": 1}));
    assert_eq!(stage.store().record("chat", B, "Notes"), json!({"items": ["a"]}));
    let told = stage.sends_to(B);
    assert!(told.iter().any(|call| call.params["text"] == "moved 1 times"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_that_panics_leaves_the_old_record_and_sets_the_other_aside() {
    let stage = Stage::new().await;
    play(&stage, |emulator| {
        add_item(emulator, A, "old");
        add_item(emulator, B, "new");
        push(emulator, A, &json!({"migrate_to_chat_id": B}));
    })
    .await;
    assert_eq!(stage.store().record("chat", B, "Notes"), json!({"items": ["old"]}));
    let letters = stage.store().dead_letters();
    assert!(letters.contains(&(format!("Notes of chat {B}"), json!({"items": ["new"]}))), "{letters:?}");
}

/// A group of Ann's in which fifty answers wait to be sent.
async fn fifty_wait(stage: &Stage) -> (User, Chat, Run) {
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Friends"));
    stage.emulator.fail("sendMessage", Fault::retry_after(1).in_chat(group.id()));
    let bot = stage.start(app());
    stage.more_polls(1).await;
    for number in 0..50 {
        ann.send_to(&group, &format!("/add {number}"));
    }
    stage.all_confirmed().await;
    (ann, group, bot)
}

/// Waits until the bot has answered to the fifty, which were written in the group, and to one more in the supergroup.
async fn assert_all_arrived_in_order(stage: &Stage, group: &Chat, new: &Chat) {
    let replies = stage.emulator.wait_for_replies(new.id(), 52, PATIENCE).await.unwrap();
    let answers: Vec<String> = replies.into_iter().filter(|reply| !reply.starts_with("moved")).collect();
    let mut expected: Vec<String> = (0..50).map(|number| format!("{number} in {}", group.id())).collect();
    expected.push(format!("50 in {}", new.id()));
    assert_eq!(answers, expected);
    assert_eq!(stage.sends_to(new.id()).len(), 52, "each once");
    assert!(stage.emulator.replies(group.id()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_wait_when_the_group_is_upgraded_arrive_in_the_new_chat_once_and_in_order() {
    let stage = Stage::new().await;
    let (ann, group, bot) = fifty_wait(&stage).await;
    let new = group.upgrade();
    // Its answer is ready while the others still wait.
    ann.send_to(&new, "/add 50");
    assert_all_arrived_in_order(&stage, &group, &new).await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_wait_bring_the_news_of_the_upgrade_if_nothing_else_does() {
    let stage = Stage::new().await;
    let (ann, group, bot) = fifty_wait(&stage).await;
    let new = group.upgrading().notices(&[]).run().new_chat().clone();
    stage.emulator.wait_for_replies(new.id(), 51, PATIENCE).await.unwrap();
    ann.send_to(&new, "/add 50");
    assert_all_arrived_in_order(&stage, &group, &new).await;
    bot.stop().await;
    let items: Vec<String> = (0..=50).map(|number| number.to_string()).collect();
    assert_eq!(stage.store().record("chat", new.id(), "Notes"), json!({ "items": items }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_made_directly_follows_the_group_and_tells_of_the_move() {
    let stage = Stage::new().await;
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Friends"));
    let bot = stage.start(app());
    ann.send_to(&group, "/add 1");
    stage.emulator.wait_for_replies(group.id(), 1, PATIENCE).await.unwrap();
    let new = group.upgrading().notices(&[]).run().new_chat().clone();
    for _ in 0..2 {
        ann.send(&format!("/write {} hello", group.id()));
        ann.read(PATIENCE).await.unwrap();
    }
    let said = stage.emulator.wait_for_replies(new.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(said.iter().filter(|said| *said == "hello").count(), 2);
    assert_eq!(stage.sends_to(group.id()).len(), 2, "the answer to /add, and one that was refused");
    bot.stop().await;
    assert_eq!(stage.store().record("chat", new.id(), "Notes"), json!({"items": ["1"]}));
}

#[tokio::test(flavor = "multi_thread")]
async fn code_beside_the_bot_finds_the_chat_by_its_former_id() {
    let stage = Stage::new().await;
    let (ann, group) = (stage.user("Ann"), stage.emulator.group("Friends"));
    let app = app();
    let store = app.data_store();
    let notes = store.chat::<Notes>(group.id());
    let bot = stage.start(app);
    ann.send_to(&group, "/add 1");
    stage.emulator.wait_for_replies(group.id(), 1, PATIENCE).await.unwrap();
    assert_eq!(notes.read().await.unwrap().items, ["1"]);
    let new = group.upgrade();
    stage.all_confirmed().await;
    notes.update(|notes| notes.items.push("2".to_owned())).await.unwrap();
    assert_eq!(store.chat::<Notes>(ChatId(new.id())).read().await.unwrap().items, ["1", "2"]);
    assert_eq!(stage.store().record("chat", new.id(), "Notes"), json!({"items": ["1", "2"]}));
    store.bot::<Moves>().remove().await.unwrap();
    assert_eq!(stage.store().record("bot", 0, "Moves"), json!(null));
    bot.stop().await;
    assert!(matches!(notes.read().await, Err(pouch::AccessError::Stopped)));
}
