//! Which methods there are.

use std::collections::BTreeSet;

use crate::bot::Bot;
use pouch_bot_api_schema::methods;
use pouch_emulator::Emulator;
use serde_json::json;

/// The methods that the README says are missing: words in backticks under that heading.
fn listed_as_missing() -> BTreeSet<&'static str> {
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("## Methods that are not emulated").unwrap();
    let section = section.split("\n## ").next().unwrap();
    section.split('`').skip(1).step_by(2).collect()
}

#[tokio::test]
async fn every_method_is_emulated_or_listed_as_missing() {
    let emulator = Emulator::start().await.unwrap();
    let bot = Bot::new(&emulator);
    let mut missing = BTreeSet::new();
    for method in methods() {
        let answer = bot.call(method, json!({})).await;
        if answer["error_code"] == 404 {
            assert_eq!(answer["description"], "Not Found");
            missing.insert(method);
        }
    }
    assert_eq!(missing, listed_as_missing());
}
