//! Other people's clients against the emulator. README.md says which, and what each bot does.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod install;
mod program;
mod scenario;
mod versions;
mod webhook;

use install::{Node, Python};
use program::Program;
use scenario::run;

#[tokio::test]
async fn python_telegram_bot() {
    if let Some(python) = Python::get().await {
        run(python.bot("python_telegram_bot.py")).await;
    }
}

#[tokio::test]
async fn aiogram() {
    if let Some(python) = Python::get().await {
        run(python.bot("aiogram_bot.py")).await;
    }
}

#[tokio::test]
async fn py_telegram_bot_api() {
    if let Some(python) = Python::get().await {
        run(python.bot("pytelegrambotapi.py")).await;
    }
}

#[tokio::test]
async fn grammy() {
    if let Some(node) = Node::get().await {
        run(node.bot("grammy.js")).await;
    }
}

#[tokio::test]
async fn telegraf() {
    if let Some(node) = Node::get().await {
        run(node.bot("telegraf.js")).await;
    }
}

#[tokio::test]
async fn python_telegram_bot_with_a_webhook() {
    if let Some(python) = Python::get().await {
        let bot = python.bot("python_telegram_bot.py").with_webhook();
        run(bot.clone()).await;
        webhook::gets_what_came_while_it_was_down(bot).await;
    }
}

#[tokio::test]
async fn aiogram_with_a_webhook() {
    if let Some(python) = Python::get().await {
        let bot = python.bot("aiogram_bot.py").with_webhook();
        run(bot.clone()).await;
        webhook::gets_what_came_while_it_was_down(bot.clone()).await;
        webhook::gets_again_what_it_has_failed_at(bot).await;
    }
}

#[tokio::test]
async fn grammy_with_a_webhook() {
    if let Some(node) = Node::get().await {
        let bot = node.bot("grammy.js").with_webhook();
        run(bot.clone()).await;
        webhook::gets_what_came_while_it_was_down(bot.clone()).await;
        webhook::gets_again_what_it_has_failed_at(bot).await;
    }
}

#[tokio::test]
async fn teloxide() {
    run(Program::new(env!("CARGO_BIN_EXE_teloxide_bot"))).await;
}

#[tokio::test]
async fn frankenstein() {
    run(Program::new(env!("CARGO_BIN_EXE_frankenstein_bot"))).await;
}
