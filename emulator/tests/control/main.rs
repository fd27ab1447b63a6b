//! The control interface and the program, from outside: everything here goes over real HTTP.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod guarding;
mod meeting;
mod page;
mod playing;
mod program;
mod readme;
mod sharing;
mod watching;

use pouch_emulator::Emulator;
use reqwest::{Client, Method};
use serde_json::{Value, json};

/// A program that controls one emulator.
pub(crate) struct Control {
    root: String,
    client: Client,
}

impl Control {
    pub(crate) fn new(emulator: &Emulator) -> Self {
        Self::at(emulator.api_url())
    }

    pub(crate) fn at(api_url: &str) -> Self {
        Self { root: api_url.to_owned(), client: Client::new() }
    }

    /// Status and body of any call.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = self.client.request(method, format!("{}{path}", self.root));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// The answer of a call that works.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// The answer of a call that works.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, Some(body)).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// Status and error of a call that does not.
    pub(crate) async fn refusal(&self, path: &str, body: Value) -> (u16, Value) {
        let (status, answer) = self.call(Method::POST, path, Some(body)).await;
        for part in ["expected", "got", "help"] {
            assert!(answer["error"][part].is_string(), "{answer}");
        }
        (status, answer["error"].clone())
    }

    /// A call as the bot makes it.
    pub(crate) async fn bot(&self, token: &str, method: &str, params: Value) -> Value {
        let url = format!("{}/bot{token}/{method}", self.root);
        let answer: Value = self.client.post(url).json(&params).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["ok"], true, "{answer}");
        answer["result"].clone()
    }
}

/// A person whom the control interface makes, by their id.
pub(crate) async fn person(control: &Control, name: &str) -> i64 {
    let made = control.post("/control/people", json!({ "first_name": name })).await;
    made["person"]["id"].as_i64().unwrap()
}
