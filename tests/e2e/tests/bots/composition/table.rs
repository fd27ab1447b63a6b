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
