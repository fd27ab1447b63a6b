//! Watching: the snapshot, the journal, and the stream of events.

use std::time::Duration;

use pouch_emulator::{BotWish, Emulator, Fault, RecordView};
use serde_json::{Value, json};

use crate::{Control, person};

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn the_journal_leads_on_from_the_snapshot() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = emulator.user("Ann");
    ann.send("before");
    let state = control.get("/control/state").await;
    assert_eq!(state["people"][0]["first_name"], "Ann");
    assert_eq!(state["chats"][0]["messages"][0]["text"], "before");

    let sent = ann.send("after");
    ann.edit(&sent, "after all");
    let call = json!({ "chat_id": ann.id(), "action": "typing" });
    control.bot(emulator.token(), "sendChatAction", call).await;
    let journal = control.get(&format!("/control/journal?since={}", state["revision"])).await;
    let kinds: Vec<_> = journal["entries"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["message", "edited", "action", "request"]);
    assert_eq!(journal["entries"][1]["message"]["text"], "after all");
    assert_eq!(journal["entries"][3]["reaction"], json!({ "ok": true, "result": true }));
    assert_eq!(journal["is_torn"], false);
    assert_eq!(journal["revision"], journal["entries"][3]["revision"]);
}

#[tokio::test]
async fn a_program_can_wait_until_something_happens() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = emulator.user("Ann");
    let revision = control.get("/control/state").await["revision"].clone();
    let speaks = async { ann.send("hello") };
    let path = format!("/control/journal?since={revision}&wait=30");
    let (news, _) = tokio::join!(control.get(&path), speaks);
    assert_eq!(news["entries"][0]["message"]["text"], "hello");
}

#[tokio::test]
async fn a_call_that_fails_on_demand_is_shown_as_the_bot_saw_it() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    emulator.fail("getMe", Fault::Garbage);
    let url = format!("{}/bot{}/getMe", emulator.api_url(), emulator.token());
    reqwest::get(url).await.unwrap();
    let journal = control.get("/control/journal").await;
    let request = journal["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "request");
    assert_eq!(request.unwrap()["reaction"], "garbage");
    assert_eq!(control.get("/control/requests?method=GETME").await["requests"][0]["method"], "getMe");
}

#[tokio::test]
async fn events_arrive_as_they_happen_and_go_on_where_a_lost_connection_ended() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let ann = person(&control, "Ann").await;
    let mut stream = Stream::open(&emulator, "0").await;
    assert_eq!(stream.next().await["kind"], "person");
    let chat = stream.next().await;
    assert_eq!(chat["chat"]["id"], ann);
    let path = format!("/control/chats/{ann}/messages");
    control.post(&path, json!({ "as": ann, "text": "one" })).await;
    assert_eq!(stream.next().await["message"]["text"], "one");
    drop(stream);
    control.post(&path, json!({ "as": ann, "text": "two" })).await;
    let mut stream = Stream::open(&emulator, &(chat["revision"].as_u64().unwrap() + 1).to_string()).await;
    assert_eq!(stream.next().await["message"]["text"], "two");
}

/// Server-sent events, read as a browser reads them.
struct Stream {
    response: reqwest::Response,
    text: String,
}

impl Stream {
    async fn open(emulator: &Emulator, last: &str) -> Self {
        let url = format!("{}/control/events", emulator.api_url());
        let request = reqwest::Client::new().get(url).header("Last-Event-ID", last);
        Self { response: request.send().await.unwrap(), text: String::new() }
    }

    async fn next(&mut self) -> Value {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap().to_owned();
                self.text = rest.to_string();
                return serde_json::from_str(&data).unwrap();
            }
            let piece =
                tokio::time::timeout(PATIENCE, self.response.chunk()).await.unwrap().unwrap().unwrap();
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }
}

#[tokio::test]
async fn stored_records_are_shown_with_what_they_were_before() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    let record = json!({ "scope": "user", "owner": 1001, "name": "Shelf", "after": { "values": ["a"] } });
    control.post("/control/records", record).await;
    emulator.show_record(&RecordView {
        scope: "user".to_owned(),
        owner: 1001,
        part: 0,
        name: "Shelf".to_owned(),
        before: Some(json!({ "values": ["a"] })),
        after: None,
    });
    let records = control.get("/control/records").await["records"].clone();
    assert_eq!(records.as_array().unwrap().len(), 1);
    assert_eq!(records[0]["before"], json!({ "values": ["a"] }));
    assert_eq!(
        control.get("/control/journal").await["entries"][0]["record"]["after"],
        json!({ "values": ["a"] })
    );
    let wrong = json!({ "scope": "planet", "owner": 1, "name": "Shelf" });
    assert_eq!(control.refusal("/control/records", wrong).await.0, 400);
}

#[tokio::test]
async fn who_keeps_the_bot_hears_the_wishes_that_it_can_fulfil() {
    let emulator = Emulator::start().await.unwrap();
    let control = Control::new(&emulator);
    assert_eq!(control.refusal("/control/bot", json!({ "do": "kill" })).await.0, 409);
    let mut desk = emulator.keep_bot(&[BotWish::Restart]);
    desk.show_running(true);
    assert_eq!(
        control.get("/control/state").await["process"],
        json!({ "is_running": true, "can": ["restart"] })
    );
    control.post("/control/bot", json!({ "do": "restart" })).await;
    assert_eq!(desk.next().await, BotWish::Restart);
    assert_eq!(control.refusal("/control/bot", json!({ "do": "kill" })).await.0, 409);
    assert_eq!(control.refusal("/control/bot", json!({ "do": "sleep" })).await.0, 400);
    for _ in 0..8 {
        control.post("/control/bot", json!({ "do": "restart" })).await;
    }
    assert_eq!(control.refusal("/control/bot", json!({ "do": "restart" })).await.0, 429);
}
