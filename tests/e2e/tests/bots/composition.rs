//! Lists in lists: guards, layers around handlers, and handlers that hand updates on.

mod guards;
mod layers;
mod passing;
mod refusals;
mod table;
