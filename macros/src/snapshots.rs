//! What each attribute generates, as files that read as documentation: `snapshots/ATTRIBUTE.rs`.
//!
//! `UPDATE=1 cargo test -p pouch-macros snapshots` accepts what has changed: review it like code.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::handler::{Attr, attribute};

/// Compares the code, formatted as rustfmt would, with the file of that name.
fn check(name: &str, written: &str, generated: TokenStream) {
    let file = syn::parse2(generated).unwrap_or_else(|error| panic!("{name} generates no items: {error}"));
    let generated = prettyplease::unparse(&file);
    assert!(!generated.contains("compile_error"), "{name} has a mistake: {generated}");
    let head: Vec<&str> = written.trim().lines().map(str::trim_start).collect();
    let actual = format!("// What is generated for\n//\n//     {}\n\n{generated}", head.join("\n//     "));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots").join(format!("{name}.rs"));
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "{} is not what is generated; see what has changed with UPDATE=1\n\n{actual}",
        path.display()
    );
}

/// The same for a function with an attribute.
fn check_handler(attr: Attr, written: &str) {
    let item: TokenStream = written.parse().unwrap();
    let (options, function) = split(item);
    check(attr.name(), written, attribute(attr, options, function));
}

/// The options of the first attribute that is no doc comment, and the item without it.
fn split(item: TokenStream) -> (TokenStream, TokenStream) {
    let mut function: syn::ItemFn = syn::parse2(item).unwrap();
    let index = function.attrs.iter().position(|attr| !attr.path().is_ident("doc")).unwrap();
    let attr = function.attrs.remove(index);
    let options = match attr.meta {
        syn::Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    (options, quote!(#function))
}

#[test]
fn command() {
    check_handler(
        Attr::Command,
        r#"
        /// Store a value and get its key
        #[command("put", "store", scope = private | admins, translations(de = "Einen Wert ablegen"))]
        pub fn put(shelf: &mut Shelf, value: String, count: Option<u8>) -> Uuid {
            shelf.put(value)
        }
        "#,
    );
}

#[test]
fn deep_link() {
    let written = r#"
        /// Begin
        #[command("start", deep_link)]
        fn start(referrer: u64, campaign: Option<String>) {}
    "#;
    let (options, function) = split(written.parse().unwrap());
    check("deep_link", written, attribute(Attr::Command, options, function));
}

#[test]
fn message() {
    check_handler(
        Attr::Message,
        r#"
        #[message(text, regex = "^in (?<minutes>[0-9]+) min", filter = is_quick & !filters::forwarded)]
        async fn remind(text: &str, user: Option<&User>, minutes: u16) -> Pass {}
        "#,
    );
}

#[test]
fn callback() {
    check_handler(
        Attr::Callback,
        r#"
        #[callback(name = "vote")]
        fn choose(votes: Option<&mut Votes>, yes: bool, comment: String) -> Toast {}
        "#,
    );
}

#[test]
fn timer() {
    check_handler(Attr::Timer, "#[timer] pub fn remind(shelf: &mut Shelf, text: String) -> String {}");
}

#[test]
fn every() {
    check_handler(Attr::Every, "#[every(\"1h\")] fn tidy(stats: &mut Stats) {}");
}

#[test]
fn every_by_the_calendar() {
    let written = r#"
        #[every(monday, friday, at = "18:30", zone = "Europe/Berlin")]
        fn remind_all(bot: &Bot) {}
    "#;
    let (options, function) = split(written.parse().unwrap());
    check("every_by_the_calendar", written, attribute(Attr::Every, options, function));
}

#[test]
fn on() {
    check_handler(Attr::On, "#[on(inline_query, filter = is_long)] fn answer(query: &InlineQuery) {}");
}

#[test]
fn on_migrate() {
    check_handler(Attr::OnMigrate, "#[on_migrate] fn follow(migration: &Migration) {}");
}

#[test]
fn on_error() {
    check_handler(Attr::OnError, "#[on_error] fn report(error: &HandlerError) {}");
}

#[test]
fn on_start() {
    check_handler(Attr::OnStart, "#[on_start] async fn greet(bot: &Bot) {}");
}

#[test]
fn on_stop() {
    check_handler(Attr::OnStop, "#[on_stop] fn bye() {}");
}

#[test]
fn survey_done() {
    check_handler(Attr::SurveyDone, "#[survey_done] fn ordered(order: Order, user: &User) {}");
}

#[test]
fn guard() {
    check_handler(Attr::Guard, "#[guard] fn not_banned(banned: &Banned, user: &User) -> bool {}");
}

#[test]
fn before() {
    check_handler(Attr::Before, "#[before] fn slow_down(pace: &mut Pace) -> ControlFlow<&'static str> {}");
}

#[test]
fn after() {
    check_handler(Attr::After, "#[after] fn audit(log: &mut Log, handled: &Handled) {}");
}

#[test]
fn list() {
    let written = r#"
        [::pouch] put,
        #[with(filter = filters::private, guard = is_helper | !not_banned, otherwise = "No.", after = audit)]
        [get],
        ..admin::HANDLERS
    "#;
    let generated = crate::list::expand(written.parse().unwrap());
    check("list", written, quote!(const HANDLERS: ::pouch::Handlers = #generated;));
}

/// Code that is being typed keeps its item, so that an editor goes on to complete it.
#[test]
fn half_typed_code_is_emitted_again() {
    let put = "fn put(shelf: &mut Shelf, value: String) -> Uuid { shelf. }";
    let items = [
        put,
        "fn put(shelf: &mut Shelf, value: ) {}",
        "fn put(shelf: &mut Shelf, val",
        "fn put(shelf: & ) { let x = ; }",
        "fn put() -> { }",
        "pub async fn",
        "fn",
        "",
    ];
    let options =
        ["", "\"put\", des", "\"put\",", "scope =", "translations(", "\"put\", filter = filters::", "des = "];
    for item in items {
        // What has no closing bracket never becomes tokens: rustc reports it alone.
        let Ok(item) = item.parse::<TokenStream>() else { continue };
        for options in options.iter().filter_map(|options| options.parse::<TokenStream>().ok()) {
            for attr in [
                Attr::Command,
                Attr::Message,
                Attr::Callback,
                Attr::On,
                Attr::OnStart,
                Attr::Guard,
                Attr::After,
            ] {
                let generated = attribute(attr, options.clone(), item.clone()).to_string();
                assert!(
                    generated.starts_with(&item.to_string()),
                    "{item} with ({options}) became {generated}"
                );
            }
        }
    }
}
