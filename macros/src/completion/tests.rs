//! Where half-typed names stand in what is generated. `tests/editor` tries the same in rust-analyzer itself.

use proc_macro2::TokenStream;

use super::known;
use crate::handler::{Attr, attribute};

/// What is generated up to the name that is being typed, and that name.
fn before_half_typed(generated: &TokenStream) -> (String, String) {
    let generated = generated.to_string();
    let (before, behind) =
        generated.split_once(" as _ ;").unwrap_or_else(|| panic!("no name in {generated}"));
    let (_, guarded) = before.rsplit_once("# [cfg (rust_analyzer)]").expect("only an editor sees it");
    let at = before.len() - guarded.len() + guarded.rfind("use ").expect("an import");
    let (_, name) = before[at..].rsplit_once(' ').expect("a path");
    assert!(behind.starts_with(" } } ;"), "more than the name stands there: {generated}");
    (before[..before.len() - name.len()].to_owned(), name.to_owned())
}

/// rust-analyzer completes a name by a second expansion with more letters, and finds its place again only where equally
/// much stands before it. Without any letter, the attribute may have no mistake.
#[test]
fn half_typed_names_stand_where_an_editor_completes_them() {
    let item: TokenStream = "fn put(shelf: &mut Shelf) {}".parse().unwrap();
    let cases = [
        (Attr::Command, "\"put\", ", "known :: command ::"),
        (Attr::Command, "\"put\", scope = ", "known :: scope ::"),
        (Attr::Command, "\"put\", scope = private | ", "known :: scope ::"),
        (Attr::Command, "\"put\", filter = filters::", "use filters ::"),
        (Attr::Command, "\"put\", filter = !(filters::", "use filters ::"),
        (Attr::Message, "", "known :: message ::"),
        (Attr::On, "", "known :: on ::"),
    ];
    for (attr, options, place) in cases {
        let end = if options.contains('(') { ")" } else { "" };
        let typed = |name: &str| {
            let options = format!("{options}{name}{end}").parse().unwrap();
            before_half_typed(&attribute(attr, options, item.clone()))
        };
        let (before, nothing) = typed("");
        assert!(before.trim_end().ends_with(place), "{options} became {before}");
        assert_eq!(nothing, "__pouch_nothing");
        for name in ["hid", "hidXYZ"] {
            assert_eq!(typed(name), (before.clone(), name.to_owned()), "{options}");
        }
    }
}

/// rustc reads even what only an editor keeps.
#[test]
fn what_is_no_path_is_not_imported() {
    let item: TokenStream = "fn put() {}".parse().unwrap();
    for filter in [
        "|m: &Message| true",
        "a:b",
        "_",
        "5",
        "true",
        "\"text\"",
        "::",
        "if x { a } else { b }",
        "a::<B>::c",
    ] {
        let options = format!("\"put\", filter = {filter}").parse().unwrap();
        let generated = attribute(Attr::Command, options, item.clone());
        assert!(syn::parse2::<syn::File>(generated.clone()).is_ok(), "{filter} became {generated}");
    }
}

#[test]
fn half_typed_names_in_derives_stand_where_an_editor_completes_them() {
    let survey = |options: &str| {
        let item =
            format!("#[survey(\"signup\")] struct Signup {{ #[ask(\"Name?\", {options})] name: String }}");
        before_half_typed(&crate::survey::derive(item.parse().unwrap()))
    };
    let choice = |options: &str| {
        let item = format!("enum Size {{ #[choice(\"Large\", {options})] Large }}");
        before_half_typed(&crate::choice::derive(item.parse().unwrap()))
    };
    for (typed, place) in
        [(&survey as &dyn Fn(&str) -> _, "known :: ask ::"), (&choice, "known :: choice ::")]
    {
        let (before, _) = typed("");
        assert!(before.trim_end().ends_with(place), "it became {before}");
        assert_eq!(typed("la"), (before, "la".to_owned()));
    }
}

#[test]
fn editors_know_all_options() {
    let known = known().to_string();
    for option in
        ["hidden", "filter", "photo", "inline_query", "merge", "guard", "private", "range", "review"]
    {
        assert!(known.contains(&format!("pub const {option} : ()")), "{option} is missing");
    }
}
