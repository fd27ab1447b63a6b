//! A bot made by hand: calls over real HTTP. Every answer is checked against the schema of the Bot API.

use std::time::Duration;

use pouch_bot_api_schema::check_answer;
use pouch_emulator::Emulator;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Long enough for anything that should happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A client of one emulator.
#[derive(Clone)]
pub(crate) struct Bot {
    api: String,
    client: Client,
    is_checked: bool,
}

impl Bot {
    pub(crate) fn new(emulator: &Emulator) -> Self {
        let api = format!("{}/bot{}", emulator.api_url(), emulator.token());
        Self { api, client: Client::new(), is_checked: true }
    }

    /// A client that takes updates which no schema knows: the test has pushed them.
    pub(crate) fn unchecked(emulator: &Emulator) -> Self {
        Self { is_checked: false, ..Self::new(emulator) }
    }

    pub(crate) fn url(&self, method: &str) -> String {
        format!("{}/{method}", self.api)
    }

    pub(crate) fn post(&self, method: &str) -> RequestBuilder {
        self.client.post(self.url(method))
    }

    pub(crate) fn get(&self, method: &str) -> RequestBuilder {
        self.client.get(self.url(method))
    }

    /// The whole answer to a JSON call.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let request = self.post(method).json(&params);
        if self.is_checked { answer(request).await } else { unchecked_answer(request).await.1 }
    }

    /// The `result` of a JSON call.
    pub(crate) async fn ok(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params).await;
        assert_eq!(answer["ok"], true, "{answer}");
        answer["result"].clone()
    }

    /// Error code and description of a JSON call.
    pub(crate) async fn refusal(&self, method: &str, params: Value) -> (u64, String) {
        let answer = self.call(method, params).await;
        assert_eq!(answer["ok"], false, "{answer}");
        (answer["error_code"].as_u64().unwrap(), answer["description"].as_str().unwrap().to_owned())
    }

    /// The ids of the updates from an offset on, without waiting.
    pub(crate) async fn update_ids(&self, offset: i64) -> Vec<i64> {
        let updates = self.ok("getUpdates", json!({ "offset": offset })).await;
        updates.as_array().unwrap().iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
    }
}

/// The answer, which must be as the Bot API's schema has it.
pub(crate) async fn answer(request: RequestBuilder) -> Value {
    let (method, answer) = unchecked_answer(request).await;
    if let Err(mistakes) = check_answer(&method, &answer) {
        panic!("not as the Bot API has it:\n{mistakes}\nin {answer}");
    }
    answer
}

/// The method and the answer, whose HTTP status must agree with it.
async fn unchecked_answer(request: RequestBuilder) -> (String, Value) {
    let (client, request) = request.build_split();
    let request = request.unwrap();
    let method = request.url().path().rsplit('/').next().unwrap_or_default().to_owned();
    let response = client.execute(request).await.unwrap();
    let status = u64::from(response.status().as_u16());
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["error_code"].as_u64().unwrap_or(200), status);
    (method, answer)
}

/// Sends bytes to the server, and reads all that it answers until it closes the connection.
pub(crate) async fn raw(emulator: &Emulator, request: &str) -> String {
    let address = emulator.api_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    // A connection that is reset is as closed as any.
    let _ = stream.read_to_string(&mut answer).await;
    answer
}
