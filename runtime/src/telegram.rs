//! Talking to the Bot API: calls as raw JSON.

mod api;
mod client;
mod token;

pub(crate) use api::{Api, ApiError};
pub(crate) use client::client;
pub(crate) use token::Token;
