//! Other people's clients against the emulator. README.md says which, and what each bot does.
#![allow(clippy::unwrap_used)] // All of it is tests and their tools.

mod install;
mod program;
mod scenario;
mod versions;

use install::{Node, Python};
use program::Program;
use scenario::{run, run_in_full};

#[tokio::test]
async fn python_telegram_bot() {
    if let Some(python) = Python::get().await {
        run_in_full(python.bot("python_telegram_bot.py")).await;
    }
}

#[tokio::test]
async fn aiogram() {
    if let Some(python) = Python::get().await {
        run_in_full(python.bot("aiogram_bot.py")).await;
    }
}

#[tokio::test]
async fn py_telegram_bot_api() {
    if let Some(python) = Python::get().await {
        run_in_full(python.bot("pytelegrambotapi.py")).await;
    }
}

#[tokio::test]
async fn grammy() {
    if let Some(node) = Node::get().await {
        run_in_full(node.bot("grammy.js")).await;
    }
}

#[tokio::test]
async fn telegraf() {
    if let Some(node) = Node::get().await {
        run_in_full(node.bot("telegraf.js")).await;
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
