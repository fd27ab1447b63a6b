//! The table of all handlers.

use pouch::prelude::*;

/// What is kept.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: Vec<String>,
}

/// Who may not use the bot.
#[bot_data]
#[derive(Default)]
struct Banned {
    users: HashSet<UserId>,
}

#[guard]
fn not_banned(banned: &Banned, user: &User) -> bool {
    !banned.users.contains(&user.id)
}

/// Put something away
#[command("put", "store", scope = private | admins)]
fn put(shelf: &mut Shelf, value: String) {
    shelf.values.push(value);
}

#[message(photo, regex = "^cat")]
fn cats() {}

#[on(inline_query)]
fn inline(query: &InlineQuery) {
    let _ = query;
}

#[test]
fn it_says_when_each_handler_runs_where_it_stands_and_what_it_touches() {
    let app = App::new(handlers![
        #[with(filter = filters::private, guard = !not_banned)]
        put,
        cats,
        inline,
    ]);
    let table = app.routes().to_string();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    for part in [
        "/put <value>, /store (private, admins)",
        "composition::table::put",
        "composition/table.rs:",
        "Banned (bot)  Shelf (user)",
        "filter filters::private, guard !bots::composition::table::not_banned",
    ] {
        assert!(lines[1].contains(part), "{part} is not in: {table}");
    }
    assert!(lines[2].starts_with("message photo ^cat"), "{table}");
    assert!(lines[3].starts_with("inline_query"), "{table}");
}

/// Longer than so many characters.
struct Longer {
    than: i32,
}

impl pouch::Filter for Longer {
    fn accepts(&self, update: pouch::Arrived<'_>) -> bool {
        update.text().is_some_and(|text| text.len() > self.than.unsigned_abs() as usize)
    }
}

#[guard]
fn awake() -> bool {
    true
}

mod words {
    pub(super) const LATER: &str = "Later.";
}

#[message(text, filter = filters::private|(!filters::forwarded&Longer{than:-5}))]
fn long() {}

/// What a macro brings along means what it means there.
macro_rules! but_forwarded {
    ($filter:expr) => {
        handlers![
            #[with(filter = !filters::forwarded & $filter)]
            inline
        ]
    };
}

#[test]
fn filters_and_guards_look_as_they_were_written() {
    let app = App::new(handlers![
        #[with(filter = (filters::private | filters::group) & !filters::forwarded)]
        #[with(filter = filters::private & filters::group | !(filters::forwarded))]
        #[with(guard = !(awake | not_banned) & awake | awake, otherwise = "Not now.")]
        #[with(guard = awake, otherwise = words::LATER)]
        long,
        ..but_forwarded!(filters::private | filters::group),
    ]);
    let table = app.routes().to_string().replace("bots::composition::table::", "");
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    assert!(
        lines[1].starts_with("message text filters::private | (!filters::forwarded & Longer { than: -5 })  "),
        "{table}"
    );
    let around = "filter (filters::private | filters::group) & !filters::forwarded, \
                  filter filters::private & filters::group | !(filters::forwarded), \
                  guard !(awake | not_banned) & awake | awake otherwise \"Not now.\", \
                  guard awake otherwise words::LATER";
    assert!(lines[1].ends_with(around), "{table}");
    let around = "filter !filters::forwarded & (filters::private | filters::group)";
    assert!(lines[2].ends_with(around), "{table}");
}
