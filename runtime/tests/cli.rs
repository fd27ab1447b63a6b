//! The program `pouch`, as a process.
#![allow(clippy::unwrap_used)] // All of it is tests.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use pouch::store::{
    Batch, DeadLetter, EntryKey, EntryWrite, MapId, Owner, Record, RecordKey, Scope, SqliteStore, Store,
    Write,
};
use tempfile::TempDir;

/// What a command said, and its exit code.
#[derive(Debug, PartialEq)]
struct Said {
    out: String,
    err: String,
    code: i32,
}

fn pouch(arguments: &[&str], input: &str) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pouch"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { out: text(output.stdout), err: text(output.stderr), code: output.status.code().unwrap() }
}

/// What a command said that went well.
#[track_caller]
fn fine(arguments: &[&str]) -> String {
    let said = pouch(arguments, "");
    assert_eq!((said.err.as_str(), said.code), ("", 0), "{arguments:?}");
    said.out
}

/// The error of a command that did not.
#[track_caller]
fn wrong(arguments: &[&str]) -> String {
    let said = pouch(arguments, "");
    assert_eq!((said.out.as_str(), said.code), ("", 1), "{arguments:?}");
    said.err
}

fn key(scope: Scope, owner: Owner, name: &'static str) -> RecordKey {
    RecordKey { scope, owner, name: name.into() }
}

struct Filled {
    folder: TempDir,
    map: MapId,
    letter: DeadLetter,
}

impl Filled {
    /// A store with records of two people, one of them with a map.
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (map, letter) = (MapId::fresh(), DeadLetter::new("Settings of chat -5", "taken", "{\"a\":1}"));
        let shelf = format!("{{\"values\":{{\"$map\":\"{map}\",\"len\":2}}}}");
        let records = [
            (key(Scope::User, Owner::new(7), "Shelf"), Record::new(shelf)),
            (
                key(Scope::Member, Owner::in_chat(-5, 7), "Deeds"),
                Record { type_version: 2, ..Record::new("3") },
            ),
            (key(Scope::User, Owner::new(8), "Shelf"), Record::new("{\"values\":{}}")),
            (key(Scope::Bot, Owner::BOT, "Stats"), Record::new("{\"count\":1}")),
        ];
        let entry =
            |key: i64, json: &str| EntryWrite { map, key: EntryKey::Number(key), json: Some(json.into()) };
        let mut batch = Batch::default();
        batch.writes =
            records.map(|(key, record)| Write { key, expected: None, record: Some(record) }).into();
        batch.entries = vec![entry(2, "\"two\""), entry(10, "\"ten\"")];
        batch.dead_letters = vec![letter.clone()];
        let filled = Filled { folder, map, letter };
        filled.open().commit(Arc::new(batch)).await.unwrap();
        filled
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("bot.db")
    }

    fn open(&self) -> SqliteStore {
        SqliteStore::open(self.path()).unwrap()
    }
}

const EXPORT: &str = r#"{"scope":"bot","owner":0,"name":"Stats","value":{"count":1}}
{"scope":"member","owner":-5,"part":7,"name":"Deeds","version":2,"value":3}
{"scope":"user","owner":7,"name":"Shelf","value":{"values":{"10":"ten","2":"two"}}}
{"scope":"user","owner":8,"name":"Shelf","value":{"values":{}}}
"#;

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_store_is_read_while_a_bot_works_with_it() {
    let filled = Filled::new().await;
    let path = text(&filled.path());
    let store = filled.open();
    assert_eq!(
        fine(&["list", &path]),
        "        2 user   Shelf\n        1 bot    Stats\n        1 member Deeds\n"
    );
    assert_eq!(fine(&["list", &path, "--type", "Shelf"]), "Shelf of user 7\nShelf of user 8\n");
    let shown = "{\n  \"values\": {\n    \"10\": \"ten\",\n    \"2\": \"two\"\n  }\n}\n";
    assert_eq!(fine(&["show", &path, "user", "Shelf", "7"]), shown);
    assert_eq!(fine(&["show", &path, "member", "Deeds", "-5", "7"]), "// version 2 of its type\n3\n");
    assert_eq!(fine(&["export", &path]), EXPORT);
    let person: Vec<_> = EXPORT.lines().skip(1).take(2).collect();
    assert_eq!(fine(&["export", &path, "--person", "7"]).lines().collect::<Vec<_>>(), person);
    let letters = fine(&["dead-letters", &path]);
    assert!(letters.starts_with(&filled.letter.id.to_string()), "{letters}");
    assert!(letters.ends_with(" record: Settings of chat -5: taken\n"), "{letters}");
    let id = filled.letter.id.to_string();
    assert_eq!(fine(&["dead-letters", &path, "show", &id]), "{\n  \"a\": 1\n}\n");
    assert_eq!(fine(&["check", &path]), "4 records, 0 problems\n");
    let copy = text(&filled.folder.path().join("copy.db"));
    assert_eq!(fine(&["backup", &path, &copy]), format!("`{copy}` is a copy of `{path}`\n"));
    assert_eq!(fine(&["export", &copy]), EXPORT);
    // What changes the store is refused, and changes nothing.
    for change in [
        vec!["erase", &path, "--person", "7"],
        vec!["import", &path],
        vec!["dead-letters", &path, "drop", &id],
    ] {
        let expected = format!("pouch: `{path}` is in use: stop the bot first, this changes the store\n");
        assert_eq!(wrong(&change), expected);
    }
    assert_eq!(fine(&["export", &path]), EXPORT);
    drop(store);
}

#[tokio::test]
async fn what_is_exported_can_be_imported() {
    let filled = Filled::new().await;
    let path = text(&filled.path());
    let other = text(&filled.folder.path().join("other.db"));
    for _ in 0..2 {
        let said = pouch(&["import", &other], EXPORT);
        assert_eq!((said.out.as_str(), said.code), ("4 records imported\n", 0), "{}", said.err);
        assert_eq!(fine(&["export", &other]), EXPORT);
    }
    // Over what is there: the entries of the map that it replaces go.
    let line = r#"{"scope":"user","owner":7,"name":"Shelf","value":{"values":{"1":"one"}}}"#;
    assert_eq!(pouch(&["import", &path], line).out, "1 records imported\n");
    assert!(fine(&["export", &path, "--person", "7"]).contains(line));
    let left = filled.open().list_entries(filled.map, Bound::Unbounded, 10).await.unwrap();
    assert!(left.is_empty());
    let broken =
        format!("{line}\n{{\"scope\":\"user\",\"owner\":9,\"part\":1,\"name\":\"Shelf\",\"value\":1}}\n");
    let said = pouch(&["import", &path], &broken);
    let expected = "pouch: line 2: only records of members and topics have a `part`; nothing was imported\n";
    assert_eq!((said.err.as_str(), said.code), (expected, 1));
    let marked = r#"{"scope":"user","owner":9,"name":"Shelf","value":[{"$map":"0b1f4b5e5c1f4c0e9a398d0f5a3c2b11","len":3}]}"#;
    assert!(pouch(&["import", &path], marked).err.contains("holds the mark of a `Map`"));
    assert!(pouch(&["import", &path], "{}").err.starts_with("pouch: line 1: missing field `scope`"));
}

#[tokio::test]
async fn people_and_records_are_erased_with_their_entries() {
    let filled = Filled::new().await;
    let path = text(&filled.path());
    let erased = "erased Deeds of user 7 in chat -5\nerased Shelf of user 7\n2 records erased\n";
    assert_eq!(fine(&["erase", &path, "--person", "7"]), erased);
    assert_eq!(fine(&["erase", &path, "--person", "7"]), "0 records erased\n");
    assert_eq!(fine(&["erase", &path, "bot", "Stats"]), "erased Stats of the bot\n");
    assert_eq!(wrong(&["erase", &path, "bot", "Stats"]), "pouch: there is no record Stats of the bot\n");
    assert_eq!(fine(&["list", &path]), "        1 user   Shelf\n");
    let left = filled.open().list_entries(filled.map, Bound::Unbounded, 10).await.unwrap();
    assert!(left.is_empty());
    let id = filled.letter.id.to_string();
    assert_eq!(fine(&["dead-letters", &path, "drop", &id]), format!("{id}: dropped\n"));
    assert_eq!(fine(&["dead-letters", &path]), "");
    assert_eq!(
        wrong(&["dead-letters", &path, "retry", &id]),
        format!("pouch: there is no dead letter {id}\n")
    );
}

#[tokio::test]
async fn a_check_finds_what_is_wrong() {
    let filled = Filled::new().await;
    let path = text(&filled.path());
    let mut batch = Batch::default();
    let write =
        |key, json: &str| EntryWrite { map: filled.map, key: EntryKey::Number(key), json: Some(json.into()) };
    batch.entries = vec![write(2, "\"cut"), write(3, "1")];
    let broken = key(Scope::Chat, Owner::new(-5), "Motto");
    batch.writes = vec![Write { key: broken, expected: None, record: Some(Record::new("{\"a\"")) }];
    filled.open().commit(Arc::new(batch)).await.unwrap();
    let said = pouch(&["check", &path], "");
    assert_eq!(said.code, 1);
    for expected in [
        "Motto of chat -5: it is no JSON: EOF",
        "Shelf of user 7: the entry 2 of a map is no JSON: EOF",
        &format!("Shelf of user 7: the map {} says that it has 2 entries, and has 3", filled.map),
        "5 records, 3 problems",
    ] {
        assert!(said.out.contains(expected), "{}", said.out);
    }
}

#[test]
fn a_store_that_is_none_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let (missing, foreign) =
        (text(&folder.path().join("missing.db")), text(&folder.path().join("notes.txt")));
    std::fs::write(&foreign, "hello").unwrap();
    assert!(wrong(&["list", &missing]).contains("is not a Pouch store: there is no store yet"));
    assert_eq!(
        wrong(&["erase", &missing, "--person", "7"]),
        format!("pouch: there is no store `{missing}`\n")
    );
    for command in ["list", "check", "export", "import"] {
        let error = wrong(&[command, &foreign]);
        assert!(error.contains("is not a Pouch store: it is no SQLite database"), "{error}");
    }
    assert!(!Path::new(&missing).exists());
    assert_eq!(std::fs::read_to_string(&foreign).unwrap(), "hello");
    let said = pouch(&["erase"], "");
    assert_eq!(
        (said.code, said.err.as_str()),
        (2, "pouch: `erase` lacks the path of the store; `pouch --help` lists the commands\n")
    );
    assert!(fine(&["--help"]).contains("usage: pouch COMMAND STORE"));
}

#[tokio::test]
async fn a_persons_timers_in_the_chats_of_others_are_shown_and_erased_and_nobody_elses() {
    let filled = Filled::new().await;
    let (path, store) = (text(&filled.path()), filled.open());
    let timer = |person: i64, text: &str| {
        let id = uuid::Uuid::new_v4();
        format!(
            r#"{{"id":"{id}","name":"remind","due":{person},"speaker":{person},"place":{{}},"fields":{{"text":"{text}"}}}}"#
        )
    };
    let (hers, his) = (timer(7, "hers"), timer(8, "his"));
    let mut batch = Batch::default();
    let record = Some(Record::new(format!(r#"{{"timers":[{hers},{his}]}}"#)));
    batch.writes =
        vec![Write { key: key(Scope::Chat, Owner::new(-5), "pouch::timers"), expected: None, record }];
    let aside = |timer: &str| timer.replacen('{', r#"{"chat":-5,"#, 1);
    batch.dead_letters = vec![
        DeadLetter::of_timer("timer remind of chat -5", "broken", aside(&hers)),
        DeadLetter::of_timer("timer remind of chat -5", "broken", aside(&his)),
    ];
    store.commit(Arc::new(batch)).await.unwrap();
    drop(store);

    let exported = fine(&["export", &path, "--person", "7"]);
    let timers = exported.lines().last().unwrap();
    assert!(timers.contains("hers") && !timers.contains("his"), "{timers}");
    assert!(timers.ends_with(r#""partial":true}"#), "{timers}");
    let other = text(&filled.folder.path().join("other.db"));
    let left_out =
        "2 records imported\n1 left out, which are parts of records: a person's in the chats of others\n";
    assert_eq!(pouch(&["import", &other], &exported).out, left_out);
    let erased = fine(&["erase", &path, "--person", "7"]);
    let expected =
        "erased their part of pouch::timers of chat -5\ndropped 1 of their dead letters\n2 records erased\n";
    assert!(erased.ends_with(expected), "{erased}");
    let left = fine(&["show", &path, "chat", "pouch::timers", "-5"]);
    assert!(left.contains("his") && !left.contains("hers"), "{left}");
    let letters = fine(&["dead-letters", &path]);
    assert_eq!(letters.matches(" timer: timer remind of chat -5: broken").count(), 1, "{letters}");
    assert_eq!(fine(&["export", &path, "--person", "7"]), "");
}
