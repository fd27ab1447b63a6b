//! What is stored about people: listed, shown to them, erased.

use pouch::prelude::*;
use pouch::{AccessError, DataStore};
use serde_json::{Value, json};

use crate::support::{PATIENCE, Stage, ask, until};

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: Map<String, u32>,
}

/// What a member has done.
#[member_data]
#[derive(Default)]
struct Deeds(u32);

/// What a chat says.
#[chat_data]
#[derive(Default)]
struct Motto(String);

/// Put a number away
#[command("put")]
fn put(shelf: &mut Shelf, deeds: &mut Deeds, motto: &mut Motto, name: String, number: u32) -> usize {
    shelf.values.insert(name.clone(), number);
    deeds.0 += 1;
    motto.0 = name;
    shelf.values.len()
}

/// See your data
#[command("export")]
async fn export(store: &DataStore, user: &User) -> Result<String, AccessError> {
    store.export(user.id).await
}

/// Forget all that you put away
#[command("forget_me")]
fn forget_me(user: &User) -> (Erase, &'static str) {
    (Erase::person(user.id), "Forgotten.")
}

fn app() -> (App, DataStore) {
    let app = App::new(handlers![put, export, forget_me]);
    let store = app.data_store();
    (app.state(store.clone()), store)
}

#[tokio::test(flavor = "multi_thread")]
async fn all_records_of_a_type_are_listed() {
    let stage = Stage::new().await;
    let (app, store) = app();
    let _bot = stage.start(app);
    let people: Vec<_> = (0..7).map(|number| stage.user(&format!("Person {number}"))).collect();
    for (number, person) in people.iter().enumerate() {
        ask(person, &format!("/put a {number}")).await;
    }
    let (mut shelves, mut sum, mut count) = (store.all::<Shelf>(), 0, 0);
    while let Some((owner, shelf)) = shelves.next().await.unwrap() {
        assert!(people.iter().any(|person| person.id() == owner.id));
        sum += shelf.values.get("a").unwrap();
        count += 1;
    }
    assert_eq!((count, sum), (7, 21));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_all_that_is_stored_and_has_it_erased() {
    let stage = Stage::new().await;
    let (app, store) = app();
    let _bot = stage.start(app);
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let group = stage.emulator.group("Friends");
    ask(&ann, "/put a 1").await;
    ask(&ann, "/put b 2").await;
    ask(&bob, "/put c 3").await;
    ann.send_to(&group, "/put d 4");
    bob.send_to(&group, "/put e 5");
    assert_eq!(
        (group.reply().await.unwrap(), group.reply().await.unwrap()),
        ("3".to_owned(), "2".to_owned())
    );
    let exported: Value = serde_json::from_str(&ask(&ann, "/export").await).unwrap();
    let id = ann.id();
    let expected = json!([
        { "scope": "chat", "owner": id, "name": "Motto", "value": "b" },
        { "scope": "member", "owner": group.id(), "part": id, "name": "Deeds", "value": 1 },
        { "scope": "member", "owner": id, "part": id, "name": "Deeds", "value": 2 },
        { "scope": "user", "owner": id, "name": "Shelf", "value": { "values": { "a": 1, "b": 2, "d": 4 } } },
    ]);
    assert_eq!(exported, expected);
    assert_eq!(stage.store().entry_count(), 5);
    assert_eq!(store.erase(id).await.unwrap(), 4);
    assert_eq!(store.export(id).await.unwrap(), "[]");
    assert_eq!((stage.store().entry_count(), stage.store().record_count()), (2, 5), "Bob's and the group's");
    assert_eq!(ask(&ann, "/put z 9").await, "1", "it begins anew");
    assert_eq!(store.erase(stage.user("Nobody").id()).await.unwrap(), 0);
}

/// Large records lie in pages of their own, and the log has pages as they were before.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_who_is_erased_stays_in_free_pages_or_in_the_log() {
    let stage = Stage::new().await;
    let (app, store) = app();
    let _bot = stage.start(app);
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    for number in 0..20 {
        let long = format!("confidential{number}").repeat(200);
        ask(&ann, &format!("/put {long} {number}")).await;
    }
    ask(&bob, "/put harmless 1").await;
    until("all answers are off the store", || stage.store().unsent_count() == 0).await;
    assert!(stage.store().has_bytes("confidential7"));
    store.erase(ann.id()).await.unwrap();
    assert!(!stage.store().has_bytes("confidential"));
    assert!(stage.store().has_bytes("harmless"));

    // Somebody who reads at that moment keeps the log as it is, until a commit after that.
    ask(&ann, "/put confidential 1").await;
    until("all answers are off the store", || stage.store().unsent_count() == 0).await;
    let reader = stage.store().hold_reading();
    store.erase(ann.id()).await.unwrap();
    assert!(stage.store().has_bytes("confidential"));
    drop(reader);
    ask(&bob, "/put harmless 2").await;
    assert!(!stage.store().has_bytes("confidential"));
}

/// Handlers that run meanwhile change the person's data in many chats; none of it may come back.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_comes_back_from_handlers_that_run_at_the_same_time() {
    let stage = Stage::new().await;
    let (app, store) = app();
    let _bot = stage.start(app);
    let ann = stage.user("Ann");
    let groups: Vec<_> = (0..8).map(|number| stage.emulator.group(&format!("Group {number}"))).collect();
    for round in 0..5 {
        let mut erasing = None;
        for (number, group) in groups.iter().enumerate() {
            ann.send_to(group, "/put a 1");
            if number == groups.len() / 2 {
                let store = store.clone();
                let id = ann.id();
                erasing = Some(tokio::spawn(async move { store.erase(id).await }));
            }
        }
        erasing.unwrap().await.unwrap().unwrap();
        stage.all_confirmed().await;
        store.erase(ann.id()).await.unwrap();
        assert_eq!(store.export(ann.id()).await.unwrap(), "[]", "round {round}");
        assert_eq!(stage.store().entry_count(), 0, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_a_store_with_all_of_one_moment() {
    let stage = Stage::new().await;
    let (app, store) = app();
    let bot = stage.start(app);
    let ann = stage.user("Ann");
    ask(&ann, "/put a 1").await;
    // Else the backup holds it, and whoever starts with that sends it again.
    until("the answer is off the store", || stage.store().unsent_count() == 0).await;
    let path = stage.folder().join("backup.db");
    store.backup(&path).await.unwrap();
    ask(&ann, "/put b 2").await;
    let error = store.backup(&path).await.unwrap_err();
    let AccessError::Store(error) = error else { panic!("{error}") };
    assert!(format!("{error:?}").contains("exists already"), "{error:?}");
    bot.stop().await;
    let (app, _) = self::app();
    let check = app.store_path(&path).check_store().await.unwrap();
    assert_eq!((check.readable, check.unreadable), (3, 0));
    std::fs::rename(&path, stage.store().path()).unwrap();
    let (app, _) = self::app();
    let _bot = stage.start(app);
    assert_eq!(ask(&ann, "/put c 3").await, "2", "`b` came after the backup");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_forgotten_even_if_the_bot_dies_before_it_is_done() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    let bot = stage.start(app().0);
    for person in [&ann, &bob] {
        assert_eq!(ask(person, "/put a 1").await, "1");
    }
    assert_eq!(ask(&ann, "/forget_me").await, "Forgotten.");
    until("Ann is forgotten", || stage.store().record_count_of(ann.id()) == 0).await;
    assert_eq!(stage.store().record_count_of(bob.id()), 3);
    assert_eq!(stage.store().number("SELECT count(*) FROM marks WHERE name = 'erase'"), 0);
    assert_eq!(ask(&ann, "/put b 2").await, "1");
    bot.stop().await;

    // As a kill between the answer and the erasing leaves it.
    let mark = format!("INSERT INTO marks VALUES ('erase', {}, 1)", ann.id());
    stage.store().execute(&mark);
    ann.send("/put c 3");
    let _bot = stage.start(app().0);
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "1");
    assert_eq!(ask(&ann, "/put d 4").await, "2");
    assert_eq!(stage.store().number("SELECT count(*) FROM marks WHERE name = 'erase'"), 0);
}
