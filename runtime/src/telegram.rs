//! Talking to the Bot API: calls as raw JSON.

mod api;
mod token;

pub(crate) use api::{Api, ApiError};
pub(crate) use token::Token;
