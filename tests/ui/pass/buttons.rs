//! What a function with `#[callback]` may look like, and how its buttons are made.
#![deny(warnings)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Votes {
    count: u32,
}

mod poll {
    use pouch::prelude::*;

    #[callback]
    pub(super) fn plain() {}

    #[callback(name = "poll_vote")]
    pub(crate) async fn vote(votes: &mut super::Votes, label: char, r#type: Option<u32>, _spare: bool) -> (Toast, Edit) {
        votes.count += 1;
        let text = format!("{label} {type:?}");
        (Toast::new(text.clone()), Edit::text(text))
    }
}

/// A type that its author lets buttons hold.
struct Percent(u8);

impl pouch::ButtonField for Percent {
    const LONGEST: Option<usize> = u8::LONGEST;

    fn to_field(&self) -> String {
        self.0.to_field()
    }

    fn from_field(field: &str) -> Option<Self> {
        u8::from_field(field).map(Percent)
    }
}

#[callback]
fn share(query: &CallbackQuery, percent: Percent, text: Option<&str>) -> Result<Option<Alert>, UserError> {
    let text = text.ok_or_else(|| say!("gone"))?;
    Ok(query.data.is_some().then(|| Alert::new(format!("{} {text}", percent.0))))
}

impl pouch::ButtonField for Pair {
    const LONGEST: Option<usize> = None;

    fn to_field(&self) -> String {
        String::new()
    }

    fn from_field(_: &str) -> Option<Self> {
        Some(Pair)
    }
}

struct Pair;

#[cfg(any())]
#[callback]
fn elsewhere(_pair: NoSuchType) {}

#[callback]
fn unbounded(text: String, _pair: Pair) -> String {
    text
}

#[on_error]
fn sorry(query: Option<&CallbackQuery>) -> Option<Toast> {
    query.map(|_| Toast::new("Sorry"))
}

fn main() {
    let labels = ("Yes", String::from("No"));
    let row = vec![
        poll::plain::button(labels.0),
        poll::vote::button(labels.1, 'a', Some(1), true).valid_for(Duration::from_secs(60)),
        share::button("Half", Percent(50)),
        unbounded::button("Any", String::new(), Pair),
        Button::url("Page", "https://example.org"),
    ];
    let _ = Reply::text("Vote").buttons([row]);
    let _ = handlers![poll::plain, poll::vote, share, unbounded, sorry];
}
