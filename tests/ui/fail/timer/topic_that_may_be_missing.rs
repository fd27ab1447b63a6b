//! Data of a topic, which a timer may have none of.

use pouch::prelude::*;

#[topic_data]
#[derive(Default)]
struct Agenda(Vec<String>);

#[timer]
fn remind(agenda: &Agenda) -> String {
    agenda.0.join(", ")
}

fn main() {}
