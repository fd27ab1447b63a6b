//! Many handlers at once end as if they had run one by one.

use pouch::prelude::*;
use pouch_emulator::User as Person;
use serde_json::{Value, json};

use crate::support::{PATIENCE, Stage};

/// What a user has counted.
#[user_data]
#[derive(Default)]
struct Mine {
    count: u64,
}

/// What everybody has counted.
#[bot_data]
#[derive(Default)]
struct Everybodys {
    by: Vec<i64>,
}

/// Count one more, taking your time
#[command("slow")]
async fn slow(mine: &mut Mine) -> u64 {
    let before = mine.count;
    tokio::time::sleep(Duration::from_millis(1)).await;
    mine.count = before + 1;
    mine.count
}

/// Be noted
#[command("note")]
fn note(everybodys: &mut Everybodys, user: &User) -> usize {
    everybodys.by.push(user.id.0.cast_signed());
    everybodys.by.len()
}

fn counted(stage: &Stage, user: &Person) -> Value {
    stage.store().record("user", user.id(), "Mine")["count"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_slow_changes_of_one_record_from_one_chat_are_all_counted() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(App::new(handlers![slow])), stage.user("Ann"));
    for _ in 0..100 {
        ann.send("/slow");
    }
    let replies = stage.emulator.wait_for_replies(ann.id(), 100, PATIENCE).await.unwrap();
    assert_eq!(replies, (1..=100).map(|count| count.to_string()).collect::<Vec<_>>());
    bot.stop().await;
    assert_eq!(counted(&stage, &ann), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_slow_changes_of_one_record_from_several_chats_are_all_counted() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.start(App::new(handlers![slow])), stage.user("Ann"));
    let groups: Vec<_> = (0..5).map(|number| stage.emulator.supergroup(&number.to_string())).collect();
    for number in 0..100 {
        ann.send_to(&groups[number % groups.len()], "/slow");
    }
    let mut counts = Vec::new();
    for group in &groups {
        let replies = stage.emulator.wait_for_replies(group.id(), 20, PATIENCE).await.unwrap();
        let in_group: Vec<u64> = replies.iter().map(|reply| reply.parse().unwrap()).collect();
        assert!(in_group.is_sorted(), "out of order: {in_group:?}");
        counts.extend(in_group);
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=100).collect::<Vec<_>>());
    bot.stop().await;
    assert_eq!(counted(&stage, &ann), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn bot_wide_data_follows_the_order_of_the_updates_over_all_chats() {
    let stage = Stage::new().await;
    let people: Vec<_> = (0..10).map(|number| stage.user(&number.to_string())).collect();
    let mut senders = Vec::new();
    for _ in 0..10 {
        for person in &people {
            person.send("/note");
            senders.push(person.id());
        }
    }
    let bot = stage.start(App::new(handlers![note]));
    for person in &people {
        stage.emulator.wait_for_replies(person.id(), 10, PATIENCE).await.unwrap();
    }
    bot.stop().await;
    assert_eq!(stage.store().record("bot", 0, "Everybodys")["by"], json!(senders));
}
