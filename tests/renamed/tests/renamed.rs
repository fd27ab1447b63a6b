//! Every attribute, with `crate = memory` for `pouch`.

use memory::prelude::{
    App, Choice, HandlerError, HashMap, Uuid, bot_data, callback, chat_data, command, handlers,
};
use memory::prelude::{member_data, message, on_error, topic_data, user_data};

/// What a user has put away.
#[user_data(crate = memory)]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
}

#[chat_data(crate = ::memory)]
#[derive(Default)]
struct Rules(String);

#[bot_data(crate = memory, name = "stats")]
#[derive(Default)]
struct Stats {
    puts: u64,
}

#[member_data(crate = memory)]
#[derive(Default)]
enum Mood {
    #[default]
    Calm,
    Excited,
}

#[topic_data(crate = memory)]
#[derive(Default)]
struct Agenda {
    points: Vec<String>,
}

/// Store a value and get its key
#[command("put", crate = memory)]
fn put(shelf: &mut Shelf, stats: &mut Stats, value: String) -> Uuid {
    let key = Uuid::new_v4();
    shelf.values.insert(key, value);
    stats.puts += 1;
    key
}

/// Look a value up by its key
#[command("get", crate = ::memory)]
fn get(shelf: &Shelf, key: Uuid) -> &str {
    shelf.values.get(&key).map_or("Not found", String::as_str)
}

/// Add points to the topic's agenda
#[command("agenda", crate = memory)]
async fn agenda(agenda: Option<&mut Agenda>, points: Vec<String>) -> Option<usize> {
    let agenda = agenda?;
    agenda.points.extend(std::future::ready(points).await);
    Some(agenda.points.len())
}

#[derive(Clone, Copy, Choice)]
#[choice(crate = memory)]
enum Color {
    Red,
}

#[callback(crate = memory)]
fn paint(color: Color, mood: &Mood) -> Option<&'static str> {
    matches!(mood, Mood::Calm).then(|| color.label())
}

#[message(crate = memory)]
fn cheer(mood: &mut Mood, rules: Option<&Rules>, text: &str) -> String {
    *mood = match mood {
        Mood::Calm => Mood::Excited,
        Mood::Excited => Mood::Calm,
    };
    format!("{text}{}", rules.map_or("!", |rules| rules.0.as_str()))
}

#[on_error(crate = memory)]
fn apologize(error: &HandlerError) -> String {
    error.to_string()
}

#[test]
fn handlers_are_still_plain_functions() {
    let (mut shelf, mut stats) = (Shelf::default(), Stats::default());
    let key = put(&mut shelf, &mut stats, "tea".to_owned());
    assert_eq!(get(&shelf, key), "tea");
    assert_eq!(get(&shelf, Uuid::nil()), "Not found");
    assert_eq!(stats.puts, 1);
    assert_eq!(paint(Color::Red, &Mood::Calm), Some("Red"));
    let _ = paint::button("Red", Color::Red);
    assert_eq!(cheer(&mut Mood::default(), Some(&Rules("?".to_owned())), "tea"), "tea?");
}

#[test]
fn data_and_handlers_are_described_by_the_renamed_package() {
    use memory::{Data, Scope};

    assert_eq!([Stats::SCOPE, Mood::SCOPE, Agenda::SCOPE], [Scope::Bot, Scope::Member, Scope::Topic]);
    assert_eq!((Shelf::NAME, Shelf::PATH, Stats::NAME), ("Shelf", "renamed::Shelf", "stats"));
    let _ = App::new(handlers![put, get, agenda, paint, cheer, apologize]);
}
