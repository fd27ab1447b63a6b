//! What keeps a bot from starting.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{COUNTER, PUT_GET, Stage, ask};

/// All that lies below a folder, with the content of the files.
fn files(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.insert(path.display().to_string(), fs::read(&path).ok());
    }
    found
}

/// Starts the bot with that store, and expects that it names the path and touches nothing.
async fn refuses_the_store(stage: &Stage, store: &Path) {
    let before = files(stage.folder());
    let refusal = stage.program(PUT_GET).with("POUCH_STORE", store).start().refusal().await;
    assert!(refusal.contains(&store.display().to_string()), "{} is not named in: {refusal}", store.display());
    assert!(stage.emulator.requests_of("getUpdates").is_empty());
    let after = files(stage.folder());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "{} has changed", store.display());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_can_hold_no_store_is_refused_and_named() {
    let stage = Stage::new().await;
    let folder = stage.folder();
    let text = folder.join("letter.txt");
    fs::write(&text, "Dear Ann,\nthis is no database.\n").unwrap();
    refuses_the_store(&stage, folder).await;
    refuses_the_store(&stage, &folder.join("missing/bot.db")).await;
    refuses_the_store(&stage, &text.join("bot.db")).await;
    refuses_the_store(&stage, &text).await;
    refuses_the_store(&stage, Path::new("/dev/null")).await;
    refuses_the_store(&stage, Path::new("/proc/bot.db")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_store_is_refused_and_left_as_it_is() {
    let stage = Stage::new().await;
    let file = |name: &str, content: &[u8]| {
        let path = stage.folder().join(name);
        fs::write(&path, content).unwrap();
        path
    };
    let foreign = stage.folder().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE pets (name TEXT)").unwrap();
    let half = fs::read(&foreign).unwrap();
    refuses_the_store(&stage, &foreign).await;
    refuses_the_store(&stage, &file("half.db", &half[..half.len() / 2 + 7])).await;
    refuses_the_store(&stage, &file("zeros.db", &[0; 8192])).await;
    refuses_the_store(&stage, &file("one.json", b"{")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_the_same_file_is_refused() {
    let stage = Stage::new().await;
    let (first, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    let key = ask(&ann, "/put x").await;
    for program in [PUT_GET, COUNTER] {
        let refusal = stage.program(program).start().refusal().await;
        assert!(refusal.contains(&stage.store().path().display().to_string()), "{refusal}");
    }
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
    first.kill().await;
    let _second = stage.program(PUT_GET).start();
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_in_memory_leaves_nothing_on_disk() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.program(PUT_GET).with("POUCH_STORE", "memory").start();
    let key = ask(&ann, "/put x").await;
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
    assert!(files(stage.folder()).is_empty());
    bot.stop().await;
    assert!(files(stage.folder()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_store_setting_the_file_is_named_after_the_program() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let bot = stage.program(PUT_GET).without("POUCH_STORE").start();
    let key = ask(&ann, "/put x").await;
    bot.stop().await;
    assert!(stage.folder().join("put_get.db").is_file());
    let _bot = stage.program(PUT_GET).without("POUCH_STORE").start();
    assert_eq!(ask(&ann, &format!("/get {key}")).await, "x");
}
