//! Deliveries side by side, and in any order.

use pouch::prelude::*;
use serde_json::{Value, json};

use super::{delivery, is_set, status, webhook_at};
use crate::support::{Gate, PATIENCE, Stage, command, free_address, until};

/// What everybody has said.
#[bot_data]
#[derive(Default)]
struct Said {
    words: Vec<i64>,
}

/// Be noted
#[command("note")]
fn note(said: &mut Said, number: i64) -> String {
    said.words.push(number);
    format!("{:?}", said.words)
}

/// Take your time
#[command("wait")]
async fn wait(gate: &Gate) -> &'static str {
    gate.pass().await;
    "done"
}

fn update(id: i64, person: &pouch_emulator::User) -> Value {
    json!({ "update_id": id, "message": command(person, &format!("/note {id}")) })
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_that_arrive_in_the_wrong_order_take_effect_in_the_right_one() {
    let (stage, address) = (Stage::new().await, free_address());
    let people: Vec<_> = (0..8).map(|number| stage.user(&number.to_string())).collect();
    let app = |webhook| App::new(handlers![note]).webhook(webhook);
    // The first update tells from where the ids count, after a restart, too.
    let bot = stage.start(app(webhook_at(&address)));
    is_set(&stage).await;
    assert_eq!(status(delivery(&address, &update(100, &people[0]))).await, 200);
    bot.stop().await;
    let bot = stage.start(app(webhook_at(&address).gap_patience(PATIENCE)));
    until("the webhook is set again", || stage.emulator.requests_of("setWebhook").len() == 2).await;
    let all: Vec<i64> = (101..141).collect();
    let order = [&all[30..], &all[10..30], &all[..10]].concat();
    let request = |id: &i64| {
        let person = usize::try_from(*id).unwrap() % people.len();
        delivery(&address, &update(*id, &people[person]))
    };
    let answers: Vec<_> = order.iter().map(|id| tokio::spawn(status(request(id)))).collect();
    for answer in answers {
        assert_eq!(answer.await.unwrap(), 200);
    }
    bot.stop().await;
    assert_eq!(stage.store().record("bot", 0, "Said")["words"], json!((100..141).collect::<Vec<_>>()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_never_comes_holds_up_no_other() {
    let (stage, address) = (Stage::new().await, free_address());
    let (ann, bot) =
        (stage.user("Ann"), stage.start(App::new(handlers![note]).webhook(webhook_at(&address))));
    is_set(&stage).await;
    for id in [100, 105, 103, 110, 4] {
        assert_eq!(status(delivery(&address, &update(id, &ann))).await, 200);
    }
    bot.stop().await;
    assert_eq!(stage.store().record("bot", 0, "Said")["words"], json!([100, 105, 103, 110, 4]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_answered_when_all_that_came_of_it_is_durable_and_not_before() {
    let (stage, address, gate) = (Stage::new().await, free_address(), Gate::closed());
    let app = App::new(handlers![wait]).state(gate.clone()).webhook(webhook_at(&address));
    let (ann, bot) = (stage.user("Ann"), stage.start(app));
    is_set(&stage).await;
    let update = json!({ "update_id": 7, "message": command(&ann, "/wait") });
    let first = tokio::spawn(status(delivery(&address, &update)));
    gate.arrival().await;
    // Brought again while it is under way: it is not begun again, and answered together with the first.
    let second = tokio::spawn(status(delivery(&address, &update)));
    assert!(!first.is_finished() && !second.is_finished());
    gate.open();
    assert_eq!(
        (first.await.unwrap(), second.await.unwrap()),
        (200.try_into().unwrap(), 200.try_into().unwrap())
    );
    assert_eq!(stage.emulator.wait_for_replies(ann.id(), 1, PATIENCE).await.unwrap(), ["done"]);
    until("the reply is marked as sent", || stage.store().unsent_count() == 0).await;
    assert_eq!(status(delivery(&address, &update)).await, 200);
    bot.stop().await;
    assert_eq!(stage.emulator.replies(ann.id()), ["done"]);
}
