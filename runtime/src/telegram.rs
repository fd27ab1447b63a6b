//! Talking to the Bot API: calls as raw JSON.

mod api;
mod client;
mod line;
mod pool;
mod tls;
mod token;
mod wire;

pub(crate) use api::{Answer, Api, ApiError, Server, result_in};
pub(crate) use client::client;
pub(crate) use line::Line;
pub(crate) use token::Token;
